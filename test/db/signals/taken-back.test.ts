import { expect, it } from 'vitest';
import { takenBackOf } from '../../../db/signals/taken-back.ts';
import { aDesk, readyCustomer } from '../../activities/signals/a-desk.ts';
import { CREDITOR, TODAY } from '../../domain/signals/sample-settings.ts';

const about = { creditor: CREDITOR, currency: 'EUR', today: TODAY };
const booked = (kind: string, amount: number, bookedOn: number) => ({ kind, amount, bookedOn });
/** Each is due 70 days ago, of 100.00. */
const paidAndCharged = (back: ReturnType<typeof booked>) => [booked('payment', 10_000, TODAY - 20), back];

it.each([
  ['yesterday', -1, 10_000],
  ['today', 0, 10_000],
  ['tomorrow', 1, undefined],
])('What was charged back %s is told as the rule says it, once its day has come', async (_, after, open) => {
  const desk = await aDesk({
    customers: 1,
    make: (id) => {
      const [invoice] = readyCustomer(id).invoices;
      const bookings = paidAndCharged(booked('chargeback', 10_000, TODAY + after));
      return readyCustomer(id, { invoices: [{ ...invoice!, bookings }] });
    },
  });
  const { invoices, overdue } = await desk.db.read((tx) => takenBackOf(tx, about, { after: 0, until: 1 }));
  if (open === undefined) {
    expect({ invoices, overdue }).toEqual({ invoices: [], overdue: [] });
    return;
  }
  expect(invoices).toEqual([{ invoice: 10, open, owed_from: TODAY + after }]);
  expect(overdue).toEqual([
    { customer: 1, from_day: TODAY - 69, to_day: TODAY - 21 },
    { customer: 1, from_day: TODAY + after, to_day: TODAY },
  ]);
});

it('What was only paid or charged is left to the sums, and what lies outside the page to its own', async () => {
  const desk = await aDesk({
    customers: 3,
    make: (id) => {
      const [invoice] = readyCustomer(id).invoices;
      const back = booked(id === 2 ? 'cost' : 'refund', 12_000, TODAY - 10);
      return readyCustomer(id, { invoices: [{ ...invoice!, bookings: paidAndCharged(back) }] });
    },
  });
  const { invoices } = await desk.db.read((tx) => takenBackOf(tx, about, { after: 0, until: 2 }));
  // Nobody owes the 20.00 that were taken back beyond what was paid.
  expect(invoices).toEqual([{ invoice: 10, open: 10_000, owed_from: TODAY - 10 }]);
});
