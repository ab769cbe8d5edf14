import { exactSum } from './exact-sum.ts';
import { mentionsIn } from './key.ts';
import { MatchRule } from './match.ts';
import type { Candidate, Candidates, MatchPart, MoneyIn } from './money.ts';

/** Where money is booked without asking anybody, and by which rule. */
export interface Verdict {
  readonly rule: MatchRule;
  readonly parts: readonly MatchPart[];
}

/** A shorter number stands in many a text without being meant. */
const SHORTEST_NUMBER = 4;

/**
 * Where money that came in is to be booked; null when no rule is sure, and a person has to say.
 *
 * In this order: a structured reference with the right check digits; exactly one open invoice's number in the
 * text, when what is open is no less than the money; a customer known by its account some of whose open invoices
 * sum up to exactly the money.
 */
export function matchMoney(money: MoneyIn, candidates: Candidates): Verdict | null {
  return byReference(money, candidates) ?? byNumberInText(money, candidates) ?? byPayer(money, candidates);
}

function byReference(money: MoneyIn, { named }: Candidates): Verdict | null {
  const meant = named.filter((one) => hasReference(one, money.references) && one.currency === money.currency);
  const [only] = meant;
  if (only === undefined || meant.length > 1) return null;
  // A reference is made for one invoice: what is too much is its customer's surplus.
  return { rule: MatchRule.STRUCTURED_REFERENCE, parts: [{ number: only.number, amount: money.amount }] };
}

/** True when one of the references is the invoice's, or carries its number in full. */
export function hasReference({ referenceKey, numberKey }: Candidate, references: readonly string[]): boolean {
  return references.some((key) => referenceKey === key || numberKey === payloadOf(key));
}

/** What an ISO 11649 reference carries: RF and its check digits are put before any text. */
export function payloadOf(key: string): string | null {
  return /^RF\d\d/.test(key) ? key.slice(4).replace(/^0+(?=.)/, '') : null;
}

function byNumberInText(money: MoneyIn, { named }: Candidates): Verdict | null {
  const mentions = mentionsIn(money.text);
  const keys = new Set(mentions.map(({ key }) => key));
  // Written differently, a number is not sure enough to book on, but it says that the money is not for one invoice.
  const meant = named.filter(
    (one) =>
      one.open > 0 &&
      one.currency === money.currency &&
      one.numberKey.length >= SHORTEST_NUMBER &&
      keys.has(one.numberKey),
  );
  const [only] = meant;
  if (only === undefined || meant.length > 1 || money.amount > only.open) return null;
  const number = only.number.toUpperCase();
  if (!mentions.some(({ written }) => written.toUpperCase() === number)) return null;
  return { rule: MatchRule.NUMBER_IN_TEXT, parts: [{ number: only.number, amount: money.amount }] };
}

function byPayer(money: MoneyIn, { payers }: Candidates): Verdict | null {
  const known = payers.filter((payer) => payer.byAccount);
  const [only] = known;
  if (only === undefined || known.length > 1) return null;
  const open = only.open.filter((one) => one.currency === money.currency && one.open > 0);
  const chosen = exactSum(
    open.map((one) => ({ number: one.number, amount: one.open })),
    money.amount,
  );
  return chosen === null ? null : { rule: MatchRule.PAYER, parts: chosen };
}
