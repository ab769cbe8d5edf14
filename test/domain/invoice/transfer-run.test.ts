import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, customerCredit, day, inMode } from './an-invoice.ts';
import { localTime, outcome, simulated } from './the-path.ts';

/** Its run is that of Tuesday 2026-03-31, 13:00. */
const claimOfMode20 = () => aClaim('2026-03-11', { policy: inMode(20) });

function transferredAt(wishes: { from: string }): string {
  const claim = claimOfMode20();
  const listed = simulated(claim, { until: '2026-03-27 00:00' }).facts;
  const { steps } = simulated(claim.with(listed), wishes);
  return localTime(claim, steps.at(-1)?.at ?? Number.NaN);
}

describe('a transfer run', () => {
  it.each([
    ['2026-03-31 12:59', '2026-03-31 13:00'],
    ['2026-03-31 13:00', '2026-03-31 13:00'],
    ['2026-03-31 13:01', '2026-03-31 13:01'],
    ['2026-03-31 23:59', '2026-03-31 23:59'],
  ])('that a worker comes to at %s is made at %s', (from, at) => {
    expect(transferredAt({ from })).toBe(at);
  });

  it.each([
    ['2026-04-01 00:00', '2026-04-01 13:00'],
    ['2026-04-01 12:59', '2026-04-01 13:00'],
    ['2026-04-01 15:00', '2026-04-01 15:00'],
  ])('missed by a day is caught up at the next: at %s it is planned for %s', (from, at) => {
    expect(transferredAt({ from })).toBe(at);
  });

  it('is never caught up on a day that is no working day', () => {
    // Good Friday to Easter Monday.
    for (const from of ['2026-04-03 10:00', '2026-04-04 15:00', '2026-04-05 15:00', '2026-04-06 23:59']) {
      expect(transferredAt({ from })).toBe('2026-04-07 13:00');
    }
  });

  it('is at the time the policy says', () => {
    const policy = inMode(10, { at: 6 * 60 });
    const claim = livingInvoice(aClaim('2026-03-11', { policy }));
    expect(claim.until('2026-03-26 05:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-03-26 06:00').state.stage).toBe('TRANSFERRED');
  });

  it('sees the bookings of its own day, made that morning', () => {
    expect(outcome(claimOfMode20().paid(10_000, '2026-03-31'))).toMatchObject({ stage: 'PAID' });
    expect(outcome(claimOfMode20().paid(10_000, '2026-04-01'))).toMatchObject({ stage: 'TRANSFERRED' });
  });
});

describe('a run stopped', () => {
  it('by a direct debit is tried at the first run after its day, without counting anew', () => {
    const customer = { directDebitOn: day('2026-03-31') };
    expect(outcome(aClaim('2026-03-11', { policy: inMode(20), customer }))).toMatchObject({
      transferred: '2026-04-01',
    });
  });

  it('by a stale ledger is tried at every run', () => {
    const policy = { ...inMode(20), ledgerFreshHours: 24 };
    const claim = livingInvoice(
      aClaim('2026-03-11', { policy, ledgerFreshAt: Date.parse('2026-03-26T10:00:00Z') }),
    );
    claim.until('2026-04-20 12:59');
    expect(claim.state.stage).toBe('LISTED');
    const tried = claim.steps.filter(({ plan }) => plan.because === 'LEDGER_STALE').map(({ at }) => at);
    // Runs of 1 and 2 April, then from the 7th on every working day to the 17th.
    expect(tried.map((at) => localTime(claimOfMode20(), at))).toEqual(
      ['01', '02', '07', '08', '09', '10', '13', '14', '15', '16', '17'].map((d) => `2026-04-${d} 13:00`),
    );
  });

  it('by unmatched credit waits only when the policy says so', () => {
    const customer = { unmatchedMoney: customerCredit(1) };
    const policy = inMode(20);
    const ignoring = livingInvoice(aClaim('2026-03-11', { policy, customer }));
    expect(ignoring.until('2026-03-31 13:00').state.stage).toBe('TRANSFERRED');
    const waiting = livingInvoice(
      aClaim('2026-03-11', { policy: { ...policy, onUnmatchedCredit: 'wait' }, customer }),
    );
    expect(waiting.until('2026-05-01 13:00').state.stage).toBe('LISTED');
  });

  it('for good by an opt-out or an archived customer ends in the 60 days', () => {
    for (const customer of [{ acceptsDunning: false }, { archived: true }]) {
      expect(outcome(aClaim('2026-03-11', { policy: inMode(20), customer }))).toMatchObject({
        stage: 'CLOSED',
        closed: '2026-05-26',
      });
    }
  });
});
