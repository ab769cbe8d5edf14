import { describe, expect, it } from 'vitest';
import { livingInvoice } from '../invoice/a-living-invoice.ts';
import { anInvoice } from '../invoice/an-invoice.ts';
import { next } from '../invoice/the-path.ts';

describe('a hold', () => {
  it.each(['invoice', 'customer', 'creditor', 'case'] as const)('of the %s keeps letters back', (scope) => {
    expect(next(anInvoice().withHold('2026-02-05', { scope }), '2026-02-11 12:00')).toBe('wait: HELD');
  });

  it.each(['reminders', 'full'] as const)('of kind %s keeps letters back', (kind) => {
    expect(next(anInvoice().withHold('2026-02-05', { kind }), '2026-02-11 12:00')).toBe('wait: HELD');
  });

  it('ends by itself at 00:00 of its until', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-11 08:00');
    invoice.ask('pause', { until: '2026-02-13' });
    expect(invoice.until('2026-02-12 23:59').letters).toEqual([]);
    expect(invoice.until('2026-02-13 23:59').letters).toEqual(['reminder-1 on 2026-02-13']);
  });
});

describe('resuming the customer', () => {
  it('leaves an invoice paused that was paused on its own', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-06 09:00').hold('customer');
    invoice.ask('pause');
    invoice.until('2026-02-10 09:00').release('customer').until('2026-03-30 00:00');
    expect(invoice.letters).toEqual([]);
  });

  it('lets the others go on, each with at most one level', () => {
    // Held from before reminder 1 to long after the notice would have gone out.
    const invoice = livingInvoice(anInvoice()).until('2026-02-11 08:00').hold('customer');
    invoice.until('2026-05-11 10:00').release('customer');
    expect(invoice.until('2026-05-20 23:59').letters).toEqual(['reminder-1 on 2026-05-11']);
    expect(invoice.until('2026-05-21 23:59').letters).toHaveLength(1);
    // Reminder 2 waits for 21 days that are not held: 7 before the hold, 14 after it.
    expect(invoice.until('2026-05-26 23:59').letters[1]).toBe('reminder-2 on 2026-05-26');
  });
});

describe('resuming the invoice', () => {
  it('leaves it paused by its customer, and says so', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-06 09:00').hold('customer');
    invoice.ask('pause');
    expect(invoice.ask('resume')).toBe('The invoice goes on. It stays paused by its customer.');
    expect(invoice.until('2026-03-30 00:00').letters).toEqual([]);
  });
});
