import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { minuteFor } from '../../../domain/invoice/sending-slot.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { anInvoice, aPolicy, at } from './an-invoice.ts';
import { localTime } from './the-path.ts';

const NINE_TO_FIVE = { from: 9 * 60, until: 17 * 60 };

describe('the minute at which letters of an invoice go out', () => {
  it('is always the same', () => {
    expect(minuteFor('acme', '1001', NINE_TO_FIVE)).toBe(minuteFor('acme', '1001', NINE_TO_FIVE));
  });

  it('lies in the window, and not in its last half hour', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.integer({ min: 0, max: 1300 }),
        fc.integer({ min: 31, max: 1439 }),
        (creditor, number, from, length) => {
          const until = Math.min(1439, from + length);
          const minute = minuteFor(creditor, number, { from, until });
          expect(minute).toBeGreaterThanOrEqual(from);
          expect(minute).toBeLessThan(Math.max(from + 1, until - 30));
        },
      ),
    );
  });

  it.each([29, 30, 31, 32])('stays in a window of %i minutes', (length) => {
    const numbers = Array.from({ length: 50 }, (_, i) => String(i));
    const minutes = numbers.map((number) => minuteFor('acme', number, { from: 600, until: 600 + length }));
    expect(Math.min(...minutes)).toBe(600);
    expect(Math.max(...minutes)).toBe(length <= 31 ? 600 : 601);
  });

  it('spreads ten thousand invoices over the whole window', () => {
    const perHour = new Map<number, number>();
    for (let i = 0; i < 10_000; i++) {
      const hour = Math.floor(minuteFor('acme', `2026/${i}`, NINE_TO_FIVE) / 60);
      perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
    }
    expect([...perHour.keys()].sort((a, b) => a - b)).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
    // Seven and a half hours: some 1333 in each full one.
    for (const [hour, count] of perHour) expect(count).toBeGreaterThan(hour === 16 ? 500 : 1100);
  });

  it('differs between two creditors with the same invoice numbers', () => {
    const numbers = Array.from({ length: 100 }, (_, i) => String(i));
    const same = numbers.filter(
      (n) => minuteFor('acme', n, NINE_TO_FIVE) === minuteFor('bolt', n, NINE_TO_FIVE),
    );
    expect(same.length).toBeLessThan(10);
  });
});

describe('a level that is due today', () => {
  // Reminder 1 is due on Wednesday 2026-02-11.
  const invoice = anInvoice();
  const minute = minuteFor('acme', '1001', NINE_TO_FIVE);
  const itsTime = (on: string) => localTime(invoice, at(on) + minute * 60_000);
  const planned = (moment: string) => {
    const plan = nextStep(situation(invoice, at(moment)));
    return localTime(invoice, plan.at ?? Number.NaN);
  };

  it('goes out at its minute when the window has not opened yet', () => {
    expect(planned('2026-02-11 00:00')).toBe(itsTime('2026-02-11'));
    expect(planned('2026-02-11 08:59')).toBe(itsTime('2026-02-11'));
  });

  it('goes out at once when its minute has passed and the window is open', () => {
    expect(planned('2026-02-11 16:58')).toBe('2026-02-11 16:58');
    expect(planned('2026-02-11 16:59')).toBe('2026-02-11 16:59');
  });

  it('waits for the next window from the minute the window closes', () => {
    expect(planned('2026-02-11 17:00')).toBe(itsTime('2026-02-12'));
    expect(planned('2026-02-11 17:01')).toBe(itsTime('2026-02-12'));
  });

  it('does not go out a millisecond after closing time', () => {
    const late = nextStep(situation(invoice, at('2026-02-11 17:00') - 1));
    expect(late.at).toBe(at('2026-02-11 17:00') - 1);
  });

  it('waits for Monday from Friday after the window', () => {
    expect(planned('2026-02-13 16:59')).toBe('2026-02-13 16:59');
    expect(planned('2026-02-13 17:00')).toBe(itsTime('2026-02-16'));
    expect(planned('2026-02-14 12:00')).toBe(itsTime('2026-02-16'));
  });
});

it('letters go out in the window the policy asks for', () => {
  const policy = aPolicy({ sending: { from: 20 * 60, until: 22 * 60 } });
  const invoice = anInvoice({ policy });
  const plan = nextStep(
    situation({ facts: invoice.facts, policy, calendar: invoice.calendar }, at('2026-02-11 00:00')),
  );
  expect(plan.at).toBeGreaterThanOrEqual(at('2026-02-11 20:00'));
  expect(plan.at).toBeLessThan(at('2026-02-11 21:30'));
});
