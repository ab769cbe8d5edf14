import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../domain/kernel/ledger.ts';
import { overdueDays, unbrokenSince } from '../../../domain/signals/overdue-days.ts';
import type { SignalSettings } from '../../../domain/signals/settings.ts';
import { aDesk, readyCustomer } from '../../activities/signals/a-desk.ts';
import { settings, TODAY } from './sample-settings.ts';

const DUE = TODAY - 70;
const invoice = { amount: 10_000, dueOn: DUE };
const booked = (kind: LedgerEntry['kind'], bookedOn: number, amount = 10_000): LedgerEntry => ({
  externalId: `${kind} ${bookedOn}`,
  kind,
  amount,
  bookedOn,
  recordedAt: 0,
});
const paid = (on: number, amount?: number) => booked('payment', on, amount);
const chargedBack = (on: number, amount?: number) => booked('chargeback', on, amount);

it.each<[string, LedgerEntry[], [number, number | null][]]>([
  ['never paid', [], [[DUE + 1, null]]],
  ['paid in part', [paid(TODAY - 9, 9_999)], [[DUE + 1, null]]],
  ['paid before it was due', [paid(DUE)], []],
  ['paid on the first day after', [paid(DUE + 1)], []],
  ['paid later', [paid(TODAY - 9)], [[DUE + 1, TODAY - 10]]],
  ['paid tomorrow', [paid(TODAY + 1)], [[DUE + 1, null]]],
  ['paid and charged back on one day', [paid(TODAY - 9), chargedBack(TODAY - 9)], [[DUE + 1, null]]],
  [
    'charged back a day later',
    [paid(TODAY - 9), chargedBack(TODAY - 8)],
    [
      [DUE + 1, TODAY - 10],
      [TODAY - 8, null],
    ],
  ],
  ['charged back before it was due', [paid(DUE - 9), chargedBack(DUE - 1)], [[DUE + 1, null]]],
  [
    'charged back today in part',
    [paid(TODAY - 9), chargedBack(TODAY, 1)],
    [
      [DUE + 1, TODAY - 10],
      [TODAY, null],
    ],
  ],
])('An invoice %s is overdue on these days', (_, ledger, days) => {
  expect(overdueDays(invoice, ledger, TODAY)).toEqual(days.map(([from, to]) => ({ from, to })));
});

it.each([
  ['that ended', [{ from: 1, to: 5 }], null],
  ['that goes on', [{ from: 1, to: null }], 1],
  [
    'of two with a day between',
    [
      { from: 7, to: null },
      { from: 1, to: 5 },
    ],
    7,
  ],
  [
    'of two that touch',
    [
      { from: 6, to: null },
      { from: 1, to: 5 },
    ],
    1,
  ],
  [
    'of two that overlap',
    [
      { from: 5, to: null },
      { from: 1, to: 5 },
    ],
    1,
  ],
  [
    'of one inside another',
    [
      { from: 2, to: 3 },
      { from: 1, to: null },
    ],
    1,
  ],
])('Arrears %s are unbroken since', (_, stretches, since) => {
  expect(unbrokenSince(stretches)).toBe(since);
});

describe('Paid in full and charged back', () => {
  const plans = [{ plannedOn: TODAY + 14, ended: false, stop: null }];
  const early = { type: 'early', action: 'create', state: 'acknowledged', sentOn: TODAY - 30 } as const;
  const of: SignalSettings = { ...settings, crisis: { ...settings.crisis, arrearsDays: null } };
  const deskWith = (paidAgo: number, backAgo: number, sentAgo = 30, used = of) =>
    aDesk({
      settings: used,
      customers: 1,
      make: (id) => {
        const ready = readyCustomer(id, { plans, signals: [{ ...early, sentOn: TODAY - sentAgo }] });
        const bookings = [paid(TODAY - paidAgo), chargedBack(TODAY - backAgo)];
        return { ...ready, invoices: ready.invoices.map((one) => ({ ...one, bookings })) };
      },
    });

  it.each([
    ['on the day it was paid, the arrears of the early signal go on', 5, 5, 30, 1],
    ['a day later, they begin anew', 5, 4, 30, 0],
    ['before the early signal, they began before it', 40, 31, 30, 1],
    ['on the day of the early signal, they began that day', 40, 30, 30, 1],
    ['the day after the early signal, it was for other arrears', 40, 29, 30, 0],
  ])('%s', async (_, paidAgo, backAgo, sentAgo, prepared) => {
    const desk = await deskWith(paidAgo, backAgo, sentAgo);
    await desk.evaluate();
    expect((await desk.prepared()).filter(({ type }) => type === 'crisis')).toHaveLength(prepared);
  });

  it.each([
    [29, 0],
    [30, 1],
    [31, 1],
  ])('%i days ago, the arrears are that old, and not as old as the due date', async (ago, prepared) => {
    const used = { ...settings, early: { ...settings.early, arrearsDays: 30 } };
    const desk = await deskWith(50, ago, 400, used);
    await desk.evaluate();
    expect(await desk.prepared()).toHaveLength(prepared);
    await desk.approve('s-1');
    await desk.send('s-1');
    const told = [...desk.authority.received.values()].flat();
    expect(told.map(({ arrears }) => arrears?.originOn)).toEqual(prepared === 0 ? [] : [TODAY - ago]);
  });
});
