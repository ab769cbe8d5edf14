import { COMMON, type Fields, type ValuesOf, type WireOf } from './fields.ts';
import { Problem, readFields } from './read-fields.ts';

/** What somebody must be allowed so that they may send a message. */
export const Scope = {
  READ: 'read',
  OPERATE: 'operate',
  APPROVE: 'approve',
  ADMIN: 'admin',
} as const;
export type Scope = (typeof Scope)[keyof typeof Scope];

/** All there is to know of a message but its rule and what only its documentation says. */
export interface MessageForm<Kind extends string = string, Own extends Fields = Fields> {
  /** Name of its Temporal signal and its update. */
  readonly kind: Kind;
  /** What it does, as Temporal's UI, the command line and the documentation say it. */
  readonly summary: string;
  readonly fields: Own;
  /** Exactly one of these fields is given. */
  readonly either?: { readonly of: readonly (keyof Own & string)[]; readonly says: string };
  readonly scope: Scope;
  /** May be said in the script of a rehearsal. */
  readonly script?: true;
  /** Asks to decide again: there is no result worth keeping, and it can wait. */
  readonly looksAgain?: true;
  /** Its command; none where only programs send it. */
  readonly command?: CommandForm;
}

/** A message as a command. */
interface CommandForm {
  /** The command of commands that it belongs to, such as `plan`. */
  readonly group?: string;
  readonly name: string;
  /** One line for the list of commands. */
  readonly brief: string;
  /** What stands after its name. */
  readonly examples: readonly string[];
}

/** What only the documentation says of a message. */
export interface MessageNotes {
  readonly details?: string;
  /** When it is refused. */
  readonly refused?: string;
}

/** A message as the rules get it. */
export type CommandOf<Form> =
  Form extends MessageForm<infer Kind, infer Own>
    ? { readonly kind: Kind } & ValuesOf<typeof COMMON & Own> & { readonly commandId: string }
    : never;

/** A message as it goes over the wire. */
export type WireMessageOf<Form> =
  Form extends MessageForm<string, infer Own> ? WireOf<typeof COMMON & Own> : never;

/** Messages under their kinds: `CommandKind.close` is 'close'. */
export function kindsOf<const Forms extends readonly MessageForm[]>(
  forms: Forms,
): { readonly [Kind in Forms[number]['kind']]: Kind } {
  return Object.fromEntries(forms.map(({ kind }) => [kind, kind])) as never;
}

/** The form of that kind out of a list that has one of each of its kinds. */
export function formOf<const Form extends MessageForm>(forms: readonly Form[], kind: Form['kind']): Form {
  const form = forms.find((one) => one.kind === kind);
  if (form === undefined) throw new Error(`There is no message ${kind}.`);
  return form;
}

export type Parsed<Command> = { readonly command: Command } | { readonly problem: string };

/** Every field that a message may carry, in the order in which they are read. */
export function fieldsOf({ fields }: MessageForm): Fields {
  return { ...COMMON, ...fields };
}

/**
 * Reads a message as it came over the wire: one JSON object, days as ISO dates, amounts as decimals in quotes.
 * Refuses unknown fields, missing ones and wrong values by name, saying what would be right. Never throws,
 * whatever it is given.
 */
export function readMessage<Form extends MessageForm>(
  form: Form,
  message: unknown,
  commandId: string,
): Parsed<CommandOf<Form>> {
  try {
    const values = readFields(form.kind, fieldsOf(form), message);
    requireEither(form, values);
    const command = { ...values, kind: form.kind, commandId: values.commandId ?? commandId };
    return { command: command as unknown as CommandOf<Form> };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

function requireEither({ either }: MessageForm, values: Readonly<Record<string, unknown>>): void {
  if (either === undefined) return;
  if (either.of.filter((name) => values[name] !== null).length !== 1) throw new Problem(either.says);
}

/** What it does and how to write it: shown beside its form in Temporal's UI. */
export function descriptionOf(form: MessageForm): string {
  const left = Object.keys(exampleOf(form)).filter((name) => fieldsOf(form)[name]?.required !== true);
  const mayBe = left.length === 0 ? '' : ` (${listed(left)} may be left out)`;
  return `${form.summary} ${JSON.stringify(exampleOf(form))}${mayBe}`;
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A message with an example of each field that has one. */
export function exampleOf({ fields }: MessageForm): Readonly<Record<string, unknown>> {
  const examples = Object.entries(fields).filter(([, { example }]) => example !== undefined);
  return { by: 'anna', ...Object.fromEntries(examples.map(([name, { example }]) => [name, example])) };
}
