import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, inMode } from './an-invoice.ts';
import { next, outcome } from './the-path.ts';

describe('an invoice without due date', () => {
  it('is never reminded and says why', () => {
    expect(outcome(anInvoice({ dueOn: null }))).toEqual({ stage: 'OPEN' });
    expect(next(anInvoice({ dueOn: null }), '2026-06-01 12:00')).toBe('wait: NO_DUE_DATE');
  });

  it('can be paid', () => {
    expect(outcome(anInvoice({ dueOn: null }).paid(10_000, '2026-03-01'))).toEqual({
      stage: 'PAID',
      paid: '2026-03-01',
    });
  });

  it('is dunned from the day it gets one', () => {
    const invoice = livingInvoice(anInvoice({ dueOn: null })).until('2026-03-02 12:00');
    expect(invoice.ask('changeDueDate', { dueOn: '2026-03-10' })).toMatch(/due on 2026-03-10/);
    invoice.until('2026-03-17 23:59');
    expect(invoice.letters).toEqual(['reminder-1 on 2026-03-17']);
  });
});

describe('a claim without due date', () => {
  it('is listed but never transferred', () => {
    expect(outcome(aClaim('2026-03-11', { dueOn: null }))).toEqual({
      stage: 'CLOSED',
      due: '2026-03-25',
      listed: '2026-03-26',
      closed: '2026-05-26',
      reason: 'EXPIRED_60_DAYS',
    });
  });

  it('waits for ever in mode 10', () => {
    const claim = aClaim('2026-03-11', { dueOn: null, policy: inMode(10) });
    expect(outcome(claim)).toEqual({ stage: 'NOTICED', due: '2026-03-25' });
    expect(next(claim, '2026-04-01 12:00')).toBe('wait: NO_DUE_DATE');
  });
});
