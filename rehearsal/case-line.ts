import type { CaseRow } from '../db/case/cases.ts';
import { caseListsOf } from '../db/case/history.ts';
import { ledgerOf } from '../db/invoice/ledger.ts';
import { invoicesOfCaseEver } from '../db/rehearsal/cases.ts';
import type { Tx } from '../db/tx.ts';
import { chargeIdOf } from '../domain/case/charge.ts';
import type { CaseOutcome, CaseState } from '../domain/case/state.ts';
import type { Calendar } from '../domain/kernel/calendar.ts';
import { formatDay, type Instant } from '../domain/kernel/day.ts';
import { formatAmount } from '../domain/kernel/money.ts';

interface Booking {
  readonly externalId: string;
  readonly on: string;
  readonly amount: string;
}

/** What a rehearsal says of one case; dates are local ISO days, absent when they never happened; amounts decimals. */
export interface CaseLine {
  readonly case: string;
  readonly invoices: readonly string[];
  readonly source: string;
  readonly environment: string;
  readonly configuration?: string;
  readonly state: CaseState;
  readonly outcome?: CaseOutcome;
  readonly amount: string;
  readonly openedOn: string;
  readonly preparedOn?: string;
  readonly reviewedOn?: string;
  readonly acceptedOn?: string;
  readonly receipts: readonly Booking[];
  readonly charges: readonly (Booking & { readonly charge: string })[];
  readonly collected: string;
  readonly open: string;
  readonly closedOn?: string;
  readonly failedOn?: string;
  readonly deactivatedOn?: string;
}

/** The line of one case, from its row, its money and the ledgers of its invoices. */
export async function caseLineOf(tx: Tx, row: CaseRow, calendar: Calendar): Promise<CaseLine> {
  const { receipts } = await caseListsOf(tx, row.id);
  const invoices = await invoicesOfCaseEver(tx, row.id);
  const money = (amount: number) => formatAmount(amount, row.currency);
  const charges: CaseLine['charges'][number][] = [];
  for (const { id } of invoices) {
    for (const { externalId: key, kind, bookedOn, amount } of await ledgerOf(tx, id)) {
      const externalId = chargeIdOf(row.reference, key);
      if (externalId === null) continue;
      charges.push({ externalId, charge: kind, on: formatDay(bookedOn), amount: money(amount) });
    }
  }
  return {
    case: row.reference,
    invoices: invoices.map(({ number }) => number),
    source: row.source,
    environment: row.environment,
    ...(row.configuration === null ? {} : { configuration: row.configuration }),
    state: row.state,
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    amount: money(row.amount),
    openedOn: formatDay(calendar.dayOf(row.openedAt)),
    ...dated('preparedOn', row.preparedAt, calendar),
    ...dated('reviewedOn', row.reviewedAt, calendar),
    ...dated('acceptedOn', row.processingStartedAt, calendar),
    receipts: receipts.map(({ externalId, receivedOn, amount }) => ({
      externalId,
      on: formatDay(receivedOn),
      amount: money(amount),
    })),
    charges,
    collected: money(row.collected),
    open: money(row.openPrincipal + row.openFees + row.openInterest + row.openCosts),
    ...dated('closedOn', row.closedAt, calendar),
    ...dated('failedOn', row.failedAt, calendar),
    ...dated('deactivatedOn', row.deactivatedAt, calendar),
  };
}

function dated<Name extends string>(
  name: Name,
  at: Instant | null,
  calendar: Calendar,
): { [N in Name]?: string } {
  return (at === null ? {} : { [name]: formatDay(calendar.dayOf(at)) }) as { [N in Name]?: string };
}
