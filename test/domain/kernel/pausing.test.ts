import { describe, expect, it } from 'vitest';
import { livingInvoice } from '../invoice/a-living-invoice.ts';
import { aClaim, anInvoice, day } from '../invoice/an-invoice.ts';

const opened = () => livingInvoice(anInvoice()).until('2026-02-06 12:00');

describe('pausing', () => {
  it('stops letters until someone resumes', () => {
    const invoice = opened();
    expect(invoice.ask('pause')).toBe('The invoice is paused from 2026-02-06 until it is resumed.');
    expect(invoice.until('2026-06-01 12:00').letters).toEqual([]);
    expect(invoice.ask('resume')).toBe('The invoice goes on.');
    // Five of its seven days are left: two had passed before the pause.
    expect(invoice.until('2026-06-30 00:00').letters[0]).toBe('reminder-1 on 2026-06-08');
  });

  it('keeps reason, kind and days', () => {
    const invoice = opened();
    invoice.ask('pause', {
      reason: 'PROMISE_TO_PAY',
      kind: 'full',
      from: '2026-02-01',
      until: '2026-03-01',
      note: 'by phone',
    });
    expect(invoice.facts.holds).toEqual([
      {
        id: 1,
        scope: 'invoice',
        kind: 'full',
        reason: 'PROMISE_TO_PAY',
        from: day('2026-02-01'),
        until: day('2026-03-01'),
        recordedAt: invoice.asOf,
        releasedAt: null,
      },
    ]);
  });

  it('twice alike is one pause', () => {
    const invoice = opened();
    invoice.ask('pause', { until: '2026-03-01' });
    expect(invoice.ask('pause', { until: '2026-03-01' })).toBe('The invoice was already paused like that.');
    expect(invoice.until('2026-02-08 12:00').ask('pause', { until: '2026-03-01' })).toMatch(
      /already paused like/,
    );
    expect(invoice.facts.holds).toHaveLength(1);
  });

  it('for the same reason may touch another pause, but not overlap it', () => {
    const from = (first: string, until: string) => {
      const invoice = opened();
      invoice.ask('pause', { from: '2026-02-10', until: '2026-02-20' });
      return invoice.ask('pause', { from: first, until });
    };
    expect(from('2026-02-20', '2026-02-25')).toMatch(/is paused from 2026-02-20/);
    expect(from('2026-02-19', '2026-02-25')).toMatch(
      /refused: .*already paused for OPERATOR from 2026-02-10 until 2026-02-20/,
    );
    expect(from('2026-02-07', '2026-02-10')).toMatch(/is paused from 2026-02-07/);
    expect(from('2026-02-07', '2026-02-11')).toMatch(/refused: /);
    expect(from('2026-02-12', '2026-02-15')).toMatch(/refused: /);
  });

  it('for another reason may overlap', () => {
    const invoice = opened();
    invoice.ask('pause');
    expect(invoice.ask('pause', { reason: 'DISPUTE' })).toMatch(/is paused/);
    expect(invoice.facts.holds).toHaveLength(2);
  });

  it('over days of a pause that was resumed is refused with the days it really had', () => {
    const invoice = opened();
    invoice.ask('pause');
    invoice.until('2026-02-10 12:00').ask('resume');
    expect(invoice.ask('pause', { from: '2026-02-08' })).toMatch(
      /refused: .*paused for OPERATOR from 2026-02-06 until 2026-02-10/,
    );
    expect(invoice.ask('pause')).toMatch(/is paused from 2026-02-10/);
  });

  it.each([
    ['2026-02-05', false],
    ['2026-02-06', false],
    ['2026-02-07', true],
  ])('until %s, today being 2026-02-06, is accepted: %s', (until, accepted) => {
    expect(opened().ask('pause', { until }).startsWith('refused')).toBe(!accepted);
  });

  it('until its own first day is refused', () => {
    const refusal = opened().ask('pause', { from: '2026-03-01', until: '2026-03-01' });
    expect(refusal).toMatch(/refused: A pause until 2026-03-01 ends before it begins.*after 2026-03-01/);
  });

  it('is refused after the transfer, pointing to the case', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-04-01 12:00');
    expect(claim.ask('pause')).toBe(
      'refused: The claim was transferred to debt collection on 2026-03-31 and cannot be paused any more: pause the case.',
    );
  });

  it('is refused when paid or closed', () => {
    const paid = livingInvoice(anInvoice().paid(10_000, '2026-01-20')).until('2026-02-12 12:00');
    expect(paid.ask('pause')).toMatch(/refused: The invoice was paid/);
    const closed = opened();
    closed.ask('close', { reason: 'x' });
    expect(closed.ask('pause')).toMatch(/refused: The claim was closed/);
  });
});

describe('resuming', () => {
  it('what was not paused says so and changes nothing', () => {
    const invoice = opened();
    expect(invoice.ask('resume')).toBe('The invoice was not paused on its own account.');
    expect(invoice.trail).toEqual([]);
  });

  it('one reason leaves the others', () => {
    const invoice = opened();
    invoice.ask('pause');
    invoice.ask('pause', { reason: 'DISPUTE' });
    invoice.ask('resume', { reason: 'DISPUTE' });
    expect(invoice.facts.holds.map(({ reason, releasedAt }) => [reason, releasedAt !== null])).toEqual([
      ['OPERATOR', false],
      ['DISPUTE', true],
    ]);
    expect(invoice.until('2026-04-01 00:00').letters).toEqual([]);
  });

  it('without a reason ends all of the invoice’s own, those that lie ahead too', () => {
    const invoice = opened();
    invoice.ask('pause');
    invoice.ask('pause', { reason: 'DISPUTE', from: '2026-03-01' });
    invoice.ask('resume');
    expect(invoice.facts.holds.every(({ releasedAt }) => releasedAt !== null)).toBe(true);
    expect(invoice.until('2026-03-30 00:00').letters).toHaveLength(3);
  });

  it('is refused after the transfer', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-04-01 12:00');
    expect(claim.ask('resume')).toMatch(/refused: .*transferred.*case/);
  });

  it('a closed one takes its pause away and leaves it closed', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-03-12 12:00');
    claim.ask('pause');
    claim.ask('close', { reason: 'x' });
    expect(claim.ask('resume')).toBe('The invoice goes on.');
    expect(claim.state.stage).toBe('CLOSED');
  });
});
