import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, aPolicy, NOTICE } from './an-invoice.ts';
import { outcome } from './the-path.ts';

describe('the deadline of a notice', () => {
  it.each([
    [13, '2026-03-24'],
    [14, '2026-03-25'],
    [15, '2026-03-26'],
    [16, '2026-03-27'],
    [17, '2026-03-30'],
  ])('is %i days after its delivery, moved to a working day: %s', (paymentDays, due) => {
    const policy = aPolicy({ levels: [{ ...NOTICE, paymentDays }] });
    expect(outcome(aClaim('2026-03-11', { policy })).due).toBe(due);
  });

  it.each([
    ['2026-03-19', '2026-04-02'],
    ['2026-03-20', '2026-04-07'],
    ['2026-04-12', '2026-04-28'],
    ['2026-04-13', '2026-04-28'],
    ['2026-04-21', '2026-05-06'],
    ['2026-04-30', '2026-05-15'],
    ['2026-12-11', '2026-12-28'],
  ])('of %s moves over holidays to %s', (noticeOn, due) => {
    expect(outcome(aClaim(noticeOn, { dueOn: '2026-02-04' })).due).toBe(due);
  });

  it('lasts to the end of its day', () => {
    const claim = livingInvoice(aClaim('2026-03-11'));
    expect(claim.until('2026-03-25 23:59').state.stage).toBe('NOTICED');
    expect(claim.until(claim.at('2026-03-26 00:00') - 1).state.stage).toBe('NOTICED');
    expect(claim.until('2026-03-26 00:00').state.stage).toBe('LISTED');
  });
});
