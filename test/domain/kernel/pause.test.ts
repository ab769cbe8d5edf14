import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../domain/invoice/messages/index.ts';
import { HoldReason, HoldScope } from '../../../domain/kernel/holds.ts';
import {
  type AskedPause,
  BY_HAND,
  daysBehind,
  judgePause,
  placeOwnPause,
} from '../../../domain/kernel/pause.ts';
import { eventSchema } from '../../../files/script-schema.ts';
import { anInvoice, at, day, NL } from '../invoice/an-invoice.ts';

const SCOPES = Object.values(HoldScope);
/** A pause that is asked for on 2026-02-10 at noon. */
const NOW = at('2026-02-10 12:00');

type Wishes = NonNullable<Parameters<ReturnType<typeof anInvoice>['withHold']>[1]>;

function asked(scope: HoldScope, from: string, until: string | null, more: Partial<AskedPause> = {}) {
  const days = { from: day(from), until: until === null ? null : day(until) };
  return { scope, kind: 'reminders', reason: 'OPERATOR', ...days, ...more } as const;
}

function beside(scope: HoldScope, known: readonly [from: string, wishes: Wishes][]) {
  const invoice = known.reduce(
    (one, [from, wishes]) => one.withHold(from, { scope, ...wishes }),
    anInvoice(),
  );
  return {
    ask: (from: string, until: string | null, more: Partial<AskedPause> = {}) =>
      judgePause(invoice.facts.holds, asked(scope, from, until, more), NL, NOW),
    place: (from: string, until: string | null, more: Partial<AskedPause> = {}) =>
      placeOwnPause(invoice.facts.holds, asked(scope, from, until, more), NL),
  };
}

describe.each(SCOPES)('a pause of the %s', (scope) => {
  const known = beside(scope, [['2026-02-10', { until: '2026-02-20', recordedAt: '2026-02-05' }]]);

  it.each([
    ['2026-02-05', '2026-02-09', 'taken'],
    ['2026-02-05', '2026-02-10', 'taken'],
    ['2026-02-05', '2026-02-11', 'refused'],
    ['2026-02-05', null, 'refused'],
    ['2026-02-12', '2026-02-15', 'refused'],
    ['2026-02-19', '2026-02-25', 'refused'],
    ['2026-02-20', '2026-02-25', 'taken'],
    ['2026-02-21', null, 'taken'],
  ])('from %s until %s beside one from 10 to 20 February is %s', (from, until, verdict) => {
    expect(known.ask(from, until).verdict).toBe(verdict);
  });

  it('that overlaps is refused with the days that are taken', () => {
    expect(known.ask('2026-02-19', null).says).toBe(
      `The ${scope} is already paused for OPERATOR from 2026-02-10 until 2026-02-20: resume it first, or choose days that do not overlap.`,
    );
  });

  it('may overlap one of another reason, and one of another scope', () => {
    expect(known.ask('2026-02-12', null, { reason: 'DISPUTE' }).verdict).toBe('taken');
    const other = SCOPES.find((one) => one !== scope)!;
    expect(known.ask('2026-02-12', null, { scope: other }).verdict).toBe('taken');
  });

  it('asked for twice is one pause, but not where its kind differs', () => {
    expect(known.ask('2026-02-10', '2026-02-20')).toEqual({
      verdict: 'same',
      says: `The ${scope} was already paused like that.`,
    });
    expect(known.ask('2026-02-10', '2026-02-20', { kind: 'full' }).verdict).toBe('refused');
  });

  it('that was called off before it began overlaps nothing', () => {
    const called = (releasedAt: string) =>
      beside(scope, [['2026-02-10', { until: '2026-02-20', recordedAt: '2026-02-05', releasedAt }]]);
    expect(called('2026-02-05').ask('2026-02-03', '2026-02-12').verdict).toBe('taken');
    expect(called('2026-02-09 23:59').ask('2026-02-03', '2026-02-12').verdict).toBe('taken');
    expect(called('2026-02-10 12:00').ask('2026-02-03', '2026-02-12').verdict).toBe('taken');
    expect(called('2026-02-11').ask('2026-02-03', '2026-02-12').verdict).toBe('refused');
  });

  it('that was resumed overlaps the days it really had', () => {
    const resumed = beside(scope, [['2026-02-01', { releasedAt: '2026-02-08 12:00' }]]);
    expect(resumed.ask('2026-02-07', null).says).toContain('from 2026-02-01 until 2026-02-08');
    expect(resumed.ask('2026-02-08', null).verdict).toBe('taken');
  });

  it.each([
    ['2026-02-05', '2026-02-04', 'refused', 'ends before it begins'],
    ['2026-02-05', '2026-02-05', 'refused', 'ends before it begins'],
    ['2026-02-05', '2026-02-06', 'taken', 'counts as paused from 2026-02-05 until 2026-02-06'],
    ['2026-02-05', '2026-02-10', 'taken', 'those days lie behind'],
    ['2026-02-05', '2026-02-11', 'taken', 'is paused from 2026-02-05 until 2026-02-11'],
  ])('from %s until %s, asked for on 10 February, is %s', (from, until, verdict, says) => {
    expect(beside(scope, []).ask(from, until)).toEqual({ verdict, says: expect.stringContaining(says) });
  });

  it('that Dunwell sets itself ends what reaches into its days, unless that covers them', () => {
    const limited = beside(scope, [['2026-02-05', { until: '2026-03-01' }]]);
    expect(limited.place('2026-02-10', null)).toMatchObject({ isNew: true, replaced: [{ id: 1 }] });
    const open = beside(scope, [['2026-02-05', {}]]);
    expect(open.place('2026-02-10', null)).toEqual({ isNew: false, replaced: [] });
    // Less than what is asked for: reminders are paused, orders of cases are not.
    expect(open.place('2026-02-10', null, { kind: 'full' })).toMatchObject({ isNew: true, replaced: [{}] });
    const full = beside(scope, [['2026-02-05', { kind: 'full' }]]);
    expect(full.place('2026-02-10', null).isNew).toBe(false);
  });
});

describe('the days of a pause that lie behind when it is recorded', () => {
  it.each([
    ['2026-02-09', null, '2026-02-09', '2026-02-10'],
    ['2026-02-05', '2026-02-08', '2026-02-05', '2026-02-08'],
    ['2026-02-05', '2026-03-01', '2026-02-05', '2026-02-10'],
  ])('from %s until %s are %s to %s', (from, until, first, end) => {
    const days = { from: day(from), until: until === null ? null : day(until) };
    expect(daysBehind(days, day('2026-02-10'))).toEqual({ from: day(first), to: day(end) });
  });

  it.each(['2026-02-10', '2026-02-11'])('from %s on are none', (from) => {
    expect(daysBehind({ from: day(from), until: null }, day('2026-02-10'))).toBeNull();
  });
});

describe('a reason given by hand', () => {
  const SET_BY_ENGINE = ['CASE_DEACTIVATED', 'CASE_ENDED', 'PRINCIPAL_PAID'];

  it('is one of those that Dunwell does not set itself', () => {
    expect(Object.values(HoldReason).filter((reason) => !BY_HAND.some((one) => one === reason))).toEqual(
      SET_BY_ENGINE,
    );
  });

  it.each(SET_BY_ENGINE)('%s is refused by name in a message and in a script', (reason) => {
    const problem = `A pause for ${reason} is set by Dunwell itself and cannot be given by hand: give one of OPERATOR,`;
    expect(parseCommand('pause', { by: 'anna', reason }, 'c-1')).toEqual({
      problem: expect.stringContaining(problem),
    });
    const event = { on: '2026-02-10', invoice: '1001', do: 'pause', reason };
    const read = eventSchema('invoice', 'pause')!.safeParse(event);
    expect(read.error?.issues[0]?.message).toContain(problem);
    // To end one is another thing: that is how a person goes on after a case.
    expect(parseCommand('resume', { by: 'anna', reason }, 'c-1')).toHaveProperty('command');
  });

  it.each(BY_HAND)('%s is taken in a message and in a script', (reason) => {
    expect(parseCommand('pause', { by: 'anna', reason }, 'c-1')).toMatchObject({ command: { reason } });
    const event = { on: '2026-02-10', invoice: '1001', do: 'pause', reason };
    expect(eventSchema('invoice', 'pause')!.safeParse(event).success).toBe(true);
  });
});
