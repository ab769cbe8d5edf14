import { type LedgerRow, ledgerOf, reckoningsOf } from '../../db/invoice/ledger.ts';
import type { Reckoning } from '../../domain/invoice/charges/reckoning.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import { type AccountLine, accountOf } from '../../domain/kernel/account.ts';
import type { OpenAmount } from '../../domain/kernel/balance.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { chargeTakenBack } from '../../domain/kernel/ledger.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { formatRate } from '../../domain/money/rate.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** One booking, where it went, and for a charge how it came about. */
export interface MoneyLine extends AccountLine<LedgerRow> {
  readonly reckoning: Reckoning | null;
  /** Dated in the future: it does not count yet. */
  readonly isAhead: boolean;
}

/** How every cent that is open on an invoice came about. */
export interface InvoiceMoney {
  readonly creditor: string;
  readonly number: string;
  readonly currency: string;
  readonly issuedOn: Day;
  /** Minor units. */
  readonly principal: number;
  readonly lines: readonly MoneyLine[];
  readonly open: OpenAmount;
}

/** Refused in words when there is no such invoice. */
export async function invoiceMoney(
  { db, sources, asOf }: Reader,
  { id, calendar }: Tenant,
  number: string,
): Promise<InvoiceMoney> {
  const { gathered, ledger, reckonings } = await db.read(async (tx) => {
    const gathered = await gatherInvoice(tx, sources, id, number);
    const { row } = gathered;
    return { gathered, ledger: await ledgerOf(tx, row.id), reckonings: await reckoningsOf(tx, row.id) };
  });
  const { facts, row } = gathered;
  const today = calendar.dayOf(asOf);
  return {
    creditor: id,
    number: row.number,
    currency: row.currency,
    issuedOn: row.issuedOn,
    principal: row.amount,
    lines: accountOf(row.amount, ledger, facts.paymentOrder).map((line) => ({
      ...line,
      reckoning: reckonings.get(line.entry.externalId) ?? null,
      isAhead: line.entry.bookedOn > today,
    })),
    open: openOn(facts, today),
  };
}

/** What a booking is, in a word or two. */
export function kindInWords({ entry }: MoneyLine): string {
  const takenBack = chargeTakenBack(entry);
  return takenBack === null ? entry.kind : `${takenBack} taken back`;
}

/** How a charge came about, a sentence for each step; nothing for other bookings. */
export function reckoningInWords({ reckoning }: MoneyLine, currency: string): readonly string[] {
  if (reckoning === null) return [];
  const amount = (minor: number) => `${formatAmount(minor, currency)} ${currency}`;
  switch (reckoning.of) {
    case 'fee': {
      const { rule, principal, law, source, because } = reckoning;
      const by = law === source ? law : `${law}, ${source}`;
      const how =
        rule.kind === 'percent'
          ? `${formatRate(rule.rate)} of ${amount(principal)} open principal, by ${by}`
          : `by ${by}`;
      return [how, ...(because === null ? [] : [because])];
    }
    case 'interest': {
      const { segments, accrued, before, through } = reckoning;
      return [
        ...segments.map(
          ({ from, through: until, days, rate, principal, capitalised, amount: earned, source }) => {
            const on =
              capitalised === 0
                ? amount(principal)
                : `${amount(principal)} and ${amount(capitalised)} interest`;
            return `${formatDay(from)} to ${formatDay(until)}: ${days} days at ${formatRate(rate)} on ${on}: ${amount(earned)} (${source})`;
          },
        ),
        `${amount(accrued)} up to ${formatDay(through)}, of which ${amount(before)} was booked before`,
      ];
    }
    case 'costs': {
      const { principal, net, vat, vatRate, law, source, invoices } = reckoning;
      const by = law === source ? law : `${law}, ${source}`;
      return [
        `${amount(net)} on ${amount(principal)} unpaid principal, by ${by}`,
        ...(vatRate === null ? [] : [`${amount(vat)} VAT, ${formatRate(vatRate)} of it`]),
        ...(invoices === undefined
          ? []
          : [`for ${invoices} invoices together: this is the part of this one`]),
      ];
    }
    default:
      return reckoning satisfies never;
  }
}

export function invoiceMoneyJson({
  creditor,
  number,
  currency,
  principal,
  lines,
  open,
}: InvoiceMoney): object {
  const decimal = (minor: number) => formatAmount(minor, currency);
  const decimals = (amounts: object) =>
    Object.fromEntries(Object.entries(amounts).map(([name, minor]) => [name, decimal(minor as number)]));
  return {
    creditor,
    number,
    currency,
    principal: decimal(principal),
    lines: lines.map((line) => {
      const { entry, change, reckoning, isAhead } = line;
      return {
        bookedOn: formatDay(entry.bookedOn),
        kind: entry.kind,
        what: kindInWords(line),
        amount: decimal(entry.amount),
        externalId: entry.externalId,
        by: entry.by,
        change: decimals(change),
        ...(isAhead ? { counts: false } : {}),
        ...(reckoning === null ? {} : { how: reckoningInWords(line, currency), reckoning }),
      };
    }),
    open: decimals(open),
  };
}
