import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../calendar/calendar.ts';
import { readCreditor } from '../../../config/load.ts';
import { approvedOnPath, listedOnPath } from '../../../domain/invoice/path-days.ts';
import type { Creditor, TransferMode } from '../../../domain/invoice/policy.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import type { EntryKind } from '../../../domain/kernel/ledger.ts';
import { parseAmount } from '../../../domain/kernel/money.ts';
import { type AnInvoice, anInvoice, iso } from './an-invoice.ts';
import { isLetter, simulated } from './the-path.ts';

const FOLDER = new URL('../fixtures/', import.meta.url);
const LEDGERS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

type Row = Readonly<Record<string, string>>;

it('all twelve ledgers are there', () => expect(LEDGERS).toHaveLength(12));

describe.each(LEDGERS)('the ledger %s', (ledger) => {
  const creditor = readCreditorOf(ledger);
  const invoices = readInvoices(ledger, creditor);

  it.each(['none', 'all'] as const)('goes as it was computed independently, approving %s', (approve) => {
    const expected = read(ledger, `expected.${approve}.jsonl`).trimEnd().split('\n');
    expect(invoices.map(({ opening, invoice }) => line(invoice, opening, approve))).toEqual(
      expected.map((text) => JSON.parse(text)),
    );
  });
});

function read(ledger: string, file: string): string {
  return readFileSync(new URL(`${ledger}/${file}`, FOLDER), 'utf8');
}

function rows(ledger: string, file: string): Row[] {
  return parse(read(ledger, file), { columns: true });
}

function readCreditorOf(ledger: string): Creditor {
  const loaded = readCreditor(read(ledger, 'creditor.yaml'));
  if (!loaded.ok) throw new Error(`${ledger}: ${JSON.stringify(loaded.problems)}`);
  return loaded.creditor;
}

function minor(text: string, currency: string): number {
  const amount = parseAmount(text, currency);
  if (!amount.ok) throw new Error(`${text}: ${amount.reason}`);
  return amount.minor;
}

/** The name and day of the level an invoice came in with. */
type Opening = { readonly name: string; readonly on: string } | null;

function readInvoices(ledger: string, creditor: Creditor): { invoice: AnInvoice; opening: Opening }[] {
  const { policy, currency } = creditor;
  const calendar = createCalendar(creditor);
  const bookings = byInvoice(rows(ledger, 'payments.csv'));
  return rows(ledger, 'invoices.csv').map((row) => {
    const opening = row.lastLevel ? { name: row.lastLevel, on: row.lastLevelOn! } : null;
    const bare = anInvoice({
      number: row.number!,
      policy,
      calendar,
      amount: minor(row.amount!, currency),
      issuedOn: row.issuedOn!,
      dueOn: row.dueOn || null,
      ...(row.transferMode ? { mode: Number(row.transferMode) as TransferMode } : {}),
      ...(opening === null ? {} : { opening: [opening.name, opening.on] as const }),
    }).with({ creditor: creditor.creditor });
    const isHeld = row.disputed === 'true' && policy.onDisputed === 'hold';
    const held = isHeld ? bare.withHold(row.issuedOn!, { reason: 'DISPUTE' }) : bare;
    const invoice = (bookings.get(row.number!) ?? []).reduce(
      (it, { kind, amount, bookedOn }) =>
        it.withBooking((kind || 'payment') as EntryKind, minor(amount!, currency), bookedOn!),
      held,
    );
    return { invoice, opening };
  });
}

function byInvoice(bookings: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const booking of bookings) {
    const known = grouped.get(booking.invoice!);
    if (known === undefined) grouped.set(booking.invoice!, [booking]);
    else known.push(booking);
  }
  return grouped;
}

/** One line of a rehearsal. */
function line(invoice: AnInvoice, opening: Opening, approve: 'none' | 'all'): object {
  const { transitions, facts } = simulated(invoice, { approve });
  const { state } = facts;
  const sent = transitions.filter(isLetter).map(({ level, on }) => ({ name: level, on: formatDay(on) }));
  const dates = {
    noticeDueOn: iso(state.noticeDueOn),
    listedOn: iso(listedOnPath(transitions, invoice.calendar)),
    approvedOn: iso(approvedOnPath(transitions, invoice.calendar)),
    transferredOn: iso(state.transferredOn),
    paidOn: iso(state.paidOn),
    closedOn: iso(state.closedOn),
    closeReason: state.closeReason,
  };
  return {
    number: facts.number,
    outcome: ['PAID', 'TRANSFERRED', 'CLOSED'].includes(state.stage) ? state.stage : 'OPEN',
    stage: state.stage,
    levels: [...(opening === null ? [] : [opening]), ...sent],
    ...Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== null)),
  };
}
