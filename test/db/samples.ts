import { type CaseRow, insertCase, type NewCaseRow } from '../../db/case/cases.ts';
import { saveCreditor } from '../../db/creditor/creditors.ts';
import { ensureCustomer } from '../../db/customer/customers.ts';
import type { EffectToPlan } from '../../db/effects/effects.ts';
import {
  findInvoice,
  type InvoiceRow,
  insertInvoice,
  type NewInvoiceRow,
} from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { NEW_INVOICE } from '../../domain/invoice/facts.ts';
import type { Creditor, Policy } from '../../domain/invoice/policy.ts';
import { parseDay } from '../../domain/kernel/day.ts';

export const policy: Policy = {
  minimumAmount: 1000,
  levels: [
    { name: 'reminder-1', kind: 'reminder', daysAfterDue: 7 },
    { name: 'reminder-2', kind: 'reminder', daysAfterDue: 21, minDaysSincePrevious: 10 },
    { name: 'notice', kind: 'notice', daysAfterDue: 35, minDaysSincePrevious: 14, paymentDays: 14 },
  ],
  sending: { from: 540, until: 1020 },
  transfer: { mode: 20, workingDays: 3, at: 780, closeAfterDays: 60 },
  onDisputed: 'hold',
  onChargeback: 'reopen',
  settlement: { kind: 'keep' },
  onUnmatchedCredit: 'ignore',
  postalDays: 0,
};

export const acme: Creditor = {
  creditor: 'acme',
  name: 'Acme B.V.',
  country: 'NL',
  timeZone: 'Europe/Amsterdam',
  currency: 'EUR',
  language: 'nl',
  holidays: { add: ['2026-12-24'], remove: [] },
  policy,
};

export const day = (iso: string): number => parseDay(iso) as number;
export const instant = (iso: string): number => Date.parse(iso);

/** An open invoice of a customer of its own, changed as the test wants it. */
export async function addInvoice(
  tx: Tx,
  number: string,
  changed: Partial<NewInvoiceRow> = {},
): Promise<InvoiceRow> {
  const creditor = changed.creditor ?? 'acme';
  const customerId = changed.customerId ?? (await ensureCustomer(tx, creditor, `customer-of-${number}`));
  const id = await insertInvoice(tx, {
    creditor,
    number,
    customerId,
    amount: 10_000,
    currency: 'EUR',
    issuedOn: day('2026-01-01'),
    dueOn: day('2026-01-31'),
    policyVersion: 1,
    takenInAt: instant('2026-01-02T10:00:00Z'),
    ...NEW_INVOICE,
    nextStep: 'sendReminder',
    nextAt: instant('2026-02-09T10:00:00Z'),
    because: 'LEVEL_DUE',
    decidedAt: instant('2026-01-02T10:00:00Z'),
    openPrincipal: 10_000,
    ...changed,
  });
  return (await findInvoice(tx, id)) as InvoiceRow;
}

export async function addCreditor(tx: Tx, creditor: Creditor = acme): Promise<void> {
  await saveCreditor(tx, creditor, 1);
}

/** A first reminder by mail, claimed by the attempt `attempt-1`. */
export function letter(invoiceId: number, changed: Partial<EffectToPlan> = {}): EffectToPlan {
  return {
    key: 'invoice/acme/1001/1/level/reminder-1',
    invoiceId,
    kind: 'level',
    level: 'reminder-1',
    round: 1,
    channel: 'mail',
    requestHash: 'a1',
    amount: 10_000,
    content: { text: 'Please pay.' },
    plannedAt: instant('2026-02-09T10:00:00Z'),
    attemptToken: 'attempt-1',
    leaseUntil: instant('2026-02-09T10:05:00Z'),
    ...changed,
  };
}

/** A case of another service, in PREPARING and without invoices, changed as the test wants it. */
export async function addCase(
  tx: Tx,
  reference: string,
  changed: Partial<NewCaseRow> = {},
  invoiceIds: readonly number[] = [],
): Promise<CaseRow> {
  const { row } = await insertCase(tx, {
    row: {
      creditor: 'acme',
      reference,
      externalId: reference,
      source: 'service',
      customerId: changed.customerId ?? (await ensureCustomer(tx, 'acme', `customer-of-${reference}`)),
      amount: 10_000,
      currency: 'EUR',
      contractDate: day('2026-01-01'),
      dueOn: day('2026-01-31'),
      openedAt: instant('2026-03-01T10:00:00Z'),
      state: 'PREPARING',
      ...changed,
    },
    billingAddress: { familyName: 'Jansen', city: 'Utrecht', country: 'NL' },
    lineItems: [{ uniqueId: '1', name: 'Chair', quantity: '1', amountIncludingTax: 10_000, type: 'PRODUCT' }],
    invoiceIds,
  });
  return row;
}
