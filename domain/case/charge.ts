import type { Day, Instant } from '../kernel/day.ts';
import { EntryKind } from '../kernel/ledger.ts';
import { money } from '../kernel/money.ts';
import type { Moment } from '../kernel/situation.ts';
import { afterEntry } from './collect.ts';
import { advanceCase, type CaseDecision, type NewPosting } from './decision.ts';
import { CaseEvent } from './machine.ts';
import { openOfCase } from './money.ts';

/** Costs, interest or a fee of a case. */
export interface Charge {
  readonly kind: typeof EntryKind.COST | typeof EntryKind.INTEREST | typeof EntryKind.FEE;
  readonly amount: number;
  readonly externalId: string;
  readonly bookedOn: Day;
  readonly by: string;
  readonly commandId?: string | null;
  /** True when the collector told of it, and need not be told. */
  readonly byCollector: boolean;
}

/** Prefix of the charges that the collector told of. */
export function collectorChargePrefix(reference: string): string {
  return `case/${reference}/collector-charge/`;
}

/** The id that a charge of the case was told with, from the key of its booking; null for other bookings. */
export function chargeIdOf(reference: string, key: string): string | null {
  const prefix = [chargePrefix(reference), collectorChargePrefix(reference)].find((one) =>
    key.startsWith(one),
  );
  return prefix === undefined ? null : key.slice(prefix.length);
}

function chargePrefix(reference: string): string {
  return `case/${reference}/charge/`;
}

/** Prefix of what is waived or credited when a case ends; the collector learns of it by the end itself. */
export function waiverPrefix(reference: string): string {
  return `case/${reference}/waived/`;
}

/** Books a charge on the oldest invoice of the case, or on the case itself. */
export function addCharge(decision: CaseDecision, charge: Charge, { asOf, today }: Moment): CaseDecision {
  const { facts } = decision;
  const prefix = charge.byCollector ? collectorChargePrefix(facts.reference) : chargePrefix(facts.reference);
  const posting = {
    externalId: `${prefix}${charge.externalId}`,
    kind: charge.kind,
    amount: charge.amount,
    bookedOn: charge.bookedOn,
    by: charge.by,
  };
  const reason = `${charge.kind} of ${money(charge.amount, facts.currency)}`;
  const occasion = {
    at: asOf,
    on: today,
    by: charge.by,
    reason,
    commandId: charge.commandId ?? null,
  };
  return post(advanceCase(decision, CaseEvent.CHARGED, occasion), posting, asOf);
}

/** Waives costs, interest and fees of a case; with `credit`, its principal is credited too. */
export function waiveAll(
  decision: CaseDecision,
  { credit, by }: { readonly credit: boolean; readonly by: string },
  { asOf, today: bookedOn }: Moment,
): CaseDecision {
  const { reference } = decision.facts;
  const targets = decision.facts.hasInvoices
    ? decision.facts.invoices.map(({ id, number, open }) => ({ id, number, open }))
    : [{ id: null, number: reference, open: openOfCase(decision.facts, bookedOn) }];
  return targets.reduce((all, { id, number, open }) => {
    const extra = open.fees + open.interest + open.costs;
    const entries: readonly [EntryKind, number][] = [
      [EntryKind.WAIVER, extra],
      [EntryKind.CREDIT, credit ? open.principal : 0],
    ];
    return entries
      .filter(([, amount]) => amount > 0)
      .reduce((done, [kind, amount]) => {
        const externalId = `${waiverPrefix(reference)}${kind}/${number}`;
        return post(done, { externalId, kind, amount, bookedOn, by }, asOf, id);
      }, all);
  }, decision);
}

/** Books on one invoice of the case (the oldest when none is named), or on a case that has none. */
function post(
  decision: CaseDecision,
  posting: Omit<NewPosting, 'invoiceId'>,
  asOf: Instant,
  on: number | null = null,
): CaseDecision {
  const { facts } = decision;
  const invoice = facts.invoices.find(({ id }) => on === null || id === on);
  if (invoice === undefined) {
    const { externalId, kind, amount, bookedOn } = posting;
    return {
      ...decision,
      facts: {
        ...facts,
        charges: [...facts.charges, { externalId, kind, amount, bookedOn, recordedAt: asOf }],
      },
      postings: [...decision.postings, { ...posting, invoiceId: null }],
    };
  }
  const open = afterEntry(invoice, posting.kind, posting.amount);
  return {
    ...decision,
    facts: {
      ...facts,
      invoices: facts.invoices.map((one) => (one === invoice ? { ...one, open } : one)),
    },
    postings: [...decision.postings, { ...posting, invoiceId: invoice.id }],
  };
}
