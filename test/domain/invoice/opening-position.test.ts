import { describe, expect, it } from 'vitest';
import { levelNamed, openingState } from '../../../domain/invoice/opening-position.ts';
import { aClaim, anInvoice, day, NL, POLICY } from './an-invoice.ts';
import { outcome } from './the-path.ts';

describe('an invoice taken over from another system', () => {
  it('goes on after its last level, the gap counted from that day', () => {
    expect(outcome(anInvoice({ opening: ['reminder-1', '2026-02-20'], mode: 30 })).levels).toEqual([
      'reminder-2 on 2026-03-02',
      'notice on 2026-03-16',
    ]);
  });

  it('never sends a level that went out elsewhere, nor one before it', () => {
    expect(outcome(anInvoice({ opening: ['reminder-2', '2026-02-25'] })).levels).toEqual([
      'notice on 2026-03-11',
    ]);
    expect(outcome(aClaim('2026-03-11')).levels).toBeUndefined();
  });

  it('with a notice has its deadline from that day', () => {
    expect(aClaim('2026-03-11').facts.state).toMatchObject({
      stage: 'NOTICED',
      levelsDone: 3,
      noticeDeliveredOn: day('2026-03-11'),
      noticeDueOn: day('2026-03-25'),
    });
  });

  it('waits for its days since the due date like any other', () => {
    const early = anInvoice({ opening: ['reminder-1', '2026-01-20'] });
    expect(outcome(early).levels?.[0]).toBe('reminder-2 on 2026-02-25');
  });
});

describe('an opening position', () => {
  it('without a level is a new invoice', () => {
    expect(openingState(POLICY, NL, null, null).stage).toBe('OPEN');
  });

  it('names a level of the policy, to the letter', () => {
    expect(levelNamed(POLICY, 'reminder-2')?.index).toBe(1);
    expect(levelNamed(POLICY, 'Reminder-2')).toBeNull();
    expect(levelNamed(POLICY, '')).toBeNull();
  });
});

describe('a disputed claim taken over', () => {
  it('is paused from the day it is taken in, and its clock starts then', () => {
    // The dispute counts from the issue day, long before.
    const disputed = aClaim('2026-03-11').withHold('2026-01-05', { reason: 'DISPUTE' });
    expect(outcome(disputed)).toEqual({
      stage: 'CLOSED',
      due: '2026-03-25',
      listed: '2026-03-26',
      closed: '2026-05-11',
      reason: 'EXPIRED_60_DAYS',
    });
  });
});
