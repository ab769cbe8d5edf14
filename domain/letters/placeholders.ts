import { LetterText } from './text.ts';

/** What a sentence of a letter may name, each written as `{{name}}`. */
export const Placeholder = {
  /** The creditor's name. */
  CREDITOR: 'creditor',
  /** The customer's name; what the creditor calls it by where it has none. */
  CUSTOMER: 'customer',
  /** The day the letter is written for. */
  ON: 'on',
  /** All that the letter asks for, fees, interest and costs among it. */
  TOTAL: 'total',
  PRINCIPAL: 'principal',
  FEES: 'fees',
  INTEREST: 'interest',
  COSTS: 'costs',
  /** Number of the invoice; in letters about one. */
  NUMBER: 'number',
  /** What to quote with the payment: the invoice's reference, else its number; in letters about one. */
  REFERENCE: 'reference',
  ISSUED_ON: 'issuedOn',
  DUE_ON: 'dueOn',
  /** How many invoices; in letters about several. */
  COUNT: 'count',
  /** Their numbers; in letters about several. */
  NUMBERS: 'numbers',
  /** The payment deadline; in notices. */
  PAY_BY: 'payBy',
  /** Amount of the instalment that a mail about a payment plan is about. */
  INSTALMENT: 'instalment',
  INSTALMENT_ON: 'instalmentOn',
  /** The day of the letter that is taken back. */
  CORRECTED_ON: 'correctedOn',
  /** Costs that will be owed when the term of the law has run out; in the sentence of the law alone. */
  COSTS_TO_COME: 'costsToCome',
} as const;
export type Placeholder = (typeof Placeholder)[keyof typeof Placeholder];

/** Letters speak of one invoice or of several, and some sentences differ. */
export const LetterNumber = { ONE: 'one', SEVERAL: 'several' } as const;
export type LetterNumber = (typeof LetterNumber)[keyof typeof LetterNumber];

const ALWAYS = [
  ...[Placeholder.CREDITOR, Placeholder.CUSTOMER, Placeholder.ON, Placeholder.TOTAL],
  ...[Placeholder.PRINCIPAL, Placeholder.FEES, Placeholder.INTEREST, Placeholder.COSTS],
];

const BY_NUMBER: Readonly<Record<LetterNumber, readonly Placeholder[]>> = {
  one: [Placeholder.NUMBER, Placeholder.REFERENCE, Placeholder.ISSUED_ON, Placeholder.DUE_ON],
  several: [Placeholder.COUNT, Placeholder.NUMBERS],
};

const INSTALMENT = [Placeholder.INSTALMENT, Placeholder.INSTALMENT_ON];

const BY_TEXT: Readonly<Record<LetterText, readonly Placeholder[]>> = {
  [LetterText.COURTESY]: [],
  [LetterText.FIRST_REMINDER]: [],
  [LetterText.SECOND_REMINDER]: [],
  [LetterText.LATER_REMINDER]: [],
  [LetterText.FINAL_REMINDER]: [],
  [LetterText.NOTICE]: [Placeholder.PAY_BY],
  [LetterText.FINAL_NOTICE]: [Placeholder.PAY_BY],
  [LetterText.PLAN_AGREED]: INSTALMENT,
  [LetterText.PLAN_INSTALMENT]: INSTALMENT,
  [LetterText.PLAN_BROKEN]: INSTALMENT,
  [LetterText.PLAN_KEPT]: [],
  [LetterText.CORRECTION]: [Placeholder.CORRECTED_ON],
};

/** What the sentences of a text may name when it is about one invoice, or about several. */
export function placeholdersOf(text: LetterText, number: LetterNumber): readonly Placeholder[] {
  return [...ALWAYS, ...BY_NUMBER[number], ...BY_TEXT[text]];
}
