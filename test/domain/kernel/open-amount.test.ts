import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryKind, inBookingOrder, type LedgerEntry, reduces } from '../../../domain/kernel/ledger.ts';
import { openAmount, unpaidReversals } from '../../../domain/kernel/open-amount.ts';

function booking(kind: EntryKind, amount: number, bookedOn = 0, externalId = 'x1'): LedgerEntry {
  return { externalId, kind, amount, bookedOn, recordedAt: 0 };
}

/** What is open of 100.00 principal after bookings of one day. */
function openAfter(...bookings: [EntryKind, number][]) {
  return openAmount(
    10_000,
    bookings.map(([kind, amount]) => booking(kind, amount)),
    0,
  );
}

/** What waits for its payment after bookings of one day. */
function waitingAfter(...bookings: [EntryKind, number][]) {
  return unpaidReversals(
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

describe('the order that payments go by', () => {
  it('is the creditor’s where it has one, for what is waived and written off too, and changes no total', () => {
    const charged = [booking('cost', 300), booking('fee', 50), booking('interest', 20)];
    const order = ['principal', 'costs', 'fees', 'interest'] as const;
    for (const kind of ['payment', 'waiver', 'write-off'] as const) {
      const open = openAmount(10_000, [...charged, booking(kind, 10_120, 0, 'x2')], 0, order);
      expect(open).toEqual({ principal: 0, fees: 50, interest: 20, costs: 180, total: 250, surplus: 0 });
      expect(openAmount(10_000, [...charged, booking(kind, 10_120, 0, 'x2')], 0).total).toBe(250);
    }
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

  it.each(['chargeback', 'refund', 'reversal'] as const)(
    'by a %s is never more than was paid: the rest waits for its payment',
    (kind) => {
      expect(openAfter([kind, 1])).toMatchObject({ principal: 10_000 });
      expect(waitingAfter([kind, 1])).toBe(1);
      const paid: [EntryKind, number] = ['payment', 4_000];
      expect([3_999, 4_000, 4_001].map((amount) => openAfter(paid, [kind, amount]).total)).toEqual([
        9_999, 10_000, 10_000,
      ]);
      expect([3_999, 4_000, 4_001].map((amount) => waitingAfter(paid, [kind, amount]))).toEqual([0, 0, 1]);
    },
  );

  it('before it was paid is met by its payment, whichever is booked first', () => {
    const back = booking('chargeback', 4_000, 1);
    const ledger = (paidOn: number) => [back, booking('payment', 6_000, paidOn)];
    expect([0, 1, 2].map((paidOn) => openAmount(10_000, ledger(paidOn), 2).total)).toEqual([
      8_000, 8_000, 8_000,
    ]);
    expect(unpaidReversals(10_000, ledger(2), 1)).toBe(4_000);
    expect(unpaidReversals(10_000, ledger(2), 2)).toBe(0);
  });

  it('before it was paid is not met by a credit, which goes to what is owed, but by what that leaves over', () => {
    const ledger = (credit: number) => [booking('chargeback', 4_000, 1), booking('credit', credit, 2)];
    expect(openAmount(10_000, ledger(10_000), 2)).toMatchObject({ total: 0, surplus: 0 });
    expect(unpaidReversals(10_000, ledger(10_000), 2)).toBe(4_000);
    expect(openAmount(10_000, ledger(13_000), 2)).toMatchObject({ total: 0, surplus: 0 });
    expect(unpaidReversals(10_000, ledger(13_000), 2)).toBe(1_000);
    expect(openAmount(10_000, ledger(15_000), 2)).toMatchObject({ total: 0, surplus: 1_000 });
  });

  it('by bank or customer is what was paid, never what was credited; a reversal corrects a credit too', () => {
    const credited: [EntryKind, number] = ['credit', 10_000];
    expect(openAfter(credited, ['chargeback', 3_000]).total).toBe(0);
    expect(waitingAfter(credited, ['refund', 3_000])).toBe(3_000);
    expect(openAfter(credited, ['reversal', 3_000]).total).toBe(3_000);
    // The write-off is reversed, and after that the bank takes back all that was paid.
    const ledger = [booking('payment', 9_500, 1), booking('write-off', 500, 1), booking('reversal', 500, 2)];
    expect(openAmount(10_000, [...ledger, booking('chargeback', 9_500, 3)], 3).total).toBe(10_000);
  });
});

describe('a charge', () => {
  it('is covered by what was paid too much', () => {
    expect(openAfter(['payment', 10_500], ['fee', 499])).toMatchObject({ total: 0, surplus: 1 });
    expect(openAfter(['payment', 10_500], ['fee', 500])).toMatchObject({ total: 0, surplus: 0 });
    const laterFee = [booking('payment', 10_500, 1), booking('fee', 501, 2)];
    expect(openAmount(10_000, laterFee, 2)).toMatchObject({ total: 1, fees: 1, surplus: 0 });
  });
});

describe('any ledger', () => {
  const anyEntry = fc.record({
    kind: fc.constantFrom(...Object.values(EntryKind)),
    amount: fc.integer({ min: 1, max: 30_000 }),
    bookedOn: fc.integer({ min: 0, max: 5 }),
    recordedAt: fc.constant(0),
  });
  const anyLedger = fc
    .array(anyEntry, { maxLength: 20 })
    .map((entries) => entries.map((entry, i) => ({ ...entry, externalId: `x${i}` })));

  it('loses no cent and demands none that was not charged: open less surplus is charged less reduced', () => {
    fc.assert(
      fc.property(fc.nat(50_000), anyLedger, fc.integer({ min: -1, max: 6 }), (principal, ledger, today) => {
        const open = openAmount(principal, ledger, today);
        const counted = ledger.filter((entry) => entry.bookedOn <= today);
        const owed = counted.reduce(
          (sum, { kind, amount }) => sum + (reduces(kind) ? -amount : amount),
          principal,
        );
        expect(open.total - open.surplus).toBe(owed - unpaidReversals(principal, ledger, today));
        const charged = (kind: EntryKind) =>
          counted.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amount : 0), 0);
        expect(open.principal).toBeLessThanOrEqual(principal);
        expect(open.fees).toBeLessThanOrEqual(charged('fee'));
        expect(open.interest).toBeLessThanOrEqual(charged('interest'));
        expect(open.costs).toBeLessThanOrEqual(charged('cost'));
        expect(open.total).toBe(open.principal + open.fees + open.interest + open.costs);
        expect(Math.min(open.total, open.surplus)).toBe(0);
        for (const part of Object.values(open)) expect(part).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('may be recorded in any order', () => {
    fc.assert(
      fc.property(anyLedger, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (ledger, salt) => {
        const shuffled = ledger
          .map((entry, i) => ({ entry, place: salt[i] ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ entry }) => entry);
        expect(openAmount(10_000, shuffled, 5)).toEqual(openAmount(10_000, ledger, 5));
        expect(inBookingOrder(shuffled)).toEqual(inBookingOrder(ledger));
      }),
    );
  });

  it('is open again as before when a payment is taken back at once, unless something waited for it', () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: 1, max: 30_000 }), (ledger, amount) => {
        fc.pre(unpaidReversals(10_000, ledger, 5) === 0);
        const before = openAmount(10_000, ledger, 5);
        const back = [...ledger, booking('payment', amount, 5, 'y1'), booking('reversal', amount, 5, 'y2')];
        expect(openAmount(10_000, back, 5)).toEqual(before);
      }),
    );
  });
});
