import { caseReference } from '../../contracts/ids.ts';
import { insertCaseEvent } from '../../db/case-trail.ts';
import { queueCaseWake } from '../../db/case-wake.ts';
import { findCaseByReference, findTombstone, insertCase } from '../../db/cases.ts';
import { findCustomer } from '../../db/customers.ts';
import type { Tx } from '../../db/tx.ts';
import { NEW_CASE } from '../../domain/case/facts.ts';
import { CaseEvent, moveCase } from '../../domain/case/machine.ts';
import {
  type CaseEnvironment,
  type CaseSource,
  CaseEnvironment as Environment,
} from '../../domain/case/state.ts';
import type { Instant } from '../../domain/day.ts';
import type { InvoiceFacts } from '../../domain/facts.ts';
import { openOn } from '../../domain/transfer-run.ts';
import { billingAddressOf, lineItemsOf, totalOf } from '../../facts/case-contents.ts';
import type { Gathered } from '../../facts/gather-invoice.ts';
import { languageOf } from '../../facts/level-content.ts';
import { NotInDatabase } from '../../facts/not-in-database.ts';

/** A case to open for invoices of one customer and currency, the one it is named after first. */
export interface OpeningOfInvoices {
  readonly invoices: readonly { readonly gathered: Gathered; readonly facts: InvoiceFacts }[];
  readonly source: CaseSource;
  readonly by: string;
  readonly asOf: Instant;
  readonly environment?: CaseEnvironment;
  readonly configuration?: string | null;
  readonly language?: string | null;
  readonly commandId?: string | null;
}

/**
 * Writes a new case for invoices, prefilled from them, and queues it for its workflow. Returns the number of the
 * case in its reference: the counter of the first invoice. A reference that is taken is passed over.
 */
export async function openCaseOf(tx: Tx, opening: OpeningOfInvoices): Promise<number> {
  const { invoices, asOf } = opening;
  const [first] = invoices;
  if (first === undefined) throw new Error('A case was to be opened for no invoice.');
  const { row, creditor, calendar } = first.gathered;
  const customer = await findCustomer(tx, row.customerId);
  if (customer === undefined) throw new NotInDatabase(`The customer of invoice ${row.number} is missing.`);
  const nth = await nextFree(tx, row.creditor, row.number, first.facts.state.caseCount + 1);
  const reference = caseReference(row.number, nth);
  const today = calendar.dayOf(asOf);
  const lineItems = lineItemsOf(
    invoices.map(({ gathered, facts }) => ({ number: gathered.row.number, open: openOn(facts, today) })),
  );
  const { state: record, event } = moveCase({ ...NEW_CASE, amount: totalOf(lineItems) }, CaseEvent.CREATED, {
    at: asOf,
    on: today,
    by: opening.by,
    reason: opening.source,
    commandId: opening.commandId ?? null,
  });
  const { row: opened } = await insertCase(tx, {
    row: {
      ...record,
      creditor: row.creditor,
      reference,
      externalId: reference,
      source: opening.source,
      customerId: row.customerId,
      currency: row.currency,
      environment: opening.environment ?? Environment.PRODUCTION,
      language: opening.language ?? languageOf(customer, creditor),
      contractDate: Math.min(...invoices.map(({ gathered }) => gathered.row.issuedOn)),
      dueOn: earliest(invoices.map(({ facts }) => facts.dueOn)),
      openedAt: asOf,
      creator: opening.by,
      wantedConfiguration: opening.configuration ?? null,
      decidedAt: asOf,
    },
    billingAddress: billingAddressOf(customer),
    lineItems,
    invoiceIds: invoices.map(({ gathered }) => gathered.row.id),
  });
  await insertCaseEvent(tx, opened.id, event);
  await queueCaseWake(tx, opened.id, 'opened', asOf);
  return nth;
}

async function nextFree(tx: Tx, creditor: string, number: string, from: number): Promise<number> {
  for (let nth = from; ; nth++) {
    const reference = caseReference(number, nth);
    const isTaken =
      (await findCaseByReference(tx, creditor, reference)) !== undefined ||
      (await findTombstone(tx, creditor, { reference, externalId: reference })) !== undefined;
    if (!isTaken) return nth;
  }
}

function earliest(days: readonly (number | null)[]): number | null {
  const known = days.filter((day): day is number => day !== null);
  return known.length === 0 ? null : Math.min(...known);
}
