import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../domain/invoice/checks/check.ts';
import { daysOverdue } from '../../../domain/invoice/days-overdue.ts';
import type { InvoiceFacts } from '../../../domain/invoice/facts.ts';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { isClaim } from '../../../domain/invoice/stage.ts';
import { explain } from '../../../domain/invoice/why.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import {
  type AnInvoice,
  aClaim,
  anInvoice,
  aPolicy,
  at,
  customerCredit,
  day,
  inMode,
  NL,
} from './an-invoice.ts';

/** The rules that fail at a local moment. */
function failing(invoice: AnInvoice, moment: string): Rule[] {
  return checks(invoice, moment)
    .filter((check) => !check.passes)
    .map((check) => check.rule);
}

function checks(invoice: AnInvoice, moment: string) {
  const { facts, policy, calendar } = invoice;
  const now = situation({ facts, policy, calendar }, at(moment, calendar));
  return explain({ ...now, facts: settleInvoice(now).facts });
}

function says(invoice: AnInvoice, moment: string, rule: Rule): string {
  return checks(invoice, moment).find((check) => check.rule === rule)?.says ?? 'not looked at';
}

/** Due on Wednesday 2026-02-04: reminder-1 from Wednesday 2026-02-11 on, at the minute of its number. */
const live = (wishes: Parameters<typeof anInvoice>[0] = {}) => anInvoice({ rehearsal: false, ...wishes });

describe('what keeps a letter back', () => {
  it.each<[string, AnInvoice, string, Rule[]]>([
    ['nothing, at the end of the window', live(), '2026-02-11 16:59', []],
    ['the window is over', live(), '2026-02-11 17:00', ['SENDING_WINDOW']],
    ['its day has not come', live(), '2026-02-10 16:59', ['DAYS_AFTER_DUE']],
    ['a Sunday', live(), '2026-02-15 16:59', ['WORKING_DAY']],
    ['no due date', live({ dueOn: null }), '2026-02-11 16:59', ['DUE_DATE', 'DAYS_AFTER_DUE']],
    ['too little open', live({ amount: 999 }), '2026-02-11 16:59', ['MINIMUM_AMOUNT']],
    ['the minimum open', live({ amount: 1000 }), '2026-02-11 16:59', []],
    [
      'an exempt customer',
      live({ customer: { acceptsDunning: false } }),
      '2026-02-11 16:59',
      ['CUSTOMER_ACCEPTS'],
    ],
    ['an archived customer', live({ customer: { archived: true } }), '2026-02-11 16:59', ['CUSTOMER_ACTIVE']],
    [
      'a direct debit',
      live({ customer: { directDebitOn: day('2026-02-11') } }),
      '2026-02-11 16:59',
      ['NO_DIRECT_DEBIT'],
    ],
    [
      'a direct debit the day before',
      live({ customer: { directDebitOn: day('2026-02-10') } }),
      '2026-02-11 16:59',
      [],
    ],
    [
      'a ledger never said to be complete',
      live({ policy: aPolicy({ ledgerFreshHours: 30 }) }),
      '2026-02-11 16:59',
      ['LEDGER_FRESH'],
    ],
    [
      'unmatched money',
      live({
        policy: aPolicy({ onUnmatchedCredit: 'wait' }),
        customer: { unmatchedMoney: customerCredit(1) },
      }),
      '2026-02-11 16:59',
      ['CREDIT_MATCHED'],
    ],
    ['the gap', live({ opening: ['reminder-1', '2026-02-20'] }), '2026-02-27 16:59', ['GAP']],
    ['nothing, the gap kept', live({ opening: ['reminder-1', '2026-02-20'] }), '2026-03-02 16:59', []],
    [
      'a paid invoice',
      live().paid(10_000, '2026-02-05'),
      '2026-02-11 16:59',
      ['PATH_GOES_ON', 'SOMETHING_OPEN'],
    ],
    ['no level', live({ policy: aPolicy({ levels: [] }) }), '2026-02-11 16:59', ['LEVEL_LEFT']],
  ])('%s', (_, invoice, moment, rules) => {
    expect(failing(invoice, moment)).toEqual(rules);
  });

  it('names every pause with its scope, reason and days', () => {
    const held = live().withHold('2026-02-09', {
      scope: 'customer',
      reason: 'PAYMENT_PLAN',
      until: '2026-03-01',
    });
    expect(says(held, '2026-02-11 16:59', 'NOT_HELD')).toBe(
      'Paused: all invoices of the customer (PAYMENT_PLAN) from 2026-02-09 until 2026-03-01.',
    );
  });

  it('tells days of pause that are not counted', () => {
    const resumed = live().withHold('2026-02-05', { until: '2026-02-08' });
    expect(says(resumed, '2026-02-11 16:59', 'DAYS_AFTER_DUE')).toBe(
      'Level reminder-1 comes 7 days after the due date 2026-02-04, 3 days of pause not counted: on 2026-02-14 at the earliest.',
    );
  });

  it('splits what is open where it has parts', () => {
    const withCosts = live().withBooking(EntryKind.COST, 1500, '2026-02-05');
    expect(says(withCosts, '2026-02-11 16:59', 'SOMETHING_OPEN')).toBe(
      '115.00 EUR is open: 100.00 EUR principal, 15.00 EUR costs.',
    );
  });
});

describe('what keeps a claim back', () => {
  // Noticed on Wednesday 2026-03-11: due 2026-03-25, listed on Thursday 2026-03-26.
  const claim = (mode: 10 | 20 | 30, wishes = {}) =>
    aClaim('2026-03-11', { policy: inMode(mode), rehearsal: false, ...wishes });
  const listed = (mode: 20 | 30, state = {}) =>
    claim(mode, { state: { stage: 'LISTED', listedOn: day('2026-03-26'), fixedMode: mode, ...state } });

  it.each<[string, AnInvoice, string, Rule[]]>([
    ['the deadline, on its last day', claim(20), '2026-03-25 23:59', ['NOTICE_EXPIRED']],
    ['nothing, at midnight after it', claim(20), '2026-03-26 00:00', []],
    ['mode 10, before the run', claim(10), '2026-03-26 12:59', ['TRANSFER_RUN']],
    ['mode 10, at the run', claim(10), '2026-03-26 13:00', []],
    ['mode 20, the day before the third working day', listed(20), '2026-03-30 13:00', ['TRANSFER_RUN']],
    ['mode 20, the third working day', listed(20), '2026-03-31 13:00', []],
    ['mode 30, not approved', listed(30), '2026-03-31 13:00', ['APPROVED', 'TRANSFER_RUN']],
    [
      'mode 30, approved',
      listed(30, { approvedAt: at('2026-03-30 10:00'), approvedBy: 'anna' }),
      '2026-03-30 13:00',
      [],
    ],
    ['a pause', listed(20).withHold('2026-03-30'), '2026-03-31 13:00', ['NOT_HELD', 'TRANSFER_RUN']],
    [
      'only costs open',
      listed(20).withBooking(EntryKind.COST, 1500, '2026-03-27').credited(10_000, '2026-03-28'),
      '2026-03-31 13:00',
      ['PRINCIPAL_OPEN'],
    ],
    ['the clock, on the last day', listed(30), '2026-05-25 23:59', ['APPROVED', 'TRANSFER_RUN']],
    ['the clock', listed(30), '2026-05-26 00:00', ['APPROVED', 'TRANSFER_RUN', 'SIXTY_DAYS']],
  ])('%s', (_, invoice, moment, rules) => {
    expect(failing(invoice, moment)).toEqual(rules);
  });
});

/** Any invoice at any moment of some half year, with holds, bookings and customers of all sorts. */
const situations = fc
  .record({
    // Three years and more, so that every holiday is met.
    begins: fc.integer({ min: 0, max: 1200 }),
    number: fc.integer({ min: 1000, max: 1010 }).map(String),
    dueOn: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
    amount: fc.constantFrom(999, 1000, 10_000),
    opening: fc.option(
      fc.tuple(fc.constantFrom('reminder-1', 'reminder-2', 'notice'), fc.integer({ min: 5, max: 90 })),
      { nil: null },
    ),
    mode: fc.constantFrom(10 as const, 20 as const, 30 as const),
    approved: fc.boolean(),
    holds: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: 150 }),
        length: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
        releasedAfter: fc.option(fc.integer({ min: 0, max: 40 * 24 }), { nil: null }),
      }),
      { maxLength: 2 },
    ),
    costs: fc.option(fc.integer({ min: 0, max: 150 }), { nil: null }),
    credit: fc.option(fc.integer({ min: 0, max: 150 }), { nil: null }),
    acceptsDunning: fc.boolean(),
    directDebitOn: fc.option(fc.integer({ min: 0, max: 150 }), { nil: null }),
    freshHours: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }),
    asOf: fc.integer({ min: 0, max: 150 * 24 * 4 }),
  })
  .map((wishes) => {
    const start = day('2026-01-05') + wishes.begins;
    const policy = aPolicy({
      transfer: { mode: wishes.mode },
      ...(wishes.freshHours === null ? {} : { ledgerFreshHours: wishes.freshHours }),
    });
    const isoOf = (offset: number) => new Date((start + offset) * 86_400_000).toISOString().slice(0, 10);
    const asOf = NL.instantOf(start, 0) + wishes.asOf * 15 * 60_000;
    const invoice = anInvoice({
      policy,
      number: wishes.number,
      amount: wishes.amount,
      dueOn: wishes.dueOn === null ? null : isoOf(wishes.dueOn),
      ...(wishes.opening === null ? {} : { opening: [wishes.opening[0], isoOf(wishes.opening[1])] as const }),
      customer: {
        acceptsDunning: wishes.acceptsDunning,
        directDebitOn: wishes.directDebitOn === null ? null : start + wishes.directDebitOn,
      },
      ledgerFreshAt: asOf - 50 * 3_600_000,
      rehearsal: false,
    });
    const holds = wishes.holds.map(({ from, length, releasedAfter }, index) => ({
      id: index + 1,
      scope: 'invoice' as const,
      kind: 'reminders' as const,
      reason: 'OPERATOR' as const,
      from: start + from,
      until: length === null ? null : start + from + length,
      recordedAt: NL.instantOf(start + from, 0),
      releasedAt: releasedAfter === null ? null : NL.instantOf(start + from, 0) + releasedAfter * 3_600_000,
    }));
    const known = holds.filter((hold) => hold.recordedAt <= asOf);
    // A release lies behind us, or nobody knows of it yet.
    const asKnown = known.map((hold) => ({
      ...hold,
      releasedAt: hold.releasedAt !== null && hold.releasedAt <= asOf ? hold.releasedAt : null,
    }));
    const booking = (kind: EntryKind, amount: number, on: number | null) =>
      on === null
        ? []
        : [{ externalId: kind, kind, amount, bookedOn: start + on, recordedAt: NL.instantOf(start + on, 0) }];
    const ledger = [
      ...booking(EntryKind.COST, 500, wishes.costs),
      ...booking(EntryKind.CREDIT, 10_000, wishes.credit),
    ];
    return { facts: invoice.with({ holds: asKnown, ledger }).facts, policy, asOf, approved: wishes.approved };
  });

const GOES_OUT: readonly Step[] = [
  Step.SEND_REMINDER,
  Step.SEND_NOTICE,
  Step.LIST_FOR_COLLECTION,
  Step.TRANSFER_TO_COLLECTION,
];

describe('the rules in words and the verdict', () => {
  it('agree: all rules pass exactly when the letter, listing or transfer goes out now', () => {
    let out = 0;
    fc.assert(
      fc.property(situations, ({ facts, policy, asOf, approved }) => {
        const { facts: settled } = settleInvoice(situation({ facts, policy, calendar: NL }, asOf));
        for (const candidate of [settled, onTheList(settled, approved, asOf)]) {
          if (candidate === null) continue;
          const plan = nextStep(situation({ facts: candidate, policy, calendar: NL }, asOf));
          const goesOut = GOES_OUT.includes(plan.step) && plan.at !== null && plan.at <= asOf;
          const passes = explain(situation({ facts: candidate, policy, calendar: NL }, asOf)).every(
            (check) => check.passes,
          );
          if (goesOut) out += 1;
          if (goesOut) expect(passes).toBe(true);
          // A warning or review that is due comes first; then the step follows at once.
          const isReview = plan.step === Step.REVIEW && plan.at !== null && plan.at <= asOf;
          if (passes && !isReview) expect(goesOut).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
    expect(out).toBeGreaterThan(50);
  });
});

/** The same claim as it stands on the list; null where it cannot be there. */
function onTheList(facts: InvoiceFacts, approved: boolean, asOf: number): InvoiceFacts | null {
  const { state } = facts;
  if (!isClaim(state.stage) || state.noticeDueOn === null) return null;
  if (NL.dayOf(asOf) <= state.noticeDueOn) return null;
  const approval = approved ? { approvedAt: asOf - 1, approvedBy: 'anna' } : {};
  const listed = { stage: 'LISTED', listedOn: state.noticeDueOn + 1, fixedMode: 30, ...approval } as const;
  return { ...facts, state: { ...state, ...listed } };
}

describe('days overdue', () => {
  const on = (invoice: AnInvoice, moment: string) =>
    daysOverdue(situation({ facts: invoice.facts, calendar: NL }, at(moment)));

  it.each([
    ['2026-02-03 12:00', 0, 0],
    ['2026-02-04 12:00', 0, 0],
    ['2026-02-05 12:00', 1, 1],
    ['2026-02-14 12:00', 10, 10],
  ])('at %s are %i, of which %i count', (moment, overdue, counted) => {
    expect(on(live(), moment)).toEqual({ overdue, counted });
  });

  it('do not count paused days, each once, also while the pause goes on', () => {
    const held = live()
      .withHold('2026-02-01', { until: '2026-02-06' })
      .withHold('2026-02-05', { scope: 'customer', until: '2026-02-08' })
      .withHold('2026-02-12');
    expect(on(held, '2026-02-14 12:00')).toEqual({ overdue: 10, counted: 4 });
  });

  it('are unknown without a due date', () => {
    expect(on(live({ dueOn: null }), '2026-02-14 12:00')).toBeNull();
  });
});
