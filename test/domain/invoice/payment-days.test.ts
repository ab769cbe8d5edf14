import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, inMode } from './an-invoice.ts';
import { outcome } from './the-path.ts';

// The example path: letters on 11 and 25 February and 11 March, deadline 25 March, listed 26 March,
// transferred on 31 March at 13:00.

describe('a payment dated the very day of a step is seen before the step', () => {
  const R1 = 'reminder-1 on 2026-02-11';
  const R2 = 'reminder-2 on 2026-02-25';
  const NOTICE = 'notice on 2026-03-11';

  it.each([
    ['2026-02-10', undefined],
    ['2026-02-11', undefined],
    ['2026-02-12', [R1]],
    ['2026-02-24', [R1]],
    ['2026-02-25', [R1]],
    ['2026-02-26', [R1, R2]],
    ['2026-03-10', [R1, R2]],
    ['2026-03-11', [R1, R2]],
    ['2026-03-12', [R1, R2, NOTICE]],
  ])('paid on %s, letters sent: %j', (paid, levels) => {
    const { due: _, ...rest } = outcome(anInvoice().paid(10_000, paid));
    expect(rest).toEqual({ stage: 'PAID', paid, ...(levels ? { levels } : {}) });
  });

  it.each([
    ['2026-03-25', {}],
    ['2026-03-26', {}],
    ['2026-03-27', { listed: '2026-03-26' }],
    ['2026-03-30', { listed: '2026-03-26' }],
    ['2026-03-31', { listed: '2026-03-26' }],
  ])('a claim paid on %s is %j before it is paid', (paid, seen) => {
    expect(outcome(aClaim('2026-03-11').paid(10_000, paid))).toEqual({
      stage: 'PAID',
      due: '2026-03-25',
      paid,
      ...seen,
    });
  });

  it('a payment dated the day after the transfer changes nothing here any more', () => {
    expect(outcome(aClaim('2026-03-11').paid(10_000, '2026-04-01'))).toEqual({
      stage: 'TRANSFERRED',
      due: '2026-03-25',
      listed: '2026-03-26',
      transferred: '2026-03-31',
    });
  });

  it.each([
    ['2026-05-25', 'PAID'],
    ['2026-05-26', 'PAID'],
    ['2026-05-27', 'CLOSED'],
  ])('paid on %s, around the closing day 2026-05-26, it is %s', (paid, stage) => {
    expect(outcome(aClaim('2026-03-11', { policy: inMode(30) }).paid(10_000, paid)).stage).toBe(stage);
  });
});

describe('a payment recorded on the very minute', () => {
  it('of a letter stops it', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-11 08:59').book('payment', 10_000);
    expect(invoice.until('2026-02-11 17:00')).toMatchObject({ letters: [], state: { stage: 'PAID' } });
  });

  it('of the run stops the transfer', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-03-31 12:59').book('payment', 10_000);
    expect(claim.until('2026-03-31 13:00').state).toMatchObject({ stage: 'PAID', transferredOn: null });
  });

  it('recorded late but dated before counts from the moment it is known', () => {
    const invoice = livingInvoice(anInvoice())
      .until('2026-03-01 12:00')
      .book('payment', 10_000, '2026-02-09');
    invoice.until('2026-03-01 12:00');
    expect(invoice.letters).toEqual(['reminder-1 on 2026-02-11', 'reminder-2 on 2026-02-25']);
    expect(invoice.state).toMatchObject({ stage: 'PAID' });
    expect(invoice.trail.at(-1)?.on).toBe(invoice.state.paidOn);
  });
});

it('a part payment keeps the path where it is', () => {
  expect(outcome(anInvoice().paid(5_000, '2026-02-20'))).toEqual(outcome(anInvoice()));
});
