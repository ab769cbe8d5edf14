import { describe, expect, it } from 'vitest';
import type { Settlement, TransferMode } from '../../../domain/invoice/policy.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { aClaim, anInvoice, aPolicy, at } from './an-invoice.ts';
import { outcome, simulated } from './the-path.ts';

const KEEP: Settlement = { kind: 'keep' };
const WAIVE: Settlement = { kind: 'waive' };
const WRITE_OFF: Settlement = { kind: 'writeOff', below: 500 };

/** Noticed on 2026-03-11: deadline 25 March. */
function claim(settlement: Settlement, mode: TransferMode) {
  return aClaim('2026-03-11', { policy: aPolicy({ settlement, transfer: { mode } }) });
}

describe('what is left of a claim, settled after some days', () => {
  const later = (settlement: Settlement) => claim(settlement, 30).paid(9_001, '2026-04-10');

  it.each([
    [0, '2026-04-10'],
    [1, '2026-04-11'],
    [14, '2026-04-24'],
  ])('is waived %i days after nothing else was left', (afterDays, paid) => {
    expect(outcome(later({ kind: 'waive', afterDays }))).toMatchObject({ stage: 'PAID', paid });
  });

  it('counts from the listing where less was left before', () => {
    const before = claim({ kind: 'writeOff', below: 500, afterDays: 3 }, 20).paid(9_900, '2026-03-20');
    expect(outcome(before)).toMatchObject({ closed: '2026-03-29', reason: 'WRITTEN_OFF' });
  });

  it('counts anew when more is open in between, and is not settled once a transfer may come', () => {
    const again = later({ kind: 'waive', afterDays: 14 }).reversed(9_001, '2026-04-20');
    expect(outcome(again)).toMatchObject({ stage: 'CLOSED', reason: 'EXPIRED_60_DAYS' });
    expect(outcome(again.paid(9_001, '2026-04-22'))).toMatchObject({ stage: 'PAID', paid: '2026-05-06' });
  });
});

describe('a listed claim with less than the minimum open', () => {
  it('is kept until the clock closes it when the policy keeps it', () => {
    expect(outcome(claim(KEEP, 20).paid(9_900, '2026-03-20'))).toMatchObject({
      stage: 'CLOSED',
      closed: '2026-05-26',
      reason: 'EXPIRED_60_DAYS',
    });
  });

  it('is waived on the day it is listed', () => {
    expect(outcome(claim(WAIVE, 20).paid(9_900, '2026-03-20'))).toEqual({
      stage: 'PAID',
      due: '2026-03-25',
      listed: '2026-03-26',
      paid: '2026-03-26',
    });
  });

  it('is waived on the day a payment brings it below', () => {
    expect(outcome(claim(WAIVE, 30).paid(9_001, '2026-04-10'))).toMatchObject({
      stage: 'PAID',
      paid: '2026-04-10',
    });
    expect(outcome(claim(WAIVE, 30).paid(9_000, '2026-04-10'))).toMatchObject({ stage: 'CLOSED' });
  });

  it.each([
    [499, { stage: 'CLOSED', closed: '2026-03-26', reason: 'WRITTEN_OFF' }],
    [500, { stage: 'CLOSED', closed: '2026-05-26', reason: 'EXPIRED_60_DAYS' }],
    [501, { stage: 'CLOSED', closed: '2026-05-26', reason: 'EXPIRED_60_DAYS' }],
  ])('of which %i are open is written off strictly below 500', (open, end) => {
    expect(outcome(claim(WRITE_OFF, 20).paid(10_000 - open, '2026-03-20'))).toMatchObject(end);
  });

  it('is settled also while it is held: a hold stops letters and transfers only', () => {
    const held = claim(WAIVE, 20).paid(9_900, '2026-03-20').withHold('2026-03-23');
    expect(outcome(held)).toMatchObject({ stage: 'PAID', paid: '2026-03-26' });
  });

  it('goes by a payment on the closing day, not by the clock', () => {
    expect(outcome(claim(WAIVE, 30).paid(9_500, '2026-05-26'))).toMatchObject({
      stage: 'PAID',
      paid: '2026-05-26',
    });
  });
});

describe('a claim of mode 10 with less than the minimum open', () => {
  it('is settled at the run it misses, not before', () => {
    expect(outcome(claim(WAIVE, 10).paid(9_900, '2026-03-20'))).toEqual({
      stage: 'PAID',
      due: '2026-03-25',
      paid: '2026-03-26',
    });
    expect(outcome(claim(WRITE_OFF, 10).paid(9_900, '2026-03-20'))).toMatchObject({
      reason: 'WRITTEN_OFF',
      closed: '2026-03-26',
    });
  });

  it('waits for a run on a working day', () => {
    // The deadline is Thursday 2 April, the next run that of Tuesday after Easter.
    const policy = aPolicy({ settlement: WAIVE, transfer: { mode: 10 } });
    expect(outcome(aClaim('2026-03-19', { policy }).paid(9_900, '2026-03-20')).paid).toBe('2026-04-07');
  });

  it('is not settled while a hold keeps it from its run', () => {
    const held = claim(WAIVE, 10).paid(9_900, '2026-03-20').withHold('2026-03-23');
    expect(outcome(held)).toMatchObject({ stage: 'CLOSED', reason: 'EXPIRED_60_DAYS', closed: '2026-05-23' });
  });

  it('is settled at once when a later payment brings it under the line', () => {
    const missed = claim(WRITE_OFF, 10).paid(9_400, '2026-03-20').paid(101, '2026-04-11');
    expect(outcome(missed)).toMatchObject({ reason: 'WRITTEN_OFF', closed: '2026-04-11' });
  });
});

describe('only costs open', () => {
  it.each([KEEP, WAIVE, WRITE_OFF])('never transfer, whatever becomes of them: %o', (settlement) => {
    const onlyCosts = claim(settlement, 20)
      .withBooking('cost', 4_000, '2026-03-12')
      .credited(10_000, '2026-03-16');
    const { stage } = outcome(onlyCosts);
    expect(stage).toBe(settlement.kind === 'waive' ? 'PAID' : 'CLOSED');
  });
});

describe('what is not yet a claim on the list', () => {
  it('is never settled', () => {
    const small = anInvoice({ amount: 400, policy: aPolicy({ settlement: WAIVE }) });
    expect(outcome(small)).toEqual({ stage: 'OPEN' });
  });
});

describe('the booking of a settlement', () => {
  it('is made once, with a key of its own', () => {
    const listed = claim(WAIVE, 20).paid(9_900, '2026-03-20');
    const before = simulated(listed, { until: '2026-03-25 23:59' }).facts;
    const state = { ...before.state, stage: 'LISTED' as const, listedOn: before.state.noticeDueOn! + 1 };
    const asOf = at('2026-03-26 00:00');
    const first = settleInvoice(
      situation({ facts: { ...before, state }, policy: listed.policy, calendar: listed.calendar }, asOf),
    );
    expect(first.entries).toEqual([
      {
        externalId: 'settlement/1001/1/1',
        kind: 'waiver',
        amount: 100,
        bookedOn: listed.calendar.dayOf(asOf),
      },
    ]);
    expect(
      settleInvoice(situation({ facts: first.facts, policy: listed.policy, calendar: listed.calendar }, asOf))
        .entries,
    ).toEqual([]);
  });
});
