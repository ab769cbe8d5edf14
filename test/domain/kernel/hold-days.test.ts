import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DaySpan,
  dayAfterCounting,
  daysOf,
  isInForce,
  union,
  wasInForceSince,
} from '../../../domain/kernel/holds.ts';
import { anInvoice, at, day, iso, NL } from '../invoice/an-invoice.ts';
import { letters, outcome } from '../invoice/the-path.ts';

describe('the days a hold covers', () => {
  const covered = (invoice: ReturnType<typeof anInvoice>) => {
    const { from, to } = daysOf(invoice.facts.holds[0]!, NL);
    return [iso(from), iso(to)];
  };

  it('are its first day and all up to, not including, its last', () => {
    expect(covered(anInvoice().withHold('2026-03-02', { until: '2026-03-05' }))).toEqual([
      '2026-03-02',
      '2026-03-05',
    ]);
  });

  it('end with the day it was released, which counts as free', () => {
    expect(covered(anInvoice().withHold('2026-03-02', { releasedAt: '2026-03-04 10:00' }))).toEqual([
      '2026-03-02',
      '2026-03-04',
    ]);
  });

  it('end with the earlier of release and until', () => {
    const hold = { until: '2026-03-05', releasedAt: '2026-03-08 10:00' };
    expect(covered(anInvoice().withHold('2026-03-02', hold))).toEqual(['2026-03-02', '2026-03-05']);
  });

  it('have no end while it is open', () => {
    expect(covered(anInvoice().withHold('2026-03-02'))).toEqual(['2026-03-02', null]);
  });
});

describe('a hold is in force', () => {
  const [hold] = anInvoice().withHold('2026-03-02', { until: '2026-03-05' }).facts.holds;

  it('from 00:00 of its first day up to 00:00 of its until', () => {
    const moments = [at('2026-03-02') - 1, at('2026-03-02'), at('2026-03-05') - 1, at('2026-03-05')];
    expect(moments.map((moment) => isInForce(hold!, NL, moment))).toEqual([false, true, true, false]);
  });

  it('up to the moment of its release', () => {
    const [released] = anInvoice().withHold('2026-03-02', { releasedAt: '2026-03-04 10:00' }).facts.holds;
    const moments = [at('2026-03-04 10:00') - 1, at('2026-03-04 10:00')];
    expect(moments.map((moment) => isInForce(released!, NL, moment))).toEqual([true, false]);
  });

  it('and was, since a moment before its end, but not since its end', () => {
    const now = at('2026-04-01');
    const since = [at('2026-03-01'), at('2026-03-05') - 1, at('2026-03-05')];
    expect(since.map((moment) => wasInForceSince(hold!, NL, moment, now))).toEqual([true, true, false]);
    expect(wasInForceSince(hold!, NL, at('2026-03-01'), at('2026-03-02') - 1)).toBe(false);
  });
});

describe('held days since the due date', () => {
  // Reminder 1 would go out on Wednesday 2026-02-11, seven days after the due date.
  const reminded = (from: string, until: string) => letters(anInvoice().withHold(from, { until }))[0];

  it.each([
    ['2026-02-05', '2026-02-05', '2026-02-11'],
    ['2026-02-05', '2026-02-06', '2026-02-12'],
    ['2026-02-05', '2026-02-07', '2026-02-13'],
    ['2026-02-05', '2026-02-08', '2026-02-16'],
    ['2026-02-05', '2026-03-05', '2026-03-11'],
  ])('from %s until %s move the reminder to %s', (from, until, on) => {
    expect(reminded(from, until)).toBe(on);
  });

  it('do not count when they lie before it', () => {
    expect(reminded('2026-01-10', '2026-02-04')).toBe('2026-02-11');
    expect(reminded('2026-01-10', '2026-02-05')).toBe('2026-02-12');
    expect(reminded('2026-01-10', '2026-02-06')).toBe('2026-02-13');
  });

  it('that begin on the day it is due put it off to their end, not further', () => {
    expect(reminded('2026-02-10', '2026-02-17')).toBe('2026-02-18');
    expect(reminded('2026-02-11', '2026-02-18')).toBe('2026-02-18');
    expect(reminded('2026-02-12', '2026-02-19')).toBe('2026-02-11');
  });

  it('without end put it off for good', () => {
    expect(letters(anInvoice().withHold('2026-02-11'))).toEqual([]);
    expect(letters(anInvoice().withHold('2026-02-12'))).toEqual(['2026-02-11']);
  });
});

describe('held days since the delivery before', () => {
  // Reminder 1 goes out on 11 February; with a gap of 14 and no days of its own the notice on the 25th.
  const noticed = (from: string, until: string) => {
    const invoice = anInvoice();
    const [first, , notice] = invoice.policy.levels;
    const policy = { ...invoice.policy, levels: [first!, { ...notice!, daysAfterDue: 7 }] };
    return letters(anInvoice({ policy }).withHold(from, { until }))[1];
  };

  it.each([
    ['2026-02-12', '2026-02-13', '2026-02-26'],
    ['2026-02-12', '2026-02-14', '2026-02-27'],
    ['2026-02-24', '2026-02-25', '2026-02-26'],
    ['2026-02-25', '2026-02-26', '2026-02-26'],
    ['2026-02-26', '2026-02-27', '2026-02-25'],
  ])('from %s until %s move the notice to %s', (from, until, on) => {
    expect(noticed(from, until)).toBe(on);
  });
});

describe('holds of several scopes', () => {
  const path = (...holds: [string, string, 'invoice' | 'customer' | 'creditor'][]) =>
    letters(holds.reduce((it, [from, until, scope]) => it.withHold(from, { until, scope }), anInvoice()))[0];

  it('count each day once', () => {
    expect(path(['2026-02-05', '2026-02-09', 'invoice'], ['2026-02-06', '2026-02-07', 'customer'])).toBe(
      '2026-02-16',
    );
    expect(path(['2026-02-05', '2026-02-07', 'invoice'], ['2026-02-06', '2026-02-08', 'creditor'])).toBe(
      '2026-02-16',
    );
  });

  it('that touch are one', () => {
    const touching = path(['2026-02-05', '2026-02-06', 'invoice'], ['2026-02-06', '2026-02-07', 'customer']);
    expect(touching).toBe(path(['2026-02-05', '2026-02-07', 'invoice']));
  });

  it('with days between them do not count those', () => {
    expect(path(['2026-02-05', '2026-02-06', 'invoice'], ['2026-02-09', '2026-02-10', 'customer'])).toBe(
      '2026-02-13',
    );
  });
});

describe('a back-dated hold', () => {
  it('moves what is still to come by all its days', () => {
    const held = anInvoice().withHold('2026-02-05', { until: '2026-02-12', recordedAt: '2026-02-10 12:00' });
    expect(letters(held)[0]).toBe('2026-02-18');
  });

  it('does not undo what was sent inside it', () => {
    const held = anInvoice().withHold('2026-02-10', { until: '2026-02-20', recordedAt: '2026-02-12 12:00' });
    expect(letters(held, { from: '2026-02-12 12:00' }).length).toBeGreaterThan(0);
  });
});

describe('what a hold does not touch', () => {
  it('is a printed deadline', () => {
    expect(outcome(anInvoice({ mode: 30 }).withHold('2026-03-12', { until: '2026-03-20' }))).toMatchObject({
      due: '2026-03-25',
      listed: '2026-03-26',
    });
  });
});

describe('counting days that are not held', () => {
  const spans = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
      .map(([from, length]): DaySpan => ({ from, to: from + length })),
    { maxLength: 6 },
  );

  it('gives what counting one by one gives', () => {
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (held, start, count) => {
          const isHeld = (d: number) => held.some(({ from, to }) => from <= d && (to === null || d < to));
          let reached = start;
          for (let left = count; left > 0; reached++) if (!isHeld(reached)) left--;
          expect(dayAfterCounting(start, count, held)).toBe(reached);
        },
      ),
    );
  });

  it('of a union covers the same days, in order and apart', () => {
    fc.assert(
      fc.property(spans, (held) => {
        const joined = union(held);
        for (let d = 0; d <= 90; d++) {
          const within = (list: readonly DaySpan[]) =>
            list.some((s) => s.from <= d && (s.to === null || d < s.to));
          expect(within(joined)).toBe(within(held));
        }
        for (const [i, span] of joined.entries()) {
          if (i > 0) expect(span.from).toBeGreaterThan(joined[i - 1]!.to!);
        }
      }),
    );
  });

  it('never ends under a hold without end', () => {
    expect(dayAfterCounting(day('2026-02-04'), 7, [{ from: day('2026-02-10'), to: null }])).toBeNull();
    expect(dayAfterCounting(day('2026-02-04'), 7, [{ from: day('2026-02-11'), to: null }])).toBe(
      day('2026-02-11'),
    );
  });
});
