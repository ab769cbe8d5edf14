import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { type Day, formatDay, type Instant } from '../../domain/kernel/day.ts';
import { addWorkingDays } from '../../domain/kernel/working-days.ts';

/** Files of a small ledger whose dates lie around today, so that every stage and mode can be seen. */
export interface ExampleLedger {
  readonly customers: string;
  readonly invoices: string;
  readonly payments: string;
  /** Bookings that come after the first ones have been settled: a chargeback of a paid invoice. */
  readonly later: string;
}

interface ExampleInvoice {
  readonly about: string;
  readonly copies: number;
  /** Days between today and the due date; negative lies in the past. */
  readonly due: number | null;
  readonly mode?: 10 | 20 | 30;
  readonly disputed?: boolean;
  readonly last?: { readonly level: string; readonly daysAgo: number };
  readonly booking?: { readonly kind: string; readonly share: number; readonly daysAgo: number };
  readonly later?: { readonly kind: string };
}

/** About sixty invoices of the example policy: reminders on day 7 and 21, the notice on day 35, 14 days to pay. */
const EXAMPLES: readonly ExampleInvoice[] = [
  { about: 'not due yet', copies: 6, due: 12 },
  { about: 'due today', copies: 2, due: 0 },
  { about: 'without a due date', copies: 1, due: null },
  { about: 'first reminder due now', copies: 5, due: -8 },
  { about: 'disputed', copies: 2, due: -20, disputed: true },
  {
    about: 'part paid, first reminder due',
    copies: 2,
    due: -9,
    booking: { kind: 'payment', share: 0.5, daysAgo: 2 },
  },
  { about: 'reminded, the second comes', copies: 5, due: -18, last: { level: 'reminder-1', daysAgo: 9 } },
  {
    about: 'reminded twice, the notice comes',
    copies: 5,
    due: -33,
    last: { level: 'reminder-2', daysAgo: 11 },
  },
  { about: 'notice running, mode 10', copies: 2, due: -40, mode: 10, last: { level: 'notice', daysAgo: 4 } },
  { about: 'notice running, mode 20', copies: 2, due: -40, mode: 20, last: { level: 'notice', daysAgo: 4 } },
  { about: 'notice running, mode 30', copies: 2, due: -40, mode: 30, last: { level: 'notice', daysAgo: 4 } },
  {
    about: 'notice expired, mode 10: goes with the next run',
    copies: 3,
    due: -55,
    mode: 10,
    last: { level: 'notice', daysAgo: 20 },
  },
  {
    about: 'notice expired, mode 20: listed',
    copies: 5,
    due: -55,
    mode: 20,
    last: { level: 'notice', daysAgo: 20 },
  },
  {
    about: 'notice expired, mode 30: listed',
    copies: 5,
    due: -55,
    mode: 30,
    last: { level: 'notice', daysAgo: 20 },
  },
  {
    about: 'listed and disputed',
    copies: 1,
    due: -55,
    mode: 30,
    disputed: true,
    last: { level: 'notice', daysAgo: 20 },
  },
  {
    about: 'listed, next to nothing left',
    copies: 1,
    due: -55,
    mode: 30,
    last: { level: 'notice', daysAgo: 20 },
    booking: { kind: 'payment', share: 0.98, daysAgo: 3 },
  },
  { about: 'paid', copies: 6, due: -15, booking: { kind: 'payment', share: 1, daysAgo: 3 } },
  {
    about: 'paid after the notice',
    copies: 2,
    due: -45,
    last: { level: 'notice', daysAgo: 10 },
    booking: { kind: 'payment', share: 1, daysAgo: 1 },
  },
  { about: 'credited', copies: 2, due: -15, booking: { kind: 'credit', share: 1, daysAgo: 5 } },
  {
    about: 'paid, then charged back',
    copies: 3,
    due: -30,
    booking: { kind: 'payment', share: 1, daysAgo: 9 },
    later: { kind: 'chargeback' },
  },
];

const NAMES = [
  'Bakker',
  'De Vries',
  'Jansen',
  'Visser',
  'Smit',
  'Meijer',
  'Mulder',
  'Bos',
  'Peters',
  'Hendriks',
];

/** Writes the example ledger into a folder, its dates relative to `asOf`; the same day gives the same files. */
export async function writeExampleLedger(
  folder: string,
  calendar: Calendar,
  asOf: Instant,
  currency: string,
): Promise<ExampleLedger> {
  const today = calendar.dayOf(asOf);
  const rows = EXAMPLES.flatMap((example) => Array.from({ length: example.copies }, () => example)).map(
    (example, index) => rowsOf(example, index, today, calendar, currency),
  );
  const files = {
    customers: 'customer,name,email,street,postcode,city,country,language\n',
    invoices:
      'number,customer,issuedOn,dueOn,amount,currency,transferMode,disputed,lastLevel,lastLevelOn,reference\n',
    payments: 'invoice,bookedOn,amount,currency,externalId,kind\n',
    later: 'invoice,bookedOn,amount,currency,externalId,kind\n',
  };
  await mkdir(folder, { recursive: true });
  const written: Record<string, string> = {};
  for (const [name, header] of Object.entries(files)) {
    const lines = rows.map((row) => row[name as keyof typeof row]).filter((line) => line !== '');
    written[name] = join(folder, `${name}.csv`);
    await writeFile(written[name], `${header}${lines.join('\n')}\n`);
  }
  return written as unknown as ExampleLedger;
}

function rowsOf(example: ExampleInvoice, index: number, today: Day, calendar: Calendar, currency: string) {
  const number = `${formatDay(today).slice(0, 4)}-${String(index + 1).padStart(3, '0')}`;
  const customer = `C${String(index + 1).padStart(3, '0')}`;
  const cents = 5_000 + ((index * 7_919) % 95_000);
  const dueOn = example.due === null ? null : today + example.due;
  const issuedOn = Math.min(dueOn === null ? today - 30 : dueOn - 30, today);
  const lastOn = example.last === undefined ? null : workingDayBefore(calendar, today - example.last.daysAgo);
  const { booking, later } = example;
  const amount = booking === undefined ? 0 : Math.round(cents * booking.share);
  const bookedOn = booking === undefined ? '' : formatDay(today - booking.daysAgo);
  const name = NAMES[index % NAMES.length] ?? 'Bakker';
  const email = index % 3 === 2 ? '' : `${customer.toLowerCase()}@customer.example`;
  return {
    customers: `${customer},${name},${email},Dorpsstraat ${index + 1},1234 AB,Utrecht,NL,nl`,
    invoices: [
      number,
      customer,
      formatDay(issuedOn),
      dueOn === null ? '' : formatDay(dueOn),
      money(cents),
      currency,
      example.mode ?? '',
      example.disputed === true ? 'yes' : '',
      example.last?.level ?? '',
      lastOn === null ? '' : formatDay(lastOn),
      example.about.replaceAll(',', ';'),
    ].join(','),
    payments:
      booking === undefined
        ? ''
        : `${number},${bookedOn},${money(amount)},${currency},bank-${number},${booking.kind}`,
    later:
      later === undefined
        ? ''
        : `${number},${formatDay(today)},${money(amount)},${currency},back-${number},${later.kind}`,
  };
}

function workingDayBefore(calendar: Calendar, day: Day): Day {
  return calendar.isWorkingDay(day) ? day : addWorkingDays(calendar, day - 5, 1);
}

function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
