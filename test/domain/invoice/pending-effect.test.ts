import { describe, expect, it } from 'vitest';
import type { EffectState } from '../../../domain/effects/effect.ts';
import type { InvoiceFacts } from '../../../domain/invoice/facts.ts';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type AnInvoice, anInvoice, at } from './an-invoice.ts';
import { localTime } from './the-path.ts';

/** Reminder 1 was planned on Wednesday 2026-02-11 and has not reached its gateway yet. */
function underWay(state: EffectState, nextAttempt = '2026-02-11 15:00'): AnInvoice {
  const pendingEffect = {
    key: 'invoice/acme/1001/1/level/reminder-1',
    level: 'reminder-1',
    state,
    nextAttemptAt: at(nextAttempt),
  };
  return anInvoice({ pendingEffect });
}

const plan = ({ facts, policy, calendar }: AnInvoice, moment: string) =>
  nextStep(situation({ facts, policy, calendar }, at(moment)));
const cancelled = ({ facts, policy, calendar }: AnInvoice, moment: string) =>
  settleInvoice(situation({ facts, policy, calendar }, at(moment))).cancelledEffects.length === 1;

describe('a letter planned and not handed over', () => {
  it('is tried again at its time', () => {
    const letter = underWay('planned');
    expect(plan(letter, '2026-02-11 10:00')).toMatchObject({ step: 'handOver', at: at('2026-02-11 15:00') });
    expect(plan(letter, '2026-02-11 15:00')).toMatchObject({ step: 'handOver', at: at('2026-02-11 15:00') });
    expect(plan(letter, '2026-02-11 15:01')).toMatchObject({ step: 'handOver', at: at('2026-02-11 15:01') });
  });

  it.each([
    ['2026-02-11 16:59', '2026-02-11'],
    ['2026-02-11 17:00', '2026-02-12'],
    ['2026-02-13 17:00', '2026-02-16'],
  ])('whose next attempt at %s is outside the window waits for the next: %s', (attempt, on) => {
    const letter = underWay('planned', attempt);
    expect(localTime(letter, plan(letter, '2026-02-11 12:00').at ?? 0)).toMatch(on);
  });

  it.each<[string, (letter: AnInvoice) => AnInvoice]>([
    ['paid', (it) => it.paid(10_000, '2026-02-11')],
    ['credited', (it) => it.credited(10_000, '2026-02-11')],
    ['below the minimum', (it) => it.paid(9_001, '2026-02-11')],
    ['paused', (it) => it.withHold('2026-02-11')],
    ['opted out of', (it) => it.with({ customer: { ...it.facts.customer, acceptsDunning: false } })],
    ['archived', (it) => it.with({ customer: { ...it.facts.customer, archived: true } })],
  ])('is cancelled once it is %s', (_, change) => {
    expect(cancelled(change(underWay('planned')), '2026-02-11 12:00')).toBe(true);
  });

  it('is kept when nothing speaks against it', () => {
    expect(cancelled(underWay('planned'), '2026-02-11 12:00')).toBe(false);
    expect(cancelled(underWay('planned').paid(9_000, '2026-02-11'), '2026-02-11 12:00')).toBe(false);
  });

  it('is cancelled when it is no longer the next level', () => {
    const letter = underWay('planned');
    const waived = letter.with({ state: { ...letter.facts.state, levelsDone: 1, anchorOn: 20_000 } });
    expect(cancelled(waived, '2026-02-11 12:00')).toBe(true);
  });
});

describe('a letter in its gateway’s hands', () => {
  it('is not cancelled: it may have gone', () => {
    const letter = underWay('handing over').paid(10_000, '2026-02-11');
    expect(cancelled(letter, '2026-02-11 12:00')).toBe(false);
  });

  it('is looked at again when its lease ends', () => {
    expect(plan(underWay('handing over'), '2026-02-11 10:00')).toMatchObject({
      step: 'handOver',
      at: at('2026-02-11 15:00'),
    });
  });
});

it.each(['uncertain', 'failed', 'bounced'] as const)(
  'a letter that is %s waits for a person and sends nothing',
  (state) => {
    expect(plan(underWay(state), '2026-06-01 12:00')).toEqual({
      step: 'wait',
      at: null,
      because: 'NEEDS_ATTENTION',
    });
  },
);

it.each(['handed over', 'delivered', 'cancelled'] as const)(
  'a letter that is %s holds nothing up',
  (state) => {
    expect(plan(underWay(state), '2026-02-11 16:58').step).toBe('sendReminder');
  },
);

it('an effect under way keeps the facts otherwise as they are', () => {
  const { facts, policy, calendar } = underWay('planned');
  const settled: InvoiceFacts = settleInvoice(
    situation({ facts, policy, calendar }, at('2026-02-11 12:00')),
  ).facts;
  expect(settled).toEqual(facts);
});
