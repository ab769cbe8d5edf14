import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from '../../workflows/serverless/random-order.ts';
import { day, ZONE } from '../one-day.ts';

/** What becomes of an invoice that is due. */
export const Kind = {
  /** Nobody pays: its reminder goes out. */
  UNPAID: 'U',
  /** Paid while the reminders go out. */
  PAID: 'P',
  /** A claim whose notice has run out: it goes to debt collection. */
  TRANSFERRED: 'T',
  /** The same, paid while the transfers run. */
  PAID_CLAIM: 'X',
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export interface NightInvoice {
  readonly kind: Kind;
  readonly number: string;
  readonly customer: string;
  readonly cents: number;
}

export const CREDITOR = 'night';

/** Its letters may go out in that window. */
export const creditorFile = (sending: string) => `
creditor: ${CREDITOR}
name: Night B.V.
country: NL
timeZone: ${ZONE}
currency: EUR
language: nl
holidays: { remove: ["${day(0)}"] }
policy:
  minimumAmount: "0"
  levels:
    - { name: r1, kind: reminder, daysAfterDue: 1 }
    - { name: notice, kind: notice, daysAfterDue: 15, minDaysSincePrevious: 10, paymentDays: 14 }
  sending: ${sending}
  transfer: { mode: 10, at: "00:00" }
`;

/** Of ten invoices that are due, five are paid meanwhile. */
const OF_TEN: readonly Kind[] = ['U', 'P', 'P', 'U', 'X', 'U', 'P', 'T', 'P', 'U'];
const INVOICES_OF_A_CUSTOMER = 4;

/** The invoices that are due, with numbers that are good for it; always the same for a size. */
export function invoicesOf(
  size: number,
  isGood: (number: string) => boolean = () => true,
): readonly NightInvoice[] {
  return Array.from({ length: size }, (_, i) => {
    const kind = OF_TEN[i % OF_TEN.length] as Kind;
    const customer = `C-${Math.floor(i / INVOICES_OF_A_CUSTOMER)}`;
    return { kind, number: goodNumber(`${kind}-${i}`, isGood), customer, cents: 1_000 + i };
  });
}

function goodNumber(number: string, isGood: (number: string) => boolean): string {
  let good = number;
  for (let turn = 1; !isGood(good); turn++) good = `${number}-${turn}`;
  return good;
}

/** An invoice of its own that is the same but for its number, to be paid before anything goes out. */
export function twinOf(invoice: NightInvoice): NightInvoice {
  return { ...invoice, number: `${invoice.number}-twin`, customer: `${invoice.customer}-twin` };
}

export function isPaidMeanwhile({ kind }: NightInvoice): boolean {
  return kind === Kind.PAID || kind === Kind.PAID_CLAIM;
}

/** Those that are paid meanwhile, in parts spread over the night, each in whatever order people pay. */
export function paidMeanwhile(
  parts: number,
  invoices: readonly NightInvoice[],
  seed: number,
): readonly { readonly at: number; readonly invoices: readonly NightInvoice[] }[] {
  const random = randomFrom(seed);
  const drawn = invoices.filter(isPaidMeanwhile).map((invoice) => ({ invoice, turn: random(1_000_000_007) }));
  const shuffled = drawn.sort((a, b) => a.turn - b.turn).map(({ invoice }) => invoice);
  const size = Math.ceil(shuffled.length / parts);
  return Array.from({ length: parts }, (_, part) => ({
    // The first of them before any letter.
    at: part / parts,
    invoices: shuffled.slice(part * size, (part + 1) * size),
  })).filter(({ invoices }) => invoices.length > 0);
}

/** Files of the invoices and their customers, to be taken in. */
export function writeInvoices(
  folder: string,
  invoices: readonly NightInvoice[],
): { readonly invoices: string; readonly customers: string } {
  const customers = [...new Set(invoices.map(({ customer }) => customer))];
  return {
    invoices: write(folder, 'invoices', [
      'number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn',
      ...invoices.map(lineOf),
    ]),
    customers: write(folder, 'customers', [
      'customer,name,email',
      ...customers.map((customer) => `${customer},Jan,jan@example.org`),
    ]),
  };
}

function lineOf({ kind, number, customer, cents }: NightInvoice): string {
  const isClaim = kind === Kind.TRANSFERRED || kind === Kind.PAID_CLAIM;
  const dates = isClaim ? `${day(90)},${day(60)}` : `${day(40)},${day(10)}`;
  return `${number},${customer},${dates},${euros(cents)},EUR,${isClaim ? `notice,${day(40)}` : ','}`;
}

/** A file of payments, each of all that is owed. */
export function writePayments(folder: string, name: string, paid: readonly NightInvoice[]): string {
  return write(folder, name, [
    'invoice,bookedOn,amount,currency,externalId,kind',
    ...paid.map(({ number, cents }) => `${number},${day(0)},${euros(cents)},EUR,pay-${number},payment`),
  ]);
}

const euros = (cents: number) => (cents / 100).toFixed(2);

function write(folder: string, name: string, lines: readonly string[]): string {
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
