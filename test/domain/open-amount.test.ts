import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EntryKind,
  inBookingOrder,
  type LedgerEntry,
  openAmount,
  reduces,
} from '../../domain/open-amount.ts';

function booking(kind: EntryKind, amount: number, bookedOn = 0): LedgerEntry {
  return { kind, amount, bookedOn, recordedAt: 0 };
}

/** What is open of 100.00 principal after bookings of one day. */
function openAfter(...bookings: [EntryKind, number][]) {
  return openAmount(
    10_000,
    bookings.map(([kind, amount]) => booking(kind, amount)),
    0,
  );
}

const NOTHING = { principal: 0, fees: 0, interest: 0, costs: 0, total: 0, surplus: 0 };

describe('what is open', () => {
  it('is the principal when nothing was booked', () => {
    expect(openAfter()).toEqual({ ...NOTHING, principal: 10_000, total: 10_000 });
  });

  it('has every charge in its own component', () => {
    expect(openAfter(['fee', 1], ['interest', 20], ['cost', 300])).toEqual({
      principal: 10_000,
      fees: 1,
      interest: 20,
      costs: 300,
      total: 10_321,
      surplus: 0,
    });
  });

  it('counts a booking from its day on, not before', () => {
    const ledger = [booking('payment', 4_000, 5)];
    expect([4, 5, 6].map((today) => openAmount(10_000, ledger, today).total)).toEqual([10_000, 6_000, 6_000]);
  });
});

describe('a payment', () => {
  const charged: [EntryKind, number][] = [
    ['cost', 300],
    ['fee', 50],
    ['interest', 20],
  ];

  it.each([
    [299, { costs: 1, fees: 50, interest: 20, principal: 10_000 }],
    [300, { costs: 0, fees: 50, interest: 20, principal: 10_000 }],
    [301, { costs: 0, fees: 49, interest: 20, principal: 10_000 }],
    [350, { costs: 0, fees: 0, interest: 20, principal: 10_000 }],
    [351, { costs: 0, fees: 0, interest: 19, principal: 10_000 }],
    [370, { costs: 0, fees: 0, interest: 0, principal: 10_000 }],
    [371, { costs: 0, fees: 0, interest: 0, principal: 9_999 }],
    [10_370, NOTHING],
    [10_371, { ...NOTHING, surplus: 1 }],
  ])('of %i goes to costs and fees, then interest, then principal', (amount, left) => {
    expect(openAfter(...charged, ['payment', amount])).toMatchObject(left);
  });
});

describe('a credit', () => {
  it.each([
    [9_999, { principal: 1, interest: 20, fees: 50, costs: 300 }],
    [10_000, { principal: 0, interest: 20, fees: 50, costs: 300 }],
    [10_001, { principal: 0, interest: 19, fees: 50, costs: 300 }],
    [10_071, { principal: 0, interest: 0, fees: 0, costs: 299 }],
  ])('of %i goes to principal first', (amount, left) => {
    expect(openAfter(['cost', 300], ['fee', 50], ['interest', 20], ['credit', amount])).toMatchObject(left);
  });
});

describe('what is taken back', () => {
  it.each(['reversal', 'chargeback', 'refund'] as const)(
    'by a %s is open again where it was taken from',
    (kind) => {
      const before = openAfter(['cost', 300], ['interest', 20]);
      expect(openAfter(['cost', 300], ['interest', 20], ['payment', 5_000], [kind, 5_000])).toEqual(before);
    },
  );

  it('gives back last what was taken first', () => {
    const paid: [EntryKind, number][] = [
      ['cost', 300],
      ['payment', 5_000],
    ];
    expect(openAfter(...paid, ['reversal', 4_699])).toMatchObject({ costs: 0, principal: 9_999 });
    expect(openAfter(...paid, ['reversal', 4_700])).toMatchObject({ costs: 0, principal: 10_000 });
    expect(openAfter(...paid, ['reversal', 4_701])).toMatchObject({ costs: 1, principal: 10_000 });
  });

  it('comes out of what was paid too much first', () => {
    const paid: [EntryKind, number] = ['payment', 10_500];
    expect(openAfter(paid, ['refund', 499])).toMatchObject({ total: 0, surplus: 1 });
    expect(openAfter(paid, ['refund', 500])).toMatchObject({ total: 0, surplus: 0 });
    expect(openAfter(paid, ['refund', 501])).toMatchObject({ total: 1, principal: 1, surplus: 0 });
  });

  it('beyond what was ever paid is owed as principal', () => {
    expect(openAfter(['reversal', 1])).toMatchObject({ principal: 10_001 });
  });
});

describe('a charge', () => {
  it('is covered by what was paid too much', () => {
    expect(openAfter(['payment', 10_500], ['fee', 499])).toMatchObject({ total: 0, surplus: 1 });
    expect(openAfter(['payment', 10_500], ['fee', 500])).toMatchObject({ total: 0, surplus: 0 });
    expect(openAfter(['payment', 10_500], ['fee', 501])).toMatchObject({ total: 1, fees: 1, surplus: 0 });
  });
});

describe('any ledger', () => {
  const anyEntry = fc.record({
    kind: fc.constantFrom(...Object.values(EntryKind)),
    amount: fc.integer({ min: 1, max: 30_000 }),
    bookedOn: fc.integer({ min: 0, max: 5 }),
    recordedAt: fc.constant(0),
  });
  const anyLedger = fc.array(anyEntry, { maxLength: 20 });

  it('loses no cent: open less surplus is charged less reduced', () => {
    fc.assert(
      fc.property(fc.nat(50_000), anyLedger, fc.integer({ min: -1, max: 6 }), (principal, ledger, today) => {
        const open = openAmount(principal, ledger, today);
        const counted = ledger.filter((entry) => entry.bookedOn <= today);
        const owed = counted.reduce(
          (sum, { kind, amount }) => sum + (reduces(kind) ? -amount : amount),
          principal,
        );
        expect(open.total - open.surplus).toBe(owed);
        expect(open.total).toBe(open.principal + open.fees + open.interest + open.costs);
        expect(Math.min(open.total, open.surplus)).toBe(0);
        for (const part of Object.values(open)) expect(part).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('may be recorded in another order, as long as each day keeps its own', () => {
    fc.assert(
      fc.property(anyLedger, anyLedger, (ledger, salt) => {
        const shuffled = [...ledger].sort(
          (a, b) => ((a.bookedOn * 7 + salt.length) % 6) - ((b.bookedOn * 7 + salt.length) % 6),
        );
        expect(openAmount(10_000, shuffled, 5)).toEqual(openAmount(10_000, ledger, 5));
        expect(inBookingOrder(shuffled)).toEqual(inBookingOrder(ledger));
      }),
    );
  });

  it('is open again as before when a payment is taken back at once', () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: 1, max: 30_000 }), (ledger, amount) => {
        const before = openAmount(10_000, ledger, 5);
        const back = [...ledger, booking('payment', amount, 5), booking('reversal', amount, 5)];
        expect(openAmount(10_000, back, 5)).toEqual(before);
      }),
    );
  });
});
