import { type InvoicesOfCase, prefillCase } from '../../compose/case/prefill-case.ts';
import { insertCase } from '../../db/case/cases.ts';
import { insertCaseEvents } from '../../db/case/trail.ts';
import { queueCaseWake } from '../../db/case/wake.ts';
import type { Tx } from '../../db/tx.ts';
import { openedCase } from '../../domain/case/opening.ts';
import {
  type CaseEnvironment,
  type CaseSource,
  CaseEnvironment as Environment,
} from '../../domain/case/state.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { openColumns } from '../../gather/case/open-columns.ts';

/** A case to open for invoices of one customer and currency, the one it is named after first. */
export interface OpeningOfInvoices {
  readonly invoices: InvoicesOfCase;
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
  const { calendar } = first.gathered;
  const prefilled = await prefillCase(tx, invoices, asOf);
  const { nth, reference, customer, lineItems, amount, billingAddress, ...filled } = prefilled;
  const { state, transitions } = openedCase(amount, {
    at: asOf,
    on: calendar.dayOf(asOf),
    by: opening.by,
    reason: opening.source,
    commandId: opening.commandId ?? null,
  });
  const { row: opened } = await insertCase(tx, {
    row: {
      ...state,
      ...filled,
      creditor: customer.creditor,
      reference,
      externalId: reference,
      source: opening.source,
      customerId: customer.id,
      environment: opening.environment ?? Environment.PRODUCTION,
      language: opening.language ?? filled.language,
      openedAt: asOf,
      creator: opening.by,
      wantedConfiguration: opening.configuration ?? null,
      ...openColumns(invoices.map(({ facts }) => openOn(facts, calendar.dayOf(asOf)))),
      // To be decided at once: until its workflow has done so, the case is under way.
      nextAt: asOf,
      decidedAt: asOf,
    },
    billingAddress,
    lineItems,
    invoiceIds: invoices.map(({ gathered }) => gathered.row.id),
  });
  await insertCaseEvents(tx, opened.id, transitions);
  await queueCaseWake(tx, opened.id, 'opened', asOf);
  return nth;
}
