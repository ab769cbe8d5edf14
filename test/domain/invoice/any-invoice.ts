import fc from 'fast-check';
import { createCalendar } from '../../../calendar/calendar.ts';
import { type Level, type Policy, TRANSFER_WORKING_DAYS } from '../../../domain/invoice/policy.ts';
import { type Day, formatDay } from '../../../domain/kernel/day.ts';
import { HoldReason, HoldScope } from '../../../domain/kernel/holds.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { type AnInvoice, anInvoice, day } from './an-invoice.ts';

const FIRST_DAY = day('2026-01-01');

const calendars = fc
  .constantFrom(
    ['NL', 'Europe/Amsterdam'],
    ['SE', 'Europe/Stockholm'],
    ['FI', 'Europe/Helsinki'],
    ['DE-BY', 'Europe/Berlin'],
  )
  .map(([country, timeZone]) => createCalendar({ country: country!, timeZone: timeZone! }));

const levels = fc
  .array(
    fc.record({
      wait: fc.integer({ min: 0, max: 20 }),
      gap: fc.integer({ min: 0, max: 15 }),
      paymentDays: fc.integer({ min: 1, max: 80 }),
    }),
    { maxLength: 4 },
  )
  .map((waits): Level[] => {
    let daysAfterDue = 0;
    return waits.map(({ wait, gap, paymentDays }, i) => {
      daysAfterDue += wait;
      const isNotice = i === waits.length - 1;
      return {
        name: isNotice ? 'notice' : `reminder-${i + 1}`,
        kind: isNotice ? 'notice' : 'reminder',
        daysAfterDue,
        ...(i === 0 ? {} : { minDaysSincePrevious: gap }),
        ...(isNotice ? { paymentDays } : {}),
      };
    });
  });

/** Any policy that a creditor file may hold. */
const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  minimumAmount: fc.constantFrom(0, 1, 1000, 5000),
  levels,
  sending: fc.constantFrom({ from: 540, until: 1020 }, { from: 0, until: 60 }, { from: 1380, until: 1439 }),
  transfer: fc.record({
    mode: fc.constantFrom(10, 20, 30),
    workingDays: fc.constantFrom(...TRANSFER_WORKING_DAYS),
    at: fc.constantFrom(0, 360, 780, 1439),
    closeAfterDays: fc.constantFrom(60, 60, 60, 10),
  }),
  onDisputed: fc.constant('hold'),
  onChargeback: fc.constantFrom('reopen', 'case'),
  settlement: fc.constantFrom({ kind: 'keep' }, { kind: 'waive' }, { kind: 'writeOff', below: 500 }),
  onUnmatchedCredit: fc.constant('ignore'),
  postalDays: fc.constant(0),
});

const anyBooking = fc.record({
  kind: fc.constantFrom(
    ...([EntryKind.PAYMENT, EntryKind.PAYMENT, EntryKind.PAYMENT] as EntryKind[]),
    ...Object.values(EntryKind),
  ),
  amount: fc.oneof(fc.constantFrom(10_000, 9_001, 9_000, 5_000, 1), fc.integer({ min: 1, max: 15_000 })),
  after: fc.integer({ min: -10, max: 250 }),
});

const anyHold = fc.record({
  scope: fc.constantFrom(HoldScope.INVOICE, HoldScope.CUSTOMER, HoldScope.CREDITOR),
  reason: fc.constantFrom(...Object.values(HoldReason)),
  after: fc.integer({ min: -5, max: 150 }),
  length: fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }),
});

/** An invoice of any shape: policy, calendar, opening position, bookings and holds known from the start. */
export const anyInvoice: fc.Arbitrary<AnInvoice> = fc
  .record({
    policy: anyPolicy,
    calendar: calendars,
    amount: fc.constantFrom(10_000, 10_000, 900, 1_000, 1),
    issuedAfter: fc.integer({ min: 0, max: 700 }),
    dueAfter: fc.option(fc.integer({ min: 0, max: 45 }), { nil: null, freq: 20 }),
    opening: fc.option(fc.record({ level: fc.nat(), after: fc.integer({ min: 0, max: 90 }) }), { nil: null }),
    bookings: fc.array(anyBooking, { maxLength: 6 }),
    holds: fc.array(anyHold, { maxLength: 3 }),
  })
  .map(({ policy, calendar, amount, issuedAfter, dueAfter, opening, bookings, holds }) => {
    const issued: Day = FIRST_DAY + issuedAfter;
    const date = (after: number) => formatDay(issued + after);
    const level =
      opening === null ? undefined : policy.levels[opening.level % Math.max(1, policy.levels.length)];
    const invoice = anInvoice({
      policy,
      calendar,
      amount,
      issuedOn: formatDay(issued),
      dueOn: dueAfter === null ? null : date(dueAfter),
      ...(level === undefined || opening === null
        ? {}
        : { opening: [level.name, date(opening.after)] as const }),
    });
    const booked = bookings.reduce(
      (it, { kind, amount: sum, after }) => it.withBooking(kind, sum, date(after)),
      invoice,
    );
    return holds.reduce(
      (it, { scope, reason, after, length }) =>
        it.withHold(date(after), { scope, reason, until: length === null ? null : date(after + length) }),
      booked,
    );
  });
