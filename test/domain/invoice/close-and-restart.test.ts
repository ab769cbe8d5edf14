import { describe, expect, it } from 'vitest';
import { type LivingInvoice, livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, aPolicy, day, inMode } from './an-invoice.ts';

const closedOn = (moment: string, invoice = anInvoice()): LivingInvoice => {
  const closed = livingInvoice(invoice).until(moment);
  expect(closed.ask('close', { reason: 'goodwill' })).toMatch(/^The claim is closed as of/);
  return closed;
};

describe('closing', () => {
  it('ends the path for a reason that is kept', () => {
    const invoice = closedOn('2026-02-12 12:00');
    expect(invoice.state).toMatchObject({
      stage: 'CLOSED',
      closeReason: 'OPERATOR',
      closedOn: day('2026-02-12'),
    });
    expect(invoice.trail.at(-1)).toMatchObject({
      event: 'closed by the operator',
      by: 'anna',
      reason: 'goodwill',
    });
    expect(invoice.until('2027-01-01 00:00').letters).toEqual(['reminder-1 on 2026-02-11']);
  });

  it('needs a reason', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-12 12:00');
    expect(invoice.ask('close')).toMatch(/refused: close needs `reason`/);
    expect(invoice.ask('close', { reason: '  ' })).toMatch(/refused: .*`reason`/);
  });

  it('voids the approval', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(30) })).until('2026-03-26 12:00');
    claim.ask('approve');
    claim.ask('close', { reason: 'goodwill' });
    expect(claim.state).toMatchObject({ stage: 'CLOSED', approvedAt: null });
  });

  it('twice is refused, pointing to restart', () => {
    const again = closedOn('2026-02-12 12:00').ask('close', { reason: 'again' });
    expect(again).toBe('refused: The claim was closed on 2026-02-12 (OPERATOR): restart it first.');
  });

  it('is refused for what was paid or transferred', () => {
    const paid = livingInvoice(anInvoice().paid(10_000, '2026-01-20')).until('2026-02-12 12:00');
    expect(paid.ask('close', { reason: 'x' })).toMatch(/refused: The invoice was paid on 2026-01-20/);
    const transferred = livingInvoice(aClaim('2026-03-11')).until('2026-04-01 12:00');
    expect(transferred.ask('close', { reason: 'x' })).toMatch(/refused: .*transferred.*case/);
  });

  it('leaves the money open: a payment later is ledger only', () => {
    const invoice = closedOn('2026-02-12 12:00').book('payment', 10_000).until('2026-03-01 00:00');
    expect(invoice.state.stage).toBe('CLOSED');
  });
});

describe('restarting', () => {
  it('leaves an invoice OPEN to which no level ever went out, though some were waived', () => {
    const waived = livingInvoice(anInvoice()).until('2026-02-06 12:00');
    waived.ask('waiveLevel');
    waived.ask('close', { reason: 'x' });
    waived.ask('restart');
    expect(waived.state).toMatchObject({ stage: 'OPEN', levelsDone: 1, round: 2 });
    const passedOver = livingInvoice(anInvoice()).until('2026-02-06 12:00');
    passedOver.ask('close', { reason: 'x' });
    passedOver.ask('restart', { level: 'reminder-2' });
    expect(passedOver.state).toMatchObject({ stage: 'OPEN', levelsDone: 1 });
    const reminded = livingInvoice(anInvoice()).until('2026-02-12 12:00');
    reminded.ask('waiveLevel');
    reminded.ask('close', { reason: 'x' });
    reminded.ask('restart');
    expect(reminded.state).toMatchObject({ stage: 'REMINDED', levelsDone: 2 });
  });

  it('goes on after the last level, its gap counted from the restart', () => {
    const invoice = closedOn('2026-02-12 12:00').until('2026-06-01 12:00');
    expect(invoice.ask('restart')).toBe('The claim goes on in round 2.');
    expect(invoice.state).toMatchObject({ stage: 'REMINDED', round: 2, closedOn: null, closeReason: null });
    expect(invoice.until('2026-07-01 00:00').letters).toEqual([
      'reminder-1 on 2026-02-11',
      'reminder-2 on 2026-06-11',
      'notice on 2026-06-25',
    ]);
  });

  it('of an invoice that was never reminded begins at once', () => {
    const invoice = closedOn('2026-01-20 12:00').until('2026-06-01 12:00');
    invoice.ask('restart');
    expect(invoice.until('2026-06-01 23:59').letters).toEqual(['reminder-1 on 2026-06-01']);
  });

  it('after the notice gives fresh payment days and a new clock', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(30) })).until('2026-05-04 12:00');
    expect(claim.state.closeReason).toBe('EXPIRED_60_DAYS');
    claim.until('2026-06-01 12:00').ask('restart');
    expect(claim.state).toMatchObject({ stage: 'NOTICED', noticeDueOn: day('2026-06-15'), listedOn: null });
    expect(claim.until('2026-06-16 00:00').state.stage).toBe('LISTED');
    expect(claim.until('2026-08-15 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-08-16 00:00').state.stage).toBe('CLOSED');
  });

  it('under a pause starts the new clock on the day of the restart', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(10) })).until('2026-02-20 12:00');
    claim.ask('pause');
    claim.until('2026-04-22 00:00');
    expect(claim.state.stage).toBe('CLOSED');
    claim.until('2026-06-01 12:00').ask('restart');
    expect(claim.until('2026-07-31 23:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-08-01 00:00').state.stage).toBe('CLOSED');
  });

  it('at a chosen level begins there again', () => {
    const claim = closedOn('2026-03-12 12:00').until('2026-06-01 12:00');
    expect(claim.ask('restart', { level: 'reminder-2', reason: 'moved house' })).toMatch(/round 2/);
    expect(claim.state).toMatchObject({ stage: 'REMINDED', noticeDueOn: null, noticeDeliveredOn: null });
    expect(claim.until('2026-07-01 00:00').letters.slice(3)).toEqual([
      'reminder-2 on 2026-06-11',
      'notice on 2026-06-25',
    ]);
  });

  it('at the first level is like new', () => {
    const claim = closedOn('2026-03-12 12:00').until('2026-06-01 12:00');
    claim.ask('restart', { level: 'reminder-1' });
    expect(claim.state.stage).toBe('OPEN');
    expect(claim.until('2026-06-01 23:59').letters.at(-1)).toBe('reminder-1 on 2026-06-01');
  });

  it('counts every time', () => {
    const claim = closedOn('2026-03-12 12:00');
    for (const round of [2, 3, 4]) {
      expect(claim.ask('restart')).toBe(`The claim goes on in round ${round}.`);
      claim.ask('close', { reason: 'again' });
    }
  });

  it('is refused at a level the policy does not have, naming those it has', () => {
    const claim = closedOn('2026-03-12 12:00');
    expect(claim.ask('restart', { level: 'final' })).toBe(
      'refused: The policy has no level "final": it has reminder-1, reminder-2, notice.',
    );
    const empty = closedOn('2026-03-12 12:00', anInvoice({ policy: aPolicy({ levels: [] }) }));
    expect(empty.ask('restart', { level: 'final' })).toMatch(/it has none/);
  });

  it('is refused when nothing is open', () => {
    const credited = livingInvoice(anInvoice().credited(10_000, '2026-01-20')).until('2026-02-12 12:00');
    expect(credited.ask('restart')).toMatch(/refused: Nothing is open/);
    const paidSince = closedOn('2026-03-12 12:00').book('payment', 10_000);
    expect(paidSince.ask('restart')).toMatch(/refused: Nothing is open/);
  });

  it.each([
    ['2026-02-01 12:00', /refused: The invoice is OPEN and goes on by itself/],
    ['2026-02-12 12:00', /refused: The invoice is REMINDED/],
    ['2026-03-12 12:00', /refused: The invoice is NOTICED/],
    ['2026-03-27 12:00', /refused: The invoice is LISTED/],
    ['2026-04-01 12:00', /refused: The claim was transferred/],
  ])('is refused at %s', (moment, refusal) => {
    expect(livingInvoice(anInvoice()).until(moment).ask('restart')).toMatch(refusal);
  });
});
