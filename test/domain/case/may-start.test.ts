import { describe, expect, it } from 'vitest';
import { type InvoiceToStart, oldestFirst, whyNotStart } from '../../../domain/case/may-start.ts';
import type { InvoiceFacts } from '../../../domain/invoice/facts.ts';
import type { Hold } from '../../../domain/kernel/holds.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { anInvoice, at, day, NL } from '../invoice/an-invoice.ts';

const NOW = at('2026-03-03 10:30');

const toStart = (
  changes: Partial<InvoiceFacts> = {},
  other: Partial<InvoiceToStart> = {},
): InvoiceToStart => ({
  facts: { ...anInvoice({ dueOn: '2026-02-01' }).facts, ...changes },
  invoiceId: 1,
  customerId: 1,
  activeCase: null,
  withdrawnCase: null,
  ...other,
});
const hold = (changes: Partial<Hold> = {}): Hold => ({
  id: 1,
  scope: 'invoice',
  kind: 'reminders',
  reason: 'CASE_DEACTIVATED',
  from: day('2026-03-02'),
  until: null,
  recordedAt: NOW - 1000,
  releasedAt: null,
  ...changes,
});
const why = (...invoices: InvoiceToStart[]) => whyNotStart(invoices, situation({ calendar: NL }, NOW));

describe('a case is started for invoices', () => {
  it('that are overdue, the day before at the least', () => {
    const due = (dueOn: string) => why(toStart({ dueOn: day(dueOn) }));
    expect(due('2026-03-02')).toEqual([]);
    expect(due('2026-03-03')).toEqual([
      'None of the invoices was due before today: a case is about what is overdue.',
    ]);
    expect(due('2026-03-04')).toHaveLength(1);
    expect(why(toStart({ dueOn: null }))).toHaveLength(1);
  });

  it('as soon as one of several is overdue', () => {
    expect(why(toStart({ dueOn: day('2026-05-01') }), toStart())).toEqual([]);
  });

  it('of one customer and one currency', () => {
    expect(why(toStart({ number: '1' }), toStart({ number: '2' }, { customerId: 2 }))).toEqual([
      'Invoices 1 and 2 are of different customers: a case is against one.',
    ]);
    expect(why(toStart({ number: '1' }), toStart({ number: '2', currency: 'SEK' }))).toEqual([
      'Invoices 1 and 2 are in EUR and SEK: a case has one currency.',
    ]);
  });

  it('that are in no other case', () => {
    expect(why(toStart({ number: '1' }, { activeCase: '1-1' }))).toEqual([
      'Invoice 1 is in case 1-1 already: close or deactivate that one first.',
    ]);
  });

  it('after a deactivation only once they were resumed', () => {
    expect(why(toStart({ number: '1', holds: [hold()] }))).toEqual([
      'Invoice 1 is paused since 2026-03-02 (Debt collection case deactivated): resume it first, then start the case.',
    ]);
    expect(why(toStart({ holds: [hold({ releasedAt: NOW - 1 })] }))).toEqual([]);
  });

  it('while other pauses of their own last: they do not speak against it', () => {
    expect(why(toStart({ holds: [hold({ reason: 'PROMISE_TO_PAY' })] }))).toEqual([]);
  });

  it('when no letter about them is in the air', () => {
    const letter = (state: 'planned' | 'handing over' | 'uncertain') =>
      why(toStart({ pendingEffect: { key: 'k', state } as InvoiceFacts['pendingEffect'] }));
    expect(letter('planned')).toEqual([]);
    for (const state of ['handing over', 'uncertain'] as const) {
      expect(letter(state)).toEqual([expect.stringMatching(/is just being handed over, or nobody knows/)]);
    }
  });

  it('oldest first', () => {
    const [old, new1, new2, never] = [
      toStart({ dueOn: day('2026-01-01') }, { invoiceId: 9 }),
      toStart({ dueOn: day('2026-02-01') }, { invoiceId: 1 }),
      toStart({ dueOn: day('2026-02-01') }, { invoiceId: 2 }),
      toStart({ dueOn: null }, { invoiceId: 0 }),
    ] as const;
    expect([never, new2, new1, old].sort(oldestFirst)).toEqual([old, new1, new2, never]);
  });

  it('whatever pauses their customer or creditor as a whole: the case waits for those', () => {
    expect(why(toStart({ holds: [hold({ scope: 'customer', reason: 'OPERATOR' })] }))).toEqual([]);
  });

  it('that are open and not ended', () => {
    const { facts } = toStart();
    const paid = { ...facts.state, stage: 'PAID', paidOn: day('2026-03-01') } as const;
    expect(why(toStart({ number: '1', state: paid }))).toEqual([
      'Invoice 1: The invoice was paid on 2026-03-01: there is nothing left to do.',
    ]);
  });

  it('says all that is in the way at once', () => {
    const found = why(
      toStart({ number: '1', holds: [hold()] }),
      toStart({ number: '2' }, { customerId: 2, activeCase: '2-1' }),
    );
    expect(found).toHaveLength(3);
  });
});
