import { DECIMAL, type Field, LONGEST_TEXT, SHA_256 } from '../domain/kernel/fields.ts';
import { exampleOf, fieldsOf, type MessageForm } from '../domain/kernel/message.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema of one message as it goes over the wire. */
export function messageJsonSchema(form: MessageForm): Schema {
  const named = Object.entries(fieldsOf(form));
  const { either } = form;
  return {
    title: form.kind,
    description: form.summary,
    type: 'object',
    properties: Object.fromEntries(named.map(([name, field]) => [name, schemaOf(field)])),
    required: named.filter(([, { required }]) => required === true).map(([name]) => name),
    ...(either === undefined ? {} : { oneOf: either.of.map((name) => ({ required: [name] })) }),
    additionalProperties: false,
    examples: [exampleOf(form)],
  };
}

function schemaOf(field: Field): Schema {
  return { description: field.help, ...formOfValue(field) };
}

function formOfValue(field: Field): Schema {
  switch (field.type) {
    case 'text':
      return { type: 'string', pattern: '\\S', maxLength: field.longest ?? LONGEST_TEXT };
    case 'day':
      return { type: 'string', format: 'date' };
    case 'oneOf': {
      const { values, refused = {}, default: meant } = field;
      const taken = values.filter((value) => refused[value] === undefined);
      return { enum: taken, ...(meant === undefined ? {} : { default: meant }) };
    }
    case 'someOf':
      return { type: 'array', items: { enum: field.values }, default: [] };
    case 'texts':
      return {
        type: 'array',
        items: { type: 'string', pattern: '\\S', maxLength: LONGEST_TEXT },
        default: [],
      };
    case 'flag':
      return { type: 'boolean', default: false };
    case 'count':
      return { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
    case 'decimal':
      return { type: 'string', pattern: DECIMAL.source };
    case 'hash':
      return { type: 'string', pattern: SHA_256.source };
    case 'remark':
      return { type: 'string' };
    default:
      return field satisfies never;
  }
}

/** All messages, under `invoice.<kind>` and `case.<kind>`. */
export function messagesJsonSchema(
  toInvoices: readonly MessageForm[],
  toCases: readonly MessageForm[],
): string {
  const under = (noun: string, forms: readonly MessageForm[]) =>
    forms.map((form) => [`${noun}.${form.kind}`, messageJsonSchema(form)] as const);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Messages to invoices and debt collection cases',
    description: 'Each is a Temporal signal and an update of the same name, with one such object.',
    $defs: Object.fromEntries([...under('invoice', toInvoices), ...under('case', toCases)]),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
