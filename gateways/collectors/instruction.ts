import { z } from 'zod';
import type { InstructionContent } from '../../contracts/collector.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { CaseOutcome } from '../../domain/case/state.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { Delivery } from '../port.ts';
import { day, isoOf, words } from '../wire.ts';
import { amount, configuration, configurationOf, currency, environment, text } from './parts.ts';

/** Raised whenever a field changes its meaning or goes; fields and kinds may be added under the same number. */
const INSTRUCTION_FORMAT = 'dunwell/collector-instruction/1';

const about = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal(InstructionKind.WITHDRAWAL), reason: text })
    .describe('Stop: it takes effect when a report says withdrawn.'),
  z
    .strictObject({
      kind: z.literal(InstructionKind.BOOKING),
      externalId: text,
      invoice: text,
      booking: words(EntryKind),
      amount,
      currency,
      bookedOn: day,
      open: amount.describe('What is open of the case after it.'),
    })
    .describe('Money that moved at the creditor: a payment, a credit, a chargeback.'),
  z
    .strictObject({ kind: z.literal(InstructionKind.PAUSE), until: day.nullable() })
    .describe('Leave the debtor alone until the day, or until a resume when it is null.'),
  z.strictObject({ kind: z.literal(InstructionKind.RESUME) }),
  z.strictObject({ kind: z.literal(InstructionKind.MESSAGE), text }),
  z
    .strictObject({
      kind: z.literal(InstructionKind.CLOSED),
      outcome: words(CaseOutcome),
      reason: text.nullable(),
    })
    .describe('The case was closed at the creditor: no further money can be collected on it.'),
]);

/** A later instruction about an order, as it travels. */
export const instructionMessageSchema = z
  .strictObject({
    format: z.literal(INSTRUCTION_FORMAT),
    key: text.describe('Permanent: the same instruction sent again has the same.'),
    order: text.describe('Key of the order it is about.'),
    on: day,
    environment,
    configuration,
    creditor: z.strictObject({ id: text }),
    case: z.strictObject({ reference: text, externalId: text }),
    instruction: about,
  })
  .describe('A later instruction to a debt collector about an order it has.');

export type InstructionMessage = z.output<typeof instructionMessageSchema>;

export function instructionMessage({
  key,
  content,
}: Pick<Delivery<InstructionContent>, 'key' | 'content'>): InstructionMessage {
  return {
    format: INSTRUCTION_FORMAT,
    key,
    order: content.order,
    on: formatDay(content.on),
    environment: content.target.environment,
    configuration: configurationOf(content.target),
    creditor: { id: content.creditor.id },
    case: { reference: content.case.reference, externalId: content.case.externalId },
    instruction: wordsOf(content),
  };
}

function wordsOf({
  about: said,
  case: { currency: ofCase },
}: InstructionContent): InstructionMessage['instruction'] {
  switch (said.kind) {
    case InstructionKind.BOOKING:
      return {
        kind: said.kind,
        externalId: said.externalId,
        invoice: said.invoice,
        booking: said.booking,
        amount: formatAmount(said.amount, ofCase),
        currency: ofCase,
        bookedOn: formatDay(said.bookedOn),
        open: formatAmount(said.open, ofCase),
      };
    case InstructionKind.PAUSE:
      return { kind: said.kind, until: isoOf(said.until) };
    case InstructionKind.WITHDRAWAL:
      return { kind: said.kind, reason: said.reason };
    case InstructionKind.RESUME:
      return { kind: said.kind };
    case InstructionKind.MESSAGE:
      return { kind: said.kind, text: said.text };
    case InstructionKind.CLOSED:
      return { kind: said.kind, outcome: said.outcome, reason: said.reason };
    default:
      return said satisfies never;
  }
}
