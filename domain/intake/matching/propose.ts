import { exactSum } from './exact-sum.ts';
import { keyOf, mentionsIn } from './key.ts';
import type { Candidate, Candidates, MoneyIn, Payer } from './money.ts';
import { hasReference } from './rules.ts';

/** Why an invoice is proposed, the surest first. */
export const Hint = {
  REFERENCE: 'structured reference',
  NUMBER: 'number in the text',
  WRITTEN_DIFFERENTLY: 'number written differently',
  CUSTOMER_AND_AMOUNT: "customer's, and the amount fits",
  PAYER: "payer's account",
  CUSTOMER: "customer's oldest",
} as const;
export type Hint = (typeof Hint)[keyof typeof Hint];

/** An invoice that the money may be for, and how much of it. */
export interface Proposal {
  readonly number: string;
  readonly customer: string;
  readonly amount: number;
  readonly open: number;
  readonly hint: Hint;
}

const MOST = 5;

/** The invoices that a person is likely to choose, the surest first; empty when nothing points to any. */
export function proposals(money: MoneyIn, candidates: Candidates): readonly Proposal[] {
  const proposed = new Map<string, Proposal>();
  const add = (one: Candidate, hint: Hint) => {
    if (one.currency !== money.currency || one.open === 0 || proposed.has(one.number)) return;
    const { number, customer, open } = one;
    proposed.set(number, { number, customer, amount: Math.min(money.amount, open), open, hint });
  };
  const { named, payers } = candidates;
  for (const one of named) if (hasReference(one, money.references)) add(one, Hint.REFERENCE);
  const written = new Set(
    mentionsIn(`${money.invoiceNumber} ; ${money.text}`).map((mention) => mention.written.toUpperCase()),
  );
  for (const one of named) if (written.has(one.number.toUpperCase())) add(one, Hint.NUMBER);
  for (const one of named) {
    if (isMentioned(one, money)) add(one, Hint.WRITTEN_DIFFERENTLY);
  }
  for (const payer of payers) for (const one of fitting(payer, money)) add(one, Hint.CUSTOMER_AND_AMOUNT);
  for (const payer of payers) {
    for (const one of payer.open) add(one, payer.byAccount ? Hint.PAYER : Hint.CUSTOMER);
  }
  return [...proposed.values()].slice(0, MOST);
}

function isMentioned({ numberKey, referenceKey }: Candidate, money: MoneyIn): boolean {
  const keys = new Set(mentionsIn(money.text).map((mention) => mention.key));
  keys.add(keyOf(money.invoiceNumber));
  return keys.has(numberKey) || (referenceKey !== null && keys.has(referenceKey));
}

/** The open invoices of a customer that sum up to the money. */
function fitting({ open }: Payer, money: MoneyIn): readonly Candidate[] {
  const parts = open
    .filter((one) => one.currency === money.currency && one.open > 0)
    .map((one) => ({ one, amount: one.open }));
  return (exactSum(parts, money.amount) ?? []).map(({ one }) => one);
}
