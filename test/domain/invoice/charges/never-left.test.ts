import { describe, expect, it } from 'vitest';
import type { EffectState } from '../../../../domain/effects/effect.ts';
import { chargesBooked } from '../../../../domain/invoice/charges/booking.ts';
import { letterCharged } from '../../../../domain/invoice/charges/charge.ts';
import { start } from '../../../../domain/invoice/decision.ts';
import { letterGivenUp } from '../../../../domain/invoice/end-of-case.ts';
import { levelKey, roundOf } from '../../../../domain/invoice/keys.ts';
import { settleInvoice } from '../../../../domain/invoice/settle.ts';
import { openOn } from '../../../../domain/invoice/transfer-run.ts';
import { EntryKind } from '../../../../domain/kernel/ledger.ts';
import { situation } from '../../../../domain/kernel/situation.ts';
import { type AnInvoice, anInvoice, at, day, REMINDER_1 } from '../an-invoice.ts';
import { ALL_CHARGES, BUSINESS, charging } from './some-charges.ts';

const SENT = '2026-02-11 12:00';
const NEXT_DAY = '2026-02-12 12:00';

/** 100.00 of a business whose first letter is charged with a fee of 5.00 and interest, and then in that state. */
function withLetter(state: EffectState, policy = charging(ALL_CHARGES)): AnInvoice {
  const invoice = anInvoice({ policy, customer: BUSINESS, rehearsal: false });
  const moment = situation(invoice, at(SENT));
  const { facts } = letterCharged(start(invoice.facts), moment, REMINDER_1);
  const key = levelKey(roundOf(facts), REMINDER_1.name);
  const pendingEffect = { key, level: REMINDER_1.name, state, nextAttemptAt: at(SENT) };
  return invoice.with({ ...facts, pendingEffect });
}

function settled(invoice: AnInvoice, moment = NEXT_DAY) {
  return settleInvoice(situation(invoice, at(moment)));
}

const undone = ({ entries }: ReturnType<typeof settled>) =>
  entries.filter(({ externalId }) => externalId.endsWith('/undone')).map(({ amount }) => amount);

describe('a letter that has not left when its claim is paid without what it added', () => {
  it.each(['planned', 'failed'] as const)(
    'and is %s takes that back, and the invoice is paid that day',
    (state) => {
      const decision = settled(withLetter(state).paid(10_000, '2026-02-12'));
      expect(decision.facts.state).toMatchObject({ stage: 'PAID', paidOn: day('2026-02-12') });
      expect(undone(decision)).toHaveLength(2);
      expect(openOn(decision.facts, day('2026-02-12'))).toMatchObject({ total: 0, surplus: 0 });
      expect(decision.facts.tasks).toEqual([]);
    },
  );

  it.each(['handing over', 'uncertain'] as const)(
    'and is %s keeps it: it may be with the debtor',
    (state) => {
      const decision = settled(withLetter(state).paid(10_000, '2026-02-12'));
      expect(decision.facts.state.stage).toBe('OPEN');
      expect(undone(decision)).toEqual([]);
    },
  );

  it('is settled as what it was settled by, not as what was taken back', () => {
    const decision = settled(withLetter('planned').credited(10_000, '2026-02-12'));
    expect(decision.facts.state).toMatchObject({ stage: 'CLOSED', closeReason: 'CREDITED' });
  });

  it('takes it back exactly once, however often it is looked at', () => {
    const once = settled(withLetter('planned').paid(10_000, '2026-02-12'));
    const invoice = withLetter('planned').with(once.facts);
    expect(settled(invoice).entries).toEqual([]);
  });

  it('is cancelled where the rest without it is below the minimum, and not by its own fee', () => {
    for (const [left, isCancelled] of [
      [999, true],
      [1_000, false],
      [1_001, false],
    ] as const) {
      const decision = settled(withLetter('planned').paid(10_000 - left, '2026-02-11'), SENT);
      expect(decision.cancelledEffects.length > 0, String(left)).toBe(isCancelled);
      expect(undone(decision).length > 0, String(left)).toBe(isCancelled);
    }
  });

  it('keeps it while it is still the next one: another attempt demands the same', () => {
    expect(settled(withLetter('planned')).entries).toEqual([]);
  });

  it('is charged again, once, when it is planned again after it was taken back', () => {
    const held = settled(withLetter('planned').withHold('2026-02-12'));
    expect(undone(held)).toHaveLength(2);
    const invoice = withLetter('planned').with({ ...held.facts, holds: [] });
    const moment = situation(invoice, at('2026-02-16 12:00'));
    const again = letterCharged(start(invoice.facts), moment, REMINDER_1);
    expect(again.entries.map(({ externalId }) => externalId.split('/').slice(-2).join('/'))).toEqual([
      'fee/2',
      'interest/2',
    ]);
    expect(letterCharged(again, moment, REMINDER_1)).toBe(again);
  });

  it('is no part of a case that is started instead of it', () => {
    const invoice = withLetter('planned');
    const given = letterGivenUp(start(invoice.facts), situation(invoice, at(NEXT_DAY)));
    expect(openOn(given.facts, day('2026-02-12'))).toMatchObject({ total: 10_000 });
    expect(given.cancelledEffects).toHaveLength(1);
  });
});

it('a charge is booked under its key alone: another round, level or invoice is another', () => {
  const { facts, policy, calendar } = anInvoice({ policy: charging(ALL_CHARGES) });
  const moment = situation({ policy, calendar }, at(SENT));
  const charge = { name: 'fee', amount: 1, reckoning: {} } as never;
  const keys = ['invoice/acme/1/1/level/a', 'invoice/acme/1/1/level/a2', 'invoice/acme/1/2/level/a'];
  const booked = [...keys, ...keys].reduce(
    (decision, key) => chargesBooked(decision, moment, key, [charge]),
    start(facts),
  );
  expect(booked.entries.map(({ externalId, kind }) => [externalId, kind])).toEqual(
    keys.map((key) => [`${key}/fee`, EntryKind.FEE]),
  );
});
