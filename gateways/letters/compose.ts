import type { OpenComponents } from '../../contracts/claim.ts';
import type { LevelContent } from '../../contracts/effects.ts';
import { LevelKind } from '../../domain/invoice/policy.ts';
import { type Language, languageFor } from '../../templates/languages.ts';
import { oneLine, quoted } from '../printable.ts';
import { refusal } from '../refusal.ts';
import { amountIn, dateIn } from './formats.ts';
import { offerParagraphs } from './signal-offer.ts';
import { type Labels, letterWords, type Variables, type Variant } from './words.ts';

interface Line {
  readonly label: string;
  readonly value: string;
}

/** A reminder or notice in words: everything is text of one line, nothing is escaped yet. */
export interface Letter {
  readonly language: Language;
  readonly creditor: string;
  readonly on: string;
  readonly subject: string;
  readonly greeting: string;
  readonly before: readonly string[];
  readonly invoice: readonly Line[];
  readonly open: readonly Line[];
  readonly total: Line;
  /** The payment deadline: one line on a notice, none on a reminder. */
  readonly deadline: readonly Line[];
  readonly after: readonly string[];
  readonly closing: string;
}

const COMPONENTS = ['principal', 'fees', 'interest', 'costs'] as const;

/** Puts a level into the words of its language; refuses a snapshot that would make a wrong letter. */
export function composeLetter(content: LevelContent): Letter {
  const { creditor, invoice, open, on } = content;
  refuseWrong(content);
  const language = languageFor(content.language);
  const words = letterWords(language);
  const { subject, before, after } = words.levels[variantOf(content.level)];
  const amount = (minor: number) => amountIn(language, minor, invoice.currency);
  const payBy = content.payBy === null ? undefined : dateIn(language, content.payBy);
  const variables: Variables = {
    creditor: quoted(creditor.name),
    number: quoted(invoice.number),
    reference: quoted(invoice.reference ?? invoice.number),
    total: amount(open.total),
    ...(content.level.kind === LevelKind.notice && payBy !== undefined ? { payBy } : {}),
  };
  return {
    language,
    creditor: oneLine(creditor.name),
    on: dateIn(language, on),
    subject: subject(variables),
    greeting: words.greeting,
    before: before.map((write) => write(variables)),
    invoice: invoiceLines(content, language, words.labels),
    open: COMPONENTS.filter((name) => open[name] !== 0).map((name) => ({
      label: words.labels[name],
      value: amount(open[name]),
    })),
    total: { label: words.labels.total, value: variables.total },
    deadline: variables.payBy === undefined ? [] : [{ label: words.labels.payBy, value: variables.payBy }],
    after: [...after.map((write) => write(variables)), ...offerParagraphs(content)],
    closing: words.closing,
  };
}

function variantOf({ kind, final }: LevelContent['level']): Variant {
  if (kind === LevelKind.notice) return final ? 'finalNotice' : 'notice';
  return final ? 'finalReminder' : 'reminder';
}

function invoiceLines({ invoice }: LevelContent, language: Language, labels: Labels): Line[] {
  const { number, issuedOn, dueOn, amount, currency, reference } = invoice;
  return [
    { label: labels.number, value: quoted(number) },
    { label: labels.issuedOn, value: dateIn(language, issuedOn) },
    ...(dueOn === null ? [] : [{ label: labels.dueOn, value: dateIn(language, dueOn) }]),
    { label: labels.amount, value: amountIn(language, amount, currency) },
    ...(reference === null ? [] : [{ label: labels.reference, value: quoted(reference) }]),
  ];
}

/** Wrong by any road, such a letter must not leave: no attempt can mend it. */
function refuseWrong({ level, payBy, open }: LevelContent): void {
  if (level.kind === LevelKind.notice && payBy === null) throw refusal('The notice has no payment deadline.');
  if (sumOf(open) !== open.total) throw refusal('The open components do not add up to the total.');
  if (open.total <= 0) throw refusal('Nothing is open.');
}

function sumOf(open: OpenComponents): number {
  return COMPONENTS.reduce((sum, name) => sum + open[name], 0);
}
