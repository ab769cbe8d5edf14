import { and, asc, eq, sql } from 'drizzle-orm';
import { AgreementStatus, type Instalment } from '../domain/agreements/agreement.ts';
import { equals, ifGiven, named } from './named.ts';
import { columnsBut, placeholders } from './prepared.ts';
import { agreementEvents, agreementInstalments, agreementInvoices, agreements } from './tables/agreements.ts';
import { invoices } from './tables/invoices.ts';
import { preparedStatements, type Tx } from './tx.ts';

export type AgreementRow = Readonly<typeof agreements.$inferSelect>;
export type AgreementEventRow = Readonly<typeof agreementEvents.$inferSelect>;

/** An agreement to record. */
export type AgreementToInsert = Omit<AgreementRow, 'id' | 'status' | 'endedOn'> & {
  readonly instalments: readonly Instalment[];
  readonly invoices: readonly Omit<typeof agreementInvoices.$inferSelect, 'agreementId'>[];
};

export type AgreementEvent = Omit<AgreementEventRow, 'id'>;

/** An invoice of an agreement. */
export interface AgreementInvoiceRow {
  readonly invoiceId: number;
  readonly number: string;
  readonly amount: number;
  readonly openBefore: number;
  readonly paidBefore: number;
  readonly forgivenBefore: number;
}

const EVENT = columnsBut(agreementEvents, ['id']);

const statements = preparedStatements(({ orm, write, insert }) => {
  const ofAgreement = (
    table: typeof agreementInstalments | typeof agreementInvoices | typeof agreementEvents,
  ) => eq(table.agreementId, named('id'));
  return {
    insert: insert<Omit<AgreementRow, 'id'>>(
      orm.insert(agreements).values(placeholders(agreements, columnsBut(agreements, ['id']))),
    ),
    insertInvoice: write<typeof agreementInvoices.$inferSelect>(
      orm
        .insert(agreementInvoices)
        .values(placeholders(agreementInvoices, columnsBut(agreementInvoices, []))),
    ),
    insertInstalment: write<typeof agreementInstalments.$inferSelect>(
      orm
        .insert(agreementInstalments)
        .values(placeholders(agreementInstalments, columnsBut(agreementInstalments, []))),
    ),
    insertEvent: write<AgreementEvent>(
      orm.insert(agreementEvents).values(placeholders(agreementEvents, EVENT)),
    ),
    end: write<Pick<AgreementRow, 'id' | 'status' | 'endedOn'>>(
      orm
        .update(agreements)
        .set(placeholders(agreements, ['status', 'endedOn']))
        .where(and(equals(agreements, 'id'), eq(agreements.status, AgreementStatus.ACTIVE))),
    ),
    byId: orm.select().from(agreements).where(equals(agreements, 'id')).prepare(),
    instalments: orm
      .select({
        nr: agreementInstalments.nr,
        dueOn: agreementInstalments.dueOn,
        amount: agreementInstalments.amount,
      })
      .from(agreementInstalments)
      .where(ofAgreement(agreementInstalments))
      .orderBy(asc(agreementInstalments.nr))
      .prepare(),
    invoices: orm
      .select({
        invoiceId: agreementInvoices.invoiceId,
        number: invoices.number,
        amount: invoices.amount,
        openBefore: agreementInvoices.openBefore,
        paidBefore: agreementInvoices.paidBefore,
        forgivenBefore: agreementInvoices.forgivenBefore,
      })
      .from(agreementInvoices)
      .innerJoin(invoices, eq(invoices.id, agreementInvoices.invoiceId))
      .where(ofAgreement(agreementInvoices))
      .orderBy(asc(agreementInvoices.invoiceId))
      .prepare(),
    events: orm
      .select()
      .from(agreementEvents)
      .where(ofAgreement(agreementEvents))
      .orderBy(asc(agreementEvents.id))
      .prepare(),
    ofInvoice: orm
      .select({ id: agreementInvoices.agreementId })
      .from(agreementInvoices)
      .where(equals(agreementInvoices, 'invoiceId'))
      .orderBy(asc(agreementInvoices.agreementId))
      .prepare(),
    list: orm
      .select()
      .from(agreements)
      .where(
        and(
          equals(agreements, 'creditor'),
          ifGiven('status', equals(agreements, 'status')),
          ifGiven('customerId', equals(agreements, 'customerId')),
          sql`${agreements.id} > ${named('afterId')}`,
        ),
      )
      .orderBy(asc(agreements.id))
      .limit(named('limit'))
      .prepare(),
  };
});

/** Records an agreement that was just made, with its rows, and returns its id. */
export async function insertAgreement(tx: Tx, agreement: AgreementToInsert): Promise<number> {
  const { insert, insertInvoice, insertInstalment, insertEvent } = statements(tx);
  const { instalments, invoices, ...row } = agreement;
  const status = AgreementStatus.ACTIVE;
  const agreementId = await insert({ ...row, status, endedOn: null });
  for (const one of invoices) await insertInvoice({ ...one, agreementId });
  for (const one of instalments) await insertInstalment({ ...one, agreementId });
  const { madeOn: on, recordedAt: at, by, note: reason, commandId } = row;
  await insertEvent({ agreementId, status, on, at, by, reason, commandId });
  return agreementId;
}

/** Ends an active agreement; false when it had ended before, which then stands. */
export async function endAgreementRow(tx: Tx, event: AgreementEvent): Promise<boolean> {
  const { end, insertEvent } = statements(tx);
  const { agreementId: id, status, on: endedOn } = event;
  if ((await end({ id, status, endedOn })).changes === 0) return false;
  await insertEvent(event);
  return true;
}

export async function findAgreement(tx: Tx, id: number): Promise<AgreementRow | undefined> {
  return statements(tx).byId.get({ id });
}

export async function instalmentsOfAgreement(tx: Tx, id: number): Promise<readonly Instalment[]> {
  return statements(tx).instalments.all({ id });
}

/** Its invoices, in the order in which they were taken in. */
export async function invoicesOfAgreement(tx: Tx, id: number): Promise<readonly AgreementInvoiceRow[]> {
  return statements(tx).invoices.all({ id });
}

/** All that became of it, in order. */
export async function eventsOfAgreement(tx: Tx, id: number): Promise<readonly AgreementEventRow[]> {
  return statements(tx).events.all({ id });
}

/** The ids of all agreements that an invoice was ever part of. */
export async function agreementsOfInvoice(tx: Tx, invoiceId: number): Promise<readonly number[]> {
  return (await statements(tx).ofInvoice.all({ invoiceId })).map(({ id }) => id);
}

export interface AgreementFilter {
  readonly creditor: string;
  readonly status?: AgreementStatus | undefined;
  readonly customerId?: number | undefined;
  /** The id of the last one seen. */
  readonly afterId?: number | undefined;
}

/** Agreements that match, the oldest first; the next page starts after the last id of this one. */
export async function listAgreements(
  tx: Tx,
  { creditor, status, customerId, afterId, limit }: AgreementFilter & { readonly limit: number },
): Promise<readonly AgreementRow[]> {
  const named = { creditor, status: status ?? null, customerId: customerId ?? null };
  return statements(tx).list.all({ ...named, afterId: afterId ?? 0, limit });
}
