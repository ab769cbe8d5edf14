import Handlebars from 'handlebars';
import { z } from 'zod';
import type { Language } from './languages.ts';
import { readTemplate } from './template-folder.ts';

/** What the sentences of a language file may name. */
export interface Variables {
  readonly creditor: string;
  readonly number: string;
  /** What to quote with the payment: the invoice's reference, else its number. */
  readonly reference: string;
  readonly total: string;
  /** Absent on reminders: one that names a deadline fails. */
  readonly payBy?: string;
}

export type Sentence = (variables: Variables) => string;

/** Plain text, not HTML: escaping is the layout's, so a translator never meets it. */
const sentence = z
  .string()
  .min(1)
  .transform(
    (source): Sentence =>
      Handlebars.compile<Variables>(source, { noEscape: true, strict: true, knownHelpersOnly: true }),
  );
const level = z.strictObject({
  subject: sentence,
  /** Before and after the table of what is open. */
  before: z.array(sentence).min(1),
  after: z.array(sentence).min(1),
});
const label = z.string().min(1);

const schema = z.strictObject({
  greeting: label,
  levels: z.strictObject({ reminder: level, finalReminder: level, notice: level, finalNotice: level }),
  labels: z.strictObject({
    number: label,
    issuedOn: label,
    dueOn: label,
    amount: label,
    reference: label,
    principal: label,
    fees: label,
    interest: label,
    costs: label,
    total: label,
    payBy: label,
  }),
  /** What the final reminder says of signals to municipalities, where the creditor asks for it. */
  signals: z.strictObject({ offer: z.array(label).min(1), optOut: label }),
  closing: label,
});

export type Words = z.output<typeof schema>;
export type Variant = keyof Words['levels'];

const loaded = new Map<Language, Words>();

/** The words of a language; read and compiled on first use. */
export function wordsOf(language: Language): Words {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const words = parseWords(`${language}.json`, readTemplate(`${language}.json`));
  loaded.set(language, words);
  return words;
}

/** Reads a language file; throws with what is missing, superfluous or misspelt in it. */
export function parseWords(name: string, text: string): Words {
  const parsed = schema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`templates/${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
