import type { Calendar } from '../calendar.ts';
import { endedInWords } from '../commands/ended.ts';
import { formatDay, type Instant } from '../day.ts';
import type { InvoiceFacts } from '../facts.ts';
import { holdReasonInWords } from '../hold-words.ts';
import { HoldScope, isInForce } from '../holds.ts';
import { openOn } from '../transfer-run.ts';

/** An invoice that somebody wants to start a case for. */
export interface InvoiceToStart {
  readonly facts: InvoiceFacts;
  readonly customerId: number;
  /** Reference of the case it is in now. */
  readonly activeCase: string | null;
}

/**
 * Why no case can be started for these invoices together, one sentence for each thing that is in the way; empty when
 * one can.
 */
export function whyNotStart(
  invoices: readonly InvoiceToStart[],
  calendar: Calendar,
  asOf: Instant,
  language = 'en',
): readonly string[] {
  const [first, ...others] = invoices;
  if (first === undefined) return ['A case needs at least one invoice.'];
  return [
    ...invoices.flatMap((invoice) => obstacleOf(invoice, calendar, asOf, language) ?? []),
    ...others.flatMap((other) => differenceOf(first, other) ?? []),
    ...(dueInPast(invoices, calendar, asOf) ? [] : [NOT_DUE]),
  ];
}

const NOT_DUE = 'None of the invoices was due before today: a case is about what is overdue.';

function obstacleOf(
  { facts, activeCase }: InvoiceToStart,
  calendar: Calendar,
  asOf: Instant,
  language: string,
): string | null {
  const { number, state } = facts;
  if (activeCase !== null) {
    return `Invoice ${number} is in case ${activeCase} already: close or deactivate that one first.`;
  }
  const ended = endedInWords(state);
  if (ended !== null) return `Invoice ${number}: ${ended}`;
  if (openOn(facts, calendar.dayOf(asOf)).total === 0) return `Nothing is open on invoice ${number}.`;
  const hold = facts.holds.find((one) => one.scope === HoldScope.INVOICE && isInForce(one, calendar, asOf));
  if (hold === undefined) return null;
  const why = holdReasonInWords(hold.reason, language);
  return `Invoice ${number} is paused since ${formatDay(hold.from)} (${why}): resume it first.`;
}

function differenceOf(first: InvoiceToStart, other: InvoiceToStart): string | null {
  const pair = `Invoices ${first.facts.number} and ${other.facts.number}`;
  if (first.customerId !== other.customerId) {
    return `${pair} are of different customers: a case is against one.`;
  }
  if (first.facts.currency === other.facts.currency) return null;
  return `${pair} are in ${first.facts.currency} and ${other.facts.currency}: a case has one currency.`;
}

function dueInPast(invoices: readonly InvoiceToStart[], calendar: Calendar, asOf: Instant): boolean {
  const today = calendar.dayOf(asOf);
  return invoices.some(({ facts }) => facts.dueOn !== null && facts.dueOn < today);
}
