import type { Day } from '../../domain/kernel/day.ts';
import type { LedgerEntry } from '../../domain/kernel/ledger.ts';
import { openAmount } from '../../domain/kernel/open-amount.ts';
import { owedFrom } from '../../domain/signals/arrears.ts';
import { overdueDays } from '../../domain/signals/overdue-days.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { indexedBy } from '../words.ts';

/*
 * Where money was taken back from an invoice, what is open of it is no sum any more, as nobody owes what was taken back
 * beyond what was paid. They are few: their ledgers are read beforehand, the rule itself judges them, and the
 * statements of the evaluation are told what it says.
 */

export interface TakenBack {
  readonly invoices: readonly {
    readonly invoice: number;
    /** Today. */
    readonly open: number;
    /** Null where it is not overdue. */
    readonly owed_from: Day | null;
  }[];
  /** The days on which one of them was overdue, both ends included. */
  readonly overdue: readonly { readonly customer: number; readonly from_day: Day; readonly to_day: Day }[];
}

interface Booked extends LedgerEntry {
  readonly invoice: number;
  readonly customer: number;
  readonly principal: number;
  readonly dueOn: Day | null;
}

interface Range {
  readonly after: number;
  readonly until: number;
}

const statements = preparedStatements(({ raw }) => ({
  booked:
    raw<Booked>(`select i.id as invoice, i.customer_id as customer, i.amount as principal, i.due_on as "dueOn",
      l.external_id as "externalId", l.kind, l.amount, l.booked_on as "bookedOn", l.recorded_at as "recordedAt"
    from invoices i ${indexedBy('invoices_by_customer')} join ledger_entries l on l.invoice_id = i.id
    where i.customer_id > :after and i.customer_id <= :until and i.creditor = :creditor and i.currency = :currency
      and l.booked_on <= :today
      and exists (select 1 from ledger_entries b where b.invoice_id = i.id
        and b."kind" in ('chargeback', 'refund', 'reversal') and b.booked_on <= :today)
    order by i.id, l.id`),
}));

/** What the statements need to know of the customers' invoices from which money was taken back. */
export async function takenBackOf(
  tx: Tx,
  about: { readonly creditor: string; readonly currency: string; readonly today: Day },
  { after, until }: Range,
): Promise<TakenBack> {
  const { creditor, currency, today } = about;
  const booked = await statements(tx).booked.all({ creditor, currency, today, after, until });
  const invoices: TakenBack['invoices'][number][] = [];
  const overdue: TakenBack['overdue'][number][] = [];
  for (let from = 0; from < booked.length; ) {
    const { invoice, customer, principal: amount, dueOn } = booked[from] as Booked;
    let to = from + 1;
    while (booked[to]?.invoice === invoice) to++;
    const ledger = booked.slice(from, to);
    from = to;
    const days = overdueDays({ amount, dueOn }, ledger, today);
    const owed_from = dueOn === null || days.length === 0 ? null : owedFrom({ dueOn, overdueDays: days });
    invoices.push({ invoice, open: openAmount(amount, ledger, today).total, owed_from });
    overdue.push(...days.map((of) => ({ customer, from_day: of.from, to_day: of.to ?? today })));
  }
  return { invoices, overdue };
}
