import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMAND_GROUPS } from '../../cli/kit/all-commands.ts';
import type { CommandModule } from '../../cli/kit/command-entry.ts';
import { CASE_FORMS, INVOICE_FORMS } from '../../contracts/message-forms.ts';
import { messageJsonSchema, messagesJsonSchema } from '../../contracts/message-json-schema.ts';
import { CASE_MESSAGES } from '../../domain/case/messages/index.ts';
import { INVOICE_MESSAGES } from '../../domain/invoice/messages/index.ts';
import {
  descriptionOf,
  exampleOf,
  formOf,
  type MessageForm,
  readMessage,
} from '../../domain/kernel/message.ts';
import { doingsOf } from '../../files/script-schema.ts';

const ALL: readonly (readonly [string, MessageForm])[] = [
  ...INVOICE_MESSAGES.map((message) => [`invoice.${message.kind}`, message] as const),
  ...CASE_MESSAGES.map((message) => [`case.${message.kind}`, message] as const),
];
const FORMS: Readonly<Record<string, readonly MessageForm[]>> = { invoice: INVOICE_FORMS, case: CASE_FORMS };
const PAGE = readFileSync(new URL('../../docs/messages.md', import.meta.url), 'utf8');
const { $defs: SCHEMAS } = JSON.parse(messagesJsonSchema(INVOICE_FORMS, CASE_FORMS)) as {
  $defs: Record<string, object>;
};

const entries = COMMAND_GROUPS.flatMap(({ commands }) => commands);

async function commandsOf(group: string) {
  const loaded = await entries.find(({ name }) => name === group)?.load();
  return loaded !== undefined && 'group' in loaded ? loaded.group.commands : [];
}

describe.each(ALL)('%s', (name, message) => {
  const subject = name.startsWith('case.') ? 'case' : 'invoice';

  it('is known to workflows and clients by its form, without its rule', () => {
    const form = formOf(FORMS[subject] ?? [], message.kind);
    expect(message).toMatchObject(JSON.parse(JSON.stringify(form)));
    expect(Object.keys(form)).not.toContain('decide');
  });

  it('shows in Temporal’s UI how it is written, and what it shows is taken', () => {
    expect(descriptionOf(message)).toContain(JSON.stringify(exampleOf(message)));
    expect(readMessage(message, exampleOf(message), 'id')).toHaveProperty('command');
  });

  it('refuses a text that no database keeps, by the name of its field', () => {
    const texts = Object.entries(message.fields).filter(([, { type }]) => type === 'text');
    for (const [field] of texts) {
      for (const text of ['a\0b', 'a\ud83d']) {
        const read = readMessage(message, { ...exampleOf(message), [field]: text }, 'id');
        expect(read).toHaveProperty(
          'problem',
          expect.stringMatching(`\`${field}\` of .* has (the|half a) character`),
        );
      }
    }
  });

  it('has a section of the page', () => {
    expect(PAGE).toContain(`\n### ${message.kind}\n\n${message.summary}`);
  });

  it('has a JSON Schema, which its example fits', () => {
    expect(SCHEMAS).toHaveProperty([name]);
    const schema = messageJsonSchema(message) as {
      readonly properties: Record<string, { readonly enum?: readonly unknown[]; readonly pattern?: string }>;
      readonly required: readonly string[];
    };
    const example = exampleOf(message);
    expect(Object.keys(example)).toEqual(expect.arrayContaining([...schema.required]));
    for (const [field, value] of Object.entries(example)) {
      const { enum: words, pattern } = schema.properties[field] ?? { enum: [] };
      if (words !== undefined) expect(words).toContain(value);
      if (pattern !== undefined) expect(value).toMatch(new RegExp(pattern));
    }
  });

  it('has the command that it names, with its options', async () => {
    if (message.command === undefined) return;
    const group = subject === 'case' ? subject : message.command.group;
    const commands = group === undefined ? entries : await commandsOf(group);
    const entry = commands.find(({ name: known }) => known === message.command?.name);
    expect(entry?.summary).toBe(message.command.brief);
    const command = ((await entry!.load()) as CommandModule).build();
    expect(command.description()).toContain(message.summary);
    expect(command.options.map(({ long }) => long)).toEqual(expect.arrayContaining(['--by', '--command-id']));
  });

  it('stands in scripts of rehearsals when it may', () => {
    expect(doingsOf(subject).includes(message.kind)).toBe(message.script === true);
  });
});

describe('the messages', () => {
  it('are all that workflows and clients know, in the same order', () => {
    expect(INVOICE_FORMS.map(({ kind }) => kind)).toEqual(INVOICE_MESSAGES.map(({ kind }) => kind));
    expect(CASE_FORMS.map(({ kind }) => kind)).toEqual(CASE_MESSAGES.map(({ kind }) => kind));
    expect(Object.keys(SCHEMAS)).toEqual(ALL.map(([name]) => name));
  });
});
