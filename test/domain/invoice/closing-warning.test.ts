import { describe, expect, it } from 'vitest';
import { InvoiceEvent } from '../../../domain/invoice/machine.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { type AnInvoice, aClaim, inMode } from './an-invoice.ts';
import { localTime, simulated } from './the-path.ts';

/** Listed on 2026-03-03; closes on 2026-05-03. */
const listedInMarch = () => aClaim('2026-02-16', { policy: inMode(30) });

function warnings(claim: AnInvoice, approve: 'none' | 'all' = 'none'): string[] {
  return simulated(claim, { approve })
    .transitions.filter(({ event }) => event === InvoiceEvent.CLOSING_ANNOUNCED)
    .map(({ at }) => localTime(claim, at));
}

describe('the operator', () => {
  it('is warned once, seven days before the claim closes, when the day begins', () => {
    expect(warnings(listedInMarch())).toEqual(['2026-04-26 09:00']);
  });

  it('sees it as something to look at', () => {
    const claim = livingInvoice(listedInMarch());
    expect(claim.until('2026-04-26 08:59').state).toMatchObject({ warnedFor: null });
    expect(claim.tasks).toEqual([]);
    expect(claim.until('2026-04-26 09:00').tasks).toEqual(['CLOSES_SOON']);
    expect(formatDay(claim.state.warnedFor ?? 0)).toBe('2026-05-03');
  });

  it('is warned again when the closing day moves', () => {
    const claim = livingInvoice(listedInMarch()).until('2026-04-28 12:00');
    claim.hold('customer', 'PAYMENT_PLAN', '2026-04-28', '2026-05-08').until('2026-06-01 00:00');
    const warned = claim.trail.filter(({ event }) => event === InvoiceEvent.CLOSING_ANNOUNCED);
    // 26 April: it closes on 3 May. 28 April: ten days later. 6 May: seven days before that.
    expect(warned.map(({ on }) => formatDay(on))).toEqual(['2026-04-26', '2026-05-06']);
  });

  it('is not warned of a claim that transfers', () => {
    expect(warnings(listedInMarch(), 'all')).toEqual([]);
    expect(warnings(aClaim('2026-02-16', { policy: inMode(20) }))).toEqual([]);
    expect(warnings(aClaim('2026-02-16', { policy: inMode(10) }))).toEqual([]);
  });

  it('is not warned of what happens at once', () => {
    const claim = livingInvoice(listedInMarch())
      .until('2026-03-03 12:00')
      .withoutWorkerUntil('2026-05-03 08:00');
    claim.until('2026-05-03 08:00');
    expect(claim.trail.map(({ event }) => event)).toEqual(['listed for collection', 'expired']);
  });

  it('is still warned a day before, when the worker was away', () => {
    const claim = livingInvoice(listedInMarch())
      .until('2026-03-03 12:00')
      .withoutWorkerUntil('2026-05-02 08:00');
    claim.until('2026-05-02 08:00');
    expect(claim.tasks).toEqual(['CLOSES_SOON']);
  });
});
