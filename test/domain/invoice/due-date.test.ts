import { describe, expect, it } from 'vitest';
import { type LivingInvoice, livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, day, inMode } from './an-invoice.ts';

const moved = (invoice: LivingInvoice, dueOn: string) => invoice.ask('changeDueDate', { dueOn });

describe('a due date moved', () => {
  it('before anything went out moves the whole path', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-01 12:00');
    expect(moved(invoice, '2026-02-18')).toBe('The invoice is now due on 2026-02-18.');
    expect(invoice.until('2026-03-30 00:00').letters).toEqual([
      'reminder-1 on 2026-02-25',
      'reminder-2 on 2026-03-11',
      'notice on 2026-03-25',
    ]);
  });

  it('after a level keeps what went out, anchors the later ones anew, and holds their gaps', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-12 12:00');
    moved(invoice, '2026-03-02');
    // Reminder 2 has 21 days after the due date: 23 March; the notice 35: 6 April is Easter Monday.
    expect(invoice.until('2026-05-01 00:00').letters).toEqual([
      'reminder-1 on 2026-02-11',
      'reminder-2 on 2026-03-23',
      'notice on 2026-04-07',
    ]);
  });

  it('to an earlier day still holds the gaps', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-12 12:00');
    moved(invoice, '2026-01-10');
    expect(invoice.until('2026-05-01 00:00').letters).toEqual([
      'reminder-1 on 2026-02-11',
      'reminder-2 on 2026-02-23', // 10 days after reminder 1 is Saturday 21
      'notice on 2026-03-09',
    ]);
  });

  it.each([
    [
      '2026-01-04',
      'refused: A due date of 2026-01-04 lies before the day of issue, 2026-01-05; write 2026-01-05 or a later day.',
    ],
    ['2026-01-05', 'The invoice is now due on 2026-01-05.'],
    ['2026-01-06', 'The invoice is now due on 2026-01-06.'],
  ])('to %s, around its day of issue', (dueOn, says) => {
    const issued = livingInvoice(anInvoice({ issuedOn: '2026-01-05' })).until('2026-02-01 12:00');
    expect(moved(issued, dueOn)).toBe(says);
  });

  it('to the same day changes nothing and says so', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-01 12:00');
    expect(moved(invoice, '2026-02-04')).toBe('The invoice was already due on 2026-02-04.');
    expect(invoice.trail).toEqual([]);
  });
});

describe('the due date of a claim', () => {
  // Its deadline is 2026-03-25; it is listed on the 26th.
  const listed = () => livingInvoice(aClaim('2026-03-11', { policy: inMode(30) })).until('2026-03-26 14:00');

  it.each(['2026-03-24', '2026-03-25'])(
    'moved to %s, not beyond the deadline, leaves it on the list',
    (dueOn) => {
      const claim = listed();
      moved(claim, dueOn);
      expect(claim.state).toMatchObject({ stage: 'LISTED', noticeDueOn: day('2026-03-25') });
    },
  );

  it('moved one day beyond the deadline replaces it and takes the claim off the list', () => {
    const claim = listed();
    claim.ask('approve');
    expect(moved(claim, '2026-03-26')).toMatch(/replaces the notice's deadline/);
    expect(claim.state).toMatchObject({
      stage: 'NOTICED',
      noticeDueOn: day('2026-03-26'),
      listedOn: null,
      approvedAt: null,
      fixedMode: null,
    });
    expect(claim.until('2026-03-27 00:00').state).toMatchObject({
      stage: 'LISTED',
      listedOn: day('2026-03-27'),
    });
  });

  it('moved before the deadline has passed replaces it all the same', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-03-20 12:00');
    moved(claim, '2026-04-15');
    expect(claim.until('2026-04-15 23:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-04-16 00:00').state.stage).toBe('LISTED');
  });

  it('of mode 10 that missed its run gives it another', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(10) }).paid(9_500, '2026-03-20'));
    claim.until('2026-03-27 12:00');
    expect(claim.tasks).toEqual(['ONLY_COSTS_OR_BELOW_MINIMUM']);
    moved(claim, '2026-04-15');
    expect(claim.state).toMatchObject({ missedRunOn: null, noticeDueOn: day('2026-04-15') });
    expect(claim.tasks).toEqual([]);
    expect(claim.until('2026-04-16 13:00').state.missedRunOn).toBe(day('2026-04-16'));
  });

  it('is refused after the transfer', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-04-01 12:00');
    expect(moved(claim, '2026-05-01')).toMatch(
      /refused: The due date cannot be changed. .*transferred.*2026-03-31/,
    );
  });

  it('is refused after it was closed or paid', () => {
    const closed = livingInvoice(anInvoice()).until('2026-02-01 12:00');
    closed.ask('close', { reason: 'goodwill' });
    expect(moved(closed, '2026-05-01')).toMatch(/refused: .*cannot be changed.*closed.*restart/);
    const paid = livingInvoice(anInvoice().paid(10_000, '2026-01-20')).until('2026-02-01 12:00');
    expect(moved(paid, '2026-05-01')).toMatch(/refused: .*cannot be changed.*paid on 2026-01-20/);
  });
});
