import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../domain/agreements/agreement.ts';
import { judge, judgedNextOn } from '../../../domain/agreements/judge.ts';
import { type Day, formatDay } from '../../../domain/kernel/day.ts';
import type { EntryKind, LedgerEntry } from '../../../domain/kernel/ledger.ts';
import { addWorkingDays } from '../../../domain/kernel/working-days.ts';
import { day, NL } from '../invoice/an-invoice.ts';

type Booked = readonly [on: string, kind: EntryKind, amount: number];

function ledger(booked: readonly Booked[]): LedgerEntry[] {
  return booked.map(([on, kind, amount], i) => ({
    ...{ externalId: `x${i}`, kind, amount, bookedOn: day(on), recordedAt: 0 },
  }));
}

/** 50.00 on Monday 2026-03-02 and on Thursday 2026-04-02, agreed on 2026-02-20 about one invoice of 100.00. */
function agreed(...booked: Booked[]): Agreement {
  return {
    ...{ id: 1, kind: 'payment plan', status: 'ACTIVE', madeOn: day('2026-02-20'), currency: 'EUR' },
    instalments: [
      { nr: 1, dueOn: day('2026-03-02'), amount: 5_000 },
      { nr: 2, dueOn: day('2026-04-02'), amount: 5_000 },
    ],
    invoices: [
      {
        ...{ number: '1001', amount: 10_000, ledger: ledger(booked) },
        ...{ openBefore: 10_000, paidBefore: 0, forgivenBefore: 0 },
      },
    ],
    mails: [],
  };
}

function judged(agreement: Agreement, on: string): string {
  const { status, on: since, missed } = judge(agreement, NL, day(on));
  const what = missed === null ? '' : ` (${missed.nr})`;
  return since === null ? status : `${status} ${formatDay(since)}${what}`;
}

describe('an instalment', () => {
  it.each([
    ['2026-03-05', 'ACTIVE'],
    ['2026-03-06', 'BROKEN 2026-03-06 (1)'],
    ['2026-03-20', 'BROKEN 2026-03-06 (1)'],
  ])('that nobody paid is broken from the day after its third working day on: on %s %s', (on, says) => {
    expect(judged(agreed(), on)).toBe(says);
  });

  it.each([
    ['2026-03-04', 'ACTIVE'],
    ['2026-03-05', 'ACTIVE'],
    ['2026-03-06', 'BROKEN 2026-03-06 (1)'],
  ])('paid on %s: %s', (on, says) => {
    expect(judged(agreed([on, 'payment', 5_000]), '2026-03-20')).toBe(says);
  });

  it.each([
    [4_999, 'BROKEN 2026-03-06 (1)'],
    [5_000, 'ACTIVE'],
    [5_001, 'ACTIVE'],
  ])('of which %i of 5000 is paid: %s', (amount, says) => {
    expect(judged(agreed(['2026-03-02', 'payment', amount]), '2026-03-20')).toBe(says);
  });

  it('counts weekends and holidays as no working days: due on Maundy Thursday, it comes in time until Thursday after', () => {
    const first = ['2026-03-02', 'payment', 5_000] as const;
    expect(judged(agreed(first), '2026-04-09')).toBe('ACTIVE');
    expect(judged(agreed(first), '2026-04-10')).toBe('BROKEN 2026-04-10 (2)');
  });

  it('may be paid in parts and beforehand', () => {
    const parts = [
      ['2026-02-20', 'payment', 2_000],
      ['2026-03-05', 'payment', 3_000],
    ] as const;
    expect(judged(agreed(...parts), '2026-03-20')).toBe('ACTIVE');
  });

  it('that is charged back later breaks the plan on the day after', () => {
    const plan = agreed(['2026-03-02', 'payment', 5_000], ['2026-03-16', 'chargeback', 5_000]);
    expect(judged(plan, '2026-03-15')).toBe('ACTIVE');
    expect(judged(plan, '2026-03-16')).toBe('ACTIVE');
    expect(judged(plan, '2026-03-17')).toBe('BROKEN 2026-03-17 (1)');
  });

  it('that is charged back and paid again on the same day stays kept', () => {
    const plan = agreed(
      ['2026-03-02', 'payment', 5_000],
      ['2026-03-16', 'chargeback', 5_000],
      ['2026-03-16', 'payment', 5_000],
    );
    expect(judged(plan, '2026-03-20')).toBe('ACTIVE');
  });
});

describe('a plan', () => {
  it('is completed on the day on which all is paid', () => {
    const all = [
      ['2026-03-02', 'payment', 5_000],
      ['2026-04-01', 'payment', 5_000],
    ] as const;
    expect(judged(agreed(...all), '2026-03-31')).toBe('ACTIVE');
    expect(judged(agreed(...all), '2026-04-01')).toBe('COMPLETED 2026-04-01');
  });

  it('is shortened from its end by what is credited: the first instalment is to be paid all the same', () => {
    const credited = ['2026-02-25', 'credit', 5_000] as const;
    expect(judged(agreed(credited), '2026-03-20')).toBe('BROKEN 2026-03-06 (1)');
    expect(judged(agreed(credited, ['2026-03-05', 'payment', 5_000]), '2026-03-05')).toBe(
      'COMPLETED 2026-03-05',
    );
  });

  it('is completed when nothing is open any more, whatever brought it there', () => {
    expect(judged(agreed(['2026-03-01', 'write-off', 10_000]), '2026-03-01')).toBe('COMPLETED 2026-03-01');
  });

  it('does not count what was paid before it was made', () => {
    const { invoices, ...plan } = agreed(['2026-02-10', 'payment', 5_000]);
    const before = { openBefore: 5_000, paidBefore: 5_000 };
    expect(judged({ ...plan, invoices: invoices.map((one) => ({ ...one, ...before })) }, '2026-03-20')).toBe(
      'BROKEN 2026-03-06 (1)',
    );
  });

  it('that was completed stays so when it is charged back later', () => {
    const plan = agreed(['2026-03-02', 'payment', 10_000], ['2026-03-16', 'chargeback', 10_000]);
    expect(judged(plan, '2026-03-20')).toBe('COMPLETED 2026-03-02');
  });
});

/** Day by day, one after the other, with running sums: nothing is looked up. */
function independently({ madeOn, instalments, invoices }: Agreement, today: Day): string {
  const open = invoices.map(({ openBefore }) => openBefore);
  const paid = invoices.map(({ paidBefore }) => -paidBefore);
  const forgiven = invoices.map(() => 0);
  const first = Math.min(madeOn, ...invoices.flatMap(({ ledger }) => ledger.map((entry) => entry.bookedOn)));
  const place = ['payment', 'credit', 'write-off', 'chargeback', 'reversal'];
  for (let on = first; on <= today; on++) {
    invoices.forEach(({ ledger }, i) => {
      const today = ledger.filter(({ bookedOn }) => bookedOn === on);
      for (const kind of place) {
        for (const entry of today.filter((one) => one.kind === kind)) {
          if (kind === 'payment') paid[i]! += entry.amount;
          else if (kind === 'credit' || kind === 'write-off') forgiven[i]! += entry.amount;
          else if (kind === 'chargeback') paid[i]! -= entry.amount;
          else {
            const credit = Math.min(entry.amount, forgiven[i]!);
            forgiven[i]! -= credit;
            paid[i]! -= entry.amount - credit;
          }
        }
      }
    });
    if (on < madeOn) continue;
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    const left = Math.max(0, sum(open) - sum(forgiven));
    const asked = (until: Day) =>
      Math.min(
        left,
        sum(
          instalments.filter(({ dueOn }) => addWorkingDays(NL, dueOn, 3) <= until).map((one) => one.amount),
        ),
      );
    const total = Math.min(left, sum(instalments.map((one) => one.amount)));
    if (total === 0 || sum(paid) >= total) return `COMPLETED ${on}`;
    if (on < today && asked(on) > 0 && sum(paid) < asked(on)) return `BROKEN ${on + 1}`;
  }
  return 'ACTIVE';
}

const START = day('2026-02-20');
const anEntry = fc.record({
  // No surplus and no money that waits: those are the balance's own matter, not the plan's.
  kind: fc.constantFrom<EntryKind>('payment', 'payment', 'payment', 'credit', 'chargeback', 'reversal'),
  amount: fc.integer({ min: 1, max: 40 }).map((n) => n * 100),
  bookedOn: fc.integer({ min: START, max: START + 90 }),
});
const aPlan = fc.record({
  ledgers: fc.array(fc.array(anEntry, { maxLength: 8 }), { minLength: 1, maxLength: 3 }),
  parts: fc.array(
    fc.record({ gap: fc.integer({ min: 1, max: 20 }), amount: fc.integer({ min: 1, max: 40 }) }),
    { minLength: 1, maxLength: 4 },
  ),
});

it('kept or broken is what an independent fold of the days says, whenever and however often it is asked', () => {
  fc.assert(
    fc.property(aPlan, fc.integer({ min: 0, max: 120 }), ({ ledgers, parts }, after) => {
      let dueOn = START;
      const instalments = parts.map(({ gap, amount }, i) => {
        dueOn += gap;
        return { nr: i + 1, dueOn, amount: amount * 100 };
      });
      const invoices = ledgers.map((entries, i) => ({
        // Far more than was ever paid is owed, so that nothing but the plan says how it ends.
        ...{
          number: String(i),
          amount: 10_000_000,
          openBefore: 10_000_000,
          paidBefore: 0,
          forgivenBefore: 0,
        },
        ledger: entries.map((entry, j) => ({ ...entry, externalId: `x${j}`, recordedAt: 0 })),
      }));
      const plan: Agreement = {
        ...{ id: 1, kind: 'payment plan', status: 'ACTIVE', currency: 'EUR' },
        ...{ madeOn: START, instalments, invoices, mails: [] },
      };
      const today = START + after;
      const { status, on } = judge(plan, NL, today);
      expect(status === 'ACTIVE' ? status : `${status} ${on}`).toBe(independently(plan, today));
      // What was judged once stays so on every later day, and nothing happens between two days that are named.
      if (status !== 'ACTIVE') {
        for (const later of [1, 2, 30])
          expect(judge(plan, NL, today + later)).toEqual(judge(plan, NL, today));
        return;
      }
      const next = judgedNextOn(plan, NL, today);
      expect(next).not.toBeNull();
      const known = {
        ...plan,
        invoices: plan.invoices.map((one) => ({
          ...one,
          ledger: one.ledger.filter((entry) => entry.bookedOn <= today),
        })),
      };
      for (let on = today; on < (next ?? 0); on++) expect(judge(known, NL, on).status).toBe('ACTIVE');
    }),
  );
});
