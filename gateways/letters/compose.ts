import type { OpenComponents } from '../../contracts/claim.ts';
import type { LevelContent } from '../../contracts/effects.ts';
import type { FrozenDuty, InstalmentLine, InvoiceOfLetter, LetterFacts } from '../../contracts/letters.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { LevelKind } from '../../domain/invoice/policy.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { LetterNumber } from '../../domain/letters/placeholders.ts';
import { LetterText, textOfLevel } from '../../domain/letters/text.ts';
import { type Language, languageFor } from '../../templates/languages.ts';
import { GatewayFailure } from '../port.ts';
import { oneLine, quoted } from '../printable.ts';
import { refusal } from '../refusal.ts';
import { amountIn, dateIn } from './formats.ts';
import { offerParagraphs } from './signal-offer.ts';
import { instalmentTable, invoiceTable, type Table } from './tables.ts';
import {
  dutySentences,
  type Labels,
  type LetterWords,
  type Variables,
  wordsOfLetter,
  writeSentence,
} from './words.ts';

interface Line {
  readonly label: string;
  readonly value: string;
}

/** A letter or mail to a customer in words: everything is text of one line, nothing is escaped yet. */
export interface Letter {
  readonly language: Language;
  readonly creditor: string;
  readonly on: string;
  readonly subject: string;
  readonly greeting: string;
  readonly before: readonly string[];
  /** The invoice; empty where there are several, which stand in a table. */
  readonly invoice: readonly Line[];
  readonly tables: readonly Table[];
  readonly open: readonly Line[];
  readonly total: Line;
  /** The payment deadline: one line on a notice, none on a reminder. */
  readonly deadline: readonly Line[];
  /** The account to pay to; none where the creditor told none. */
  readonly account: readonly Line[];
  readonly after: readonly string[];
  readonly closing: string;
  /** What lines and columns are called, the creditor's own words before the shipped ones. */
  readonly labels: Labels;
}

/** What a letter is about, beside the facts that every letter has. */
export interface LetterAbout {
  readonly text: LetterText;
  /** Name of the level, where it is one. */
  readonly level?: string;
  readonly payBy?: Day;
  readonly duty?: FrozenDuty;
  /** Of a payment plan, and the one of them that the mail is about. */
  readonly instalments?: readonly InstalmentLine[];
  readonly instalment?: InstalmentLine;
  /** The day of the letter that is taken back. */
  readonly correctedOn?: Day;
  /** The account to pay to, as an IBAN. */
  readonly account?: string;
  /** Paragraphs that come after all others. */
  readonly more?: readonly string[];
}

const COMPONENTS = ['principal', 'fees', 'interest', 'costs'] as const;
/** In these a total of nothing is good news. */
const MAY_BE_NOTHING: readonly LetterText[] = [LetterText.PLAN_KEPT, LetterText.CORRECTION];

/** Puts a level into the words of its language; refuses a snapshot that would make a wrong letter. */
export function composeLetter(content: LevelContent, channel: Channel = Channel.LETTER): Letter {
  const { level, payBy, duty, payTo, instalment } = content;
  const isNotice = level.kind === LevelKind.notice;
  if (isNotice && payBy === null) throw refusal('The notice has no payment deadline.');
  const about: LetterAbout = {
    text: instalment === undefined ? textOfLevel(level) : LetterText.PLAN_INSTALMENT,
    level: level.name,
    ...(instalment === undefined ? {} : { instalment }),
    ...(isNotice && payBy !== null ? { payBy } : {}),
    ...(duty === undefined ? {} : { duty }),
    ...(payTo === undefined ? {} : { account: payTo.iban }),
    more: offerParagraphs(content),
  };
  return composeText(content, about, channel);
}

/** Puts what a letter is about into words, the creditor's own before the shipped ones. */
export function composeText(facts: LetterFacts, about: LetterAbout, channel: Channel): Letter {
  const { creditor, open, on, lines = [], invoice } = facts;
  refuseWrong(facts, about.text);
  const language = languageFor(facts.language);
  const number = lines.length > 1 ? LetterNumber.SEVERAL : LetterNumber.ONE;
  const words = wordsOfLetter({
    language,
    text: about.text,
    level: about.level ?? null,
    number,
    channel,
    own: ownWords(facts, language),
  });
  const variables = variablesOf(facts, about, language);
  const write = (sentence: string) => writeSentence(sentence, variables, words.clause);
  const amount = (minor: number) => amountIn(language, minor, invoice.currency);
  return {
    language,
    creditor: oneLine(creditor.name),
    on: dateIn(language, on),
    subject: write(words.subject),
    greeting: words.greeting,
    before: words.before.map(write),
    invoice: number === LetterNumber.ONE ? invoiceLines(facts, language, words.labels) : [],
    tables: [
      ...(number === LetterNumber.ONE ? [] : [invoiceTable(lines, language, words.labels)]),
      ...(about.instalments === undefined
        ? []
        : [instalmentTable(about.instalments, invoice.currency, language, words.labels)]),
    ],
    open: COMPONENTS.filter((name) => open[name] !== 0).map((name) => ({
      label: words.labels[name],
      value: amount(open[name]),
    })),
    total: { label: words.labels.total, value: amount(open.total) },
    deadline: variables.payBy === undefined ? [] : [{ label: words.labels.payBy, value: variables.payBy }],
    account:
      about.account === undefined ? [] : [{ label: words.labels.account, value: inGroups(about.account) }],
    after: [
      ...dutyParagraphs(about.duty, words, channel, variables),
      ...words.after.map(write),
      ...(about.more ?? []),
    ],
    closing: words.closing,
    labels: words.labels,
  };
}

/** An IBAN as people read it, in groups of four. */
function inGroups(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

function ownWords({ ownTexts }: LetterFacts, language: Language) {
  if (ownTexts === undefined) return undefined;
  // Never the shipped words instead: the customer would read what the creditor did not want said.
  if (ownTexts.says === undefined) {
    throw new GatewayFailure(`The creditor's texts ${ownTexts.hash} were not read.`, {
      isTemporary: true,
      mayHaveArrived: false,
    });
  }
  return ownTexts.says.words[language];
}

function variablesOf(facts: LetterFacts, about: LetterAbout, language: Language): Variables {
  const { creditor, recipient, invoice, lines = [], open, on } = facts;
  const { payBy, instalment, correctedOn, duty } = about;
  const amount = (minor: number) => amountIn(language, minor, invoice.currency);
  const date = (day: Day) => dateIn(language, day);
  const costsToCome = duty?.costsToCome ?? null;
  return {
    creditor: quoted(creditor.name),
    customer: quoted(recipient.name ?? recipient.reference),
    on: date(on),
    total: amount(open.total),
    principal: amount(open.principal),
    fees: amount(open.fees),
    interest: amount(open.interest),
    costs: amount(open.costs),
    ...(lines.length > 1
      ? { count: String(lines.length), numbers: lines.map((line) => quoted(line.number)).join(', ') }
      : {
          number: quoted(invoice.number),
          reference: quoted(invoice.reference ?? invoice.number),
          issuedOn: date(invoice.issuedOn),
          ...(invoice.dueOn === null ? {} : { dueOn: date(invoice.dueOn) }),
        }),
    ...(payBy === undefined ? {} : { payBy: date(payBy) }),
    ...(instalment === undefined
      ? {}
      : { instalment: amount(instalment.amount), instalmentOn: date(instalment.dueOn) }),
    ...(correctedOn === undefined ? {} : { correctedOn: date(correctedOn) }),
    ...(costsToCome === null ? {} : { costsToCome: amount(costsToCome) }),
  };
}

function dutyParagraphs(
  frozen: FrozenDuty | undefined,
  words: LetterWords,
  channel: Channel,
  variables: Variables,
): readonly string[] {
  if (frozen === undefined) return [];
  const names = dutySentences(frozen.duty, channel, frozen.costsToCome !== null);
  return names.map((name) => writeSentence(words.duty(name), variables));
}

function invoiceLines({ invoice, open }: LetterFacts, language: Language, labels: Labels): Line[] {
  const { number, issuedOn, dueOn, amount, currency, reference } = invoice;
  const settled = settledOf(invoice, open);
  return [
    { label: labels.number, value: quoted(number) },
    { label: labels.issuedOn, value: dateIn(language, issuedOn) },
    ...(dueOn === null ? [] : [{ label: labels.dueOn, value: dateIn(language, dueOn) }]),
    { label: labels.amount, value: amountIn(language, amount, currency) },
    ...(settled > 0 ? [{ label: labels.settled, value: amountIn(language, -settled, currency) }] : []),
    ...(reference === null ? [] : [{ label: labels.reference, value: quoted(reference) }]),
  ];
}

/** What of the invoice's amount was paid or credited. */
function settledOf({ amount }: InvoiceOfLetter, { principal }: OpenComponents): number {
  return amount - principal;
}

/** Wrong by any road, such a letter must not leave: no attempt can mend it. */
function refuseWrong({ open, lines = [] }: LetterFacts, text: LetterText): void {
  if (sumOf(open) !== open.total) throw refusal('The open components do not add up to the total.');
  if (open.total <= 0 && !MAY_BE_NOTHING.includes(text)) throw refusal('Nothing is open.');
  if (lines.length === 0) return;
  const together = lines.reduce((sum, line) => sum + line.open.total, 0);
  if (together !== open.total) throw refusal('The invoices do not add up to the total.');
}

function sumOf(open: OpenComponents): number {
  return COMPONENTS.reduce((sum, name) => sum + open[name], 0);
}
