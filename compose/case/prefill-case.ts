import type { BillingAddress, LineItem } from '../../contracts/collector.ts';
import { caseReference } from '../../contracts/ids.ts';
import { findCaseByReference, findTombstone } from '../../db/case/cases.ts';
import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import type { Tx } from '../../db/tx.ts';
import type { InvoiceFacts } from '../../domain/invoice/facts.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { letterLanguage } from '../effects/level-content.ts';
import { billingAddressOf, lineItemsOf, totalOf } from './case-contents.ts';

/** Invoices of one customer and currency that a case is to be opened for, the one it is named after first. */
export type InvoicesOfCase = readonly { readonly gathered: Gathered; readonly facts: InvoiceFacts }[];

/** What a case for invoices begins with. */
export interface PrefilledCase {
  /** The number of the case in its reference: how many its first invoice came to. */
  readonly nth: number;
  readonly reference: string;
  readonly customer: CustomerRow;
  readonly lineItems: readonly LineItem[];
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly billingAddress: BillingAddress;
  readonly language: string;
  readonly contractDate: Day;
  readonly dueOn: Day | null;
}

/** Fills a case in from its invoices. A reference that is taken is passed over. */
export async function prefillCase(tx: Tx, invoices: InvoicesOfCase, asOf: Instant): Promise<PrefilledCase> {
  const [first] = invoices;
  if (first === undefined) throw new Error('A case was to be filled in from no invoice.');
  const { row, creditor, calendar } = first.gathered;
  const customer = await findCustomer(tx, row.customerId);
  if (customer === undefined) throw new NotInDatabase(`The customer of invoice ${row.number} is missing.`);
  const nth = await nextFree(tx, row.creditor, row.number, first.facts.state.caseCount + 1);
  const today = calendar.dayOf(asOf);
  const lineItems = lineItemsOf(
    invoices.map(({ gathered, facts }) => ({ number: gathered.row.number, open: openOn(facts, today) })),
  );
  return {
    nth,
    reference: caseReference(row.number, nth),
    customer,
    lineItems,
    amount: totalOf(lineItems),
    currency: row.currency,
    billingAddress: billingAddressOf(customer),
    language: letterLanguage(customer, creditor),
    contractDate: Math.min(...invoices.map(({ gathered }) => gathered.row.issuedOn)),
    dueOn: earliest(invoices.map(({ facts }) => facts.dueOn)),
  };
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

function earliest(days: readonly (Day | null)[]): Day | null {
  const known = days.filter((day): day is Day => day !== null);
  return known.length === 0 ? null : Math.min(...known);
}
