import { describe, expect, it } from 'vitest';
import { messageJsonSchema } from '../../contracts/message-json-schema.ts';
import { addCharge } from '../../domain/case/messages/add-charge.ts';
import { attachDocument } from '../../domain/case/messages/attach-document.ts';
import { deactivate } from '../../domain/case/messages/deactivate.ts';
import { sendMessage } from '../../domain/case/messages/send-message.ts';
import { changeDueDate } from '../../domain/invoice/messages/change-due-date.ts';
import { pause } from '../../domain/invoice/messages/pause.ts';

describe('the JSON Schema of a message', () => {
  it('knows which fields are needed, and no others', () => {
    expect(messageJsonSchema(changeDueDate)).toMatchObject({
      type: 'object',
      required: ['by', 'dueOn'],
      additionalProperties: false,
      properties: { dueOn: { type: 'string', format: 'date' } },
    });
    expect(messageJsonSchema(addCharge)).toMatchObject({
      required: ['by', 'version', 'charge', 'amount', 'externalId'],
      properties: {
        version: { type: 'integer', minimum: 1 },
        charge: { enum: ['cost', 'interest', 'fee'] },
        amount: { type: 'string', pattern: '^\\d{1,15}(\\.\\d{1,4})?$' },
      },
    });
  });

  it('offers no word that is refused at once', () => {
    const { properties } = messageJsonSchema(pause) as { properties: { reason: { enum: string[] } } };
    expect(properties.reason).toMatchObject({ default: 'OPERATOR' });
    expect(properties.reason.enum).toContain('DISPUTE');
    expect(properties.reason.enum).not.toContain('CASE_ENDED');
  });

  it('limits texts and lists', () => {
    expect(messageJsonSchema(attachDocument)).toMatchObject({
      properties: { name: { maxLength: 100 }, hash: { pattern: '^[0-9a-f]{64}$' } },
    });
    expect(messageJsonSchema(deactivate)).toMatchObject({
      properties: {
        acknowledged: { type: 'array', items: { enum: ['published', 'stepsTaken'] }, default: [] },
      },
    });
  });

  it('asks for exactly one of two fields where a message does', () => {
    expect(messageJsonSchema(sendMessage)).toMatchObject({
      oneOf: [{ required: ['text'] }, { required: ['request'] }],
    });
  });
});
