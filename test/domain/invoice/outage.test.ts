import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, inMode } from './an-invoice.ts';
import { letters, outcome } from './the-path.ts';

describe('after an outage', () => {
  it('from Friday to Monday a level that was due on Friday goes out on Monday', () => {
    // Due on Friday 2026-02-13.
    const invoice = livingInvoice(anInvoice({ dueOn: '2026-02-06' }));
    invoice.until('2026-02-12 23:59').withoutWorkerUntil('2026-02-16 10:00').until('2026-02-16 17:00');
    expect(invoice.letters).toEqual(['reminder-1 on 2026-02-16']);
  });

  it('the gap of the next level counts from the day the late one went out', () => {
    // On time: 11 February, 25 February, 11 March.
    expect(letters(anInvoice(), { from: '2026-02-20 12:00' })).toEqual([
      '2026-02-20',
      '2026-03-02',
      '2026-03-16',
    ]);
  });

  it('of months every level still goes out, one at a time and with its gap', () => {
    const invoice = anInvoice({ mode: 30 });
    expect(letters(invoice, { from: '2026-09-01 12:00' })).toEqual([
      '2026-09-01',
      '2026-09-11',
      '2026-09-25',
    ]);
  });

  it('of years at most one level goes out on the first day', () => {
    const invoice = livingInvoice(anInvoice(), '2031-03-04 09:00').until('2031-03-04 23:59');
    expect(invoice.letters).toEqual(['reminder-1 on 2031-03-04']);
    invoice.until('2031-03-13 23:59');
    expect(invoice.letters).toHaveLength(1);
    invoice.until('2031-03-14 23:59');
    expect(invoice.letters).toEqual(['reminder-1 on 2031-03-04', 'reminder-2 on 2031-03-14']);
  });

  it('a payment made meanwhile is seen before anything goes out', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-14');
    expect(outcome(invoice, { from: '2026-02-16 10:00' })).toEqual({ stage: 'PAID', paid: '2026-02-14' });
  });

  it('a pause that began meanwhile keeps the level back', () => {
    const invoice = anInvoice().withHold('2026-02-14');
    expect(letters(invoice, { from: '2026-02-16 10:00' })).toEqual([]);
  });

  it('a claim is listed late and its working days count from that day', () => {
    // On time it is listed on Thursday 26 March and transfers on Tuesday 31 March.
    const claim = aClaim('2026-03-11');
    expect(outcome(claim, { from: '2026-03-27 10:00' })).toMatchObject({
      listed: '2026-03-27',
      transferred: '2026-04-01',
    });
  });

  it('an expired clock closes the claim at once, and nobody is warned of what is no longer ahead', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(30) }), '2026-03-03 00:00');
    claim.until('2026-03-04 00:00').withoutWorkerUntil('2026-06-01 12:00').until('2026-06-01 12:00');
    expect(claim.state).toMatchObject({ stage: 'CLOSED', closeReason: 'EXPIRED_60_DAYS' });
    expect(claim.trail.map(({ event }) => event)).toEqual(['listed for collection', 'expired']);
  });
});
