import { EffectState } from '../effects/effect.ts';
import type { InvoiceFacts } from '../invoice/facts.ts';
import { endedInWords } from '../invoice/messages/ended.ts';
import { openOn } from '../invoice/transfer-run.ts';
import { formatDay } from '../kernel/day.ts';
import { HOLDS_IN_ENGLISH, type HoldWords, holdReasonInWords } from '../kernel/hold-words.ts';
import { HoldReason, HoldScope, isInForce } from '../kernel/holds.ts';
import type { Moment } from '../kernel/situation.ts';

/** An invoice that somebody wants to start a case for. */
export interface InvoiceToStart {
  readonly facts: InvoiceFacts;
  readonly invoiceId: number;
  readonly customerId: number;
  /** Reference of the case it is in now. */
  readonly activeCase: string | null;
  /** Reference of a deactivated case of it whose collector has not let go yet; null also where that is forced. */
  readonly withdrawnCase: string | null;
}

/**
 * Why no case can be started for these invoices together, one sentence for each thing that is in the way; empty when
 * one can.
 */
export function whyNotStart(
  invoices: readonly InvoiceToStart[],
  moment: Moment,
  words = HOLDS_IN_ENGLISH,
): readonly string[] {
  const [first, ...others] = invoices;
  if (first === undefined) return ['A case needs at least one invoice.'];
  return [
    ...invoices.flatMap((invoice) => obstacleOf(invoice, moment, words) ?? []),
    ...others.flatMap((other) => differenceOf(first, other) ?? []),
    ...(dueInPast(invoices, moment) ? [] : [NOT_DUE]),
  ];
}

const NOT_DUE = 'None of the invoices was due before today: a case is about what is overdue.';

/** An ended or deactivated case blocks its invoices until someone resumes them on purpose. */
const BLOCKS: readonly HoldReason[] = [
  HoldReason.CASE_DEACTIVATED,
  HoldReason.CASE_ENDED,
  HoldReason.DISPUTE,
];

function obstacleOf(
  { facts, activeCase, withdrawnCase }: InvoiceToStart,
  { calendar, asOf, today }: Moment,
  words: HoldWords,
): string | null {
  const { number, state, pendingEffect } = facts;
  if (activeCase !== null) {
    return `Invoice ${number} is in case ${activeCase} already: close or deactivate that one first.`;
  }
  if (withdrawnCase !== null) {
    return `Invoice ${number} was in case ${withdrawnCase}, whose collector has not acknowledged the withdrawal and may still collect: wait for it, or force the start.`;
  }
  const ended = endedInWords(state);
  if (ended !== null) return `Invoice ${number}: ${ended}`;
  if (openOn(facts, today).total === 0) return `Nothing is open on invoice ${number}.`;
  if (facts.dispute !== null) {
    return `A part of invoice ${number} is disputed: say who was right with \`resolveDispute\` first.`;
  }
  if (pendingEffect !== null && pendingEffect.state !== EffectState.PLANNED) {
    return `A letter about invoice ${number} is just being handed over, or nobody knows whether it arrived: say what became of it, or try again in a minute.`;
  }
  const hold = facts.holds.find(
    (one) => one.scope === HoldScope.INVOICE && BLOCKS.includes(one.reason) && isInForce(one, calendar, asOf),
  );
  if (hold === undefined) return null;
  const why = holdReasonInWords(hold.reason, words);
  return `Invoice ${number} is paused since ${formatDay(hold.from)} (${why}): resume it first, then start the case.`;
}

/** The order that invoices have in a case: oldest first. The case is named after the first, and paid in that order. */
export function oldestFirst(a: InvoiceToStart, b: InvoiceToStart): number {
  const due = ({ facts }: InvoiceToStart) => facts.dueOn ?? Number.MAX_SAFE_INTEGER;
  return due(a) - due(b) || a.invoiceId - b.invoiceId;
}

function differenceOf(first: InvoiceToStart, other: InvoiceToStart): string | null {
  const pair = `Invoices ${first.facts.number} and ${other.facts.number}`;
  if (first.customerId !== other.customerId) {
    return `${pair} are of different customers: a case is against one.`;
  }
  if (first.facts.currency === other.facts.currency) return null;
  return `${pair} are in ${first.facts.currency} and ${other.facts.currency}: a case has one currency.`;
}

function dueInPast(invoices: readonly InvoiceToStart[], { today }: Moment): boolean {
  return invoices.some(({ facts }) => facts.dueOn !== null && facts.dueOn < today);
}
