import {
  type AgreementEventRow,
  type AgreementRow,
  agreementsOfInvoice,
  eventsOfAgreement,
  findAgreement,
} from '../../db/agreements.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { type Agreement, AgreementStatus, type Instalment } from '../../domain/agreements/agreement.ts';
import { isCovered, lastDayOf, paidBy } from '../../domain/agreements/judge.ts';
import { agreementNamed } from '../../domain/agreements/words.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { gatherAgreement } from '../../gather/invoice/agreements.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { money } from '../kit/format.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** A payment plan or a promise with all that became of it. */
export interface ShownAgreement {
  readonly row: AgreementRow;
  readonly agreement: Agreement;
  readonly events: readonly AgreementEventRow[];
  readonly today: Day;
  readonly calendar: Calendar;
}

/** All that was ever agreed about an invoice, the oldest first; refused in words when there is no such invoice. */
export async function agreementsAbout(
  { db, asOf }: Reader,
  { id: creditor, calendar }: Tenant,
  number: string,
): Promise<readonly ShownAgreement[]> {
  return db.read(async (tx) => {
    const invoice = await findInvoiceByNumber(tx, creditor, number);
    if (invoice === undefined) throw new NotInDatabase(`Creditor ${creditor} has no invoice ${number}.`);
    const found = await agreementRows(tx, invoice.id);
    return found.map((one) => ({ ...one, calendar, today: calendar.dayOf(asOf) }));
  });
}

async function agreementRows(tx: Tx, invoiceId: number) {
  const found: Pick<ShownAgreement, 'row' | 'agreement' | 'events'>[] = [];
  for (const id of await agreementsOfInvoice(tx, invoiceId)) {
    const row = await findAgreement(tx, id);
    if (row === undefined) continue;
    found.push({ row, agreement: await gatherAgreement(tx, row), events: await eventsOfAgreement(tx, id) });
  }
  return found;
}

/** Where an instalment stands by what was paid until today, or until its agreement ended. */
function stateOf({ agreement, row, today, calendar }: ShownAgreement, instalment: Instalment): string {
  if (isCovered(agreement, instalment, Math.min(today, row.endedOn ?? today))) return 'paid';
  if (agreement.status === AgreementStatus.CANCELLED) return 'cancelled';
  if (lastDayOf(instalment, calendar) < today) return 'missed';
  return instalment.dueOn < today ? 'late' : 'to come';
}

/** The sentences that show it. */
export function agreementSentences(shown: ShownAgreement): readonly string[] {
  const { row, agreement, events, today } = shown;
  const { instalments, invoices, currency } = agreement;
  const total = instalments.reduce((sum, { amount }) => sum + amount, 0);
  const numbers = invoices.map(({ number }) => number).join(', ');
  return [
    `${agreementNamed(agreement)}: ${row.status}, ${money(total, currency)} on ${numbers}, ${money(paidBy(agreement, today), currency)} paid since ${formatDay(row.madeOn)}.`,
    ...instalments.map(
      (one) => `  ${one.nr}. ${formatDay(one.dueOn)}  ${money(one.amount, currency)}  ${stateOf(shown, one)}`,
    ),
    ...events.map(({ status, on, by, reason }) => {
      const why = reason === null ? '' : `: ${reason}`;
      return `  ${formatDay(on)} ${status} by ${by}${why}`;
    }),
  ];
}

export function agreementJson(shown: ShownAgreement): object {
  const { row, agreement, events, today } = shown;
  const { currency } = agreement;
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    currency,
    madeOn: formatDay(row.madeOn),
    endedOn: row.endedOn === null ? null : formatDay(row.endedOn),
    paid: formatAmount(paidBy(agreement, today), currency),
    invoices: agreement.invoices.map(({ number }) => number),
    instalments: agreement.instalments.map((one) => ({
      nr: one.nr,
      dueOn: formatDay(one.dueOn),
      amount: formatAmount(one.amount, currency),
      state: stateOf(shown, one),
    })),
    events: events.map(({ status, on, at, by, reason }) => ({
      ...{ status, on: formatDay(on), at: new Date(at).toISOString(), by, reason },
    })),
  };
}
