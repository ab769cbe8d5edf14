import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, aPolicy, inMode } from './an-invoice.ts';
import { letters, outcome } from './the-path.ts';

describe('a reversal of a paid invoice takes it back', () => {
  it('to OPEN: the first level may go out that very day', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-05').reversed(10_000, '2026-02-16');
    expect(letters(invoice)[0]).toBe('2026-02-16');
  });

  it('to OPEN: the first level still waits for its days after the due date', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-05').reversed(10_000, '2026-02-10');
    expect(letters(invoice)[0]).toBe('2026-02-11');
  });

  it('to REMINDED: the next level waits its gap from the reversal', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-12').reversed(10_000, '2026-03-02');
    // Reminder 2 has a gap of 10 days: 12 March. The notice one of 14.
    expect(letters(invoice)).toEqual(['2026-02-11', '2026-03-12', '2026-03-26']);
  });

  it.each([
    ['2026-02-14', '2026-02-25'],
    ['2026-02-15', '2026-02-25'],
    ['2026-02-16', '2026-02-26'],
  ])('of %s: reminder 2 goes out on %s, its own days and the gap both over', (reversedOn, on) => {
    const invoice = anInvoice().paid(10_000, '2026-02-12').reversed(10_000, reversedOn);
    expect(letters(invoice)[1]).toBe(on);
  });

  it('to NOTICED: the claim gets fresh payment days', () => {
    const claim = aClaim('2026-03-11').paid(10_000, '2026-03-20').reversed(10_000, '2026-04-20');
    expect(outcome(claim)).toEqual({
      stage: 'TRANSFERRED',
      due: '2026-05-04',
      listed: '2026-05-05',
      transferred: '2026-05-08', // 5 May is a holiday and day 0: 6, 7, 8
    });
  });

  it('from LISTED to NOTICED, its approval void', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(30) })).until('2026-03-26 14:00');
    claim.ask('approve');
    claim.book('payment', 10_000).until('2026-03-26 15:00');
    expect(claim.state).toMatchObject({ stage: 'PAID', stageBeforeEnd: 'LISTED' });
    claim.until('2026-04-08 10:00').book('reversal', 10_000).until('2026-04-08 10:00');
    expect(claim.state).toMatchObject({
      stage: 'NOTICED',
      listedOn: null,
      approvedAt: null,
      approvedBy: null,
      fixedMode: null,
      paidOn: null,
    });
    expect(claim.until('2026-07-01 00:00').state.stage).toBe('CLOSED');
  });

  it('with a new clock', () => {
    const claim = aClaim('2026-03-11', { policy: inMode(30) })
      .paid(10_000, '2026-05-20')
      .reversed(10_000, '2026-05-21');
    // Day 61 of the first listing would have been 26 May.
    expect(outcome(claim)).toMatchObject({ due: '2026-06-04', listed: '2026-06-05', closed: '2026-08-05' });
  });

  it('counted from the day it was recorded, not from an earlier day it is dated', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-12 12:00').book('payment', 10_000);
    invoice.until('2026-03-02 12:00').book('reversal', 10_000, '2026-02-20').until('2026-06-01 00:00');
    expect(invoice.letters.slice(1)).toEqual(['reminder-2 on 2026-03-12', 'notice on 2026-03-26']);
  });

  it('again and again, the last one counting', () => {
    const invoice = anInvoice()
      .paid(10_000, '2026-02-12')
      .reversed(10_000, '2026-02-20')
      .paid(10_000, '2026-02-23')
      .reversed(10_000, '2026-03-02');
    expect(letters(invoice)).toEqual(['2026-02-11', '2026-03-12', '2026-03-26']);
  });

  it('also when only a part of the payment is taken back', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-12').reversed(1_000, '2026-03-02');
    expect(outcome(invoice)).toMatchObject({ stage: 'TRANSFERRED' });
    expect(letters(invoice)[1]).toBe('2026-03-12');
  });
});

describe('a reversal of an invoice that is not paid', () => {
  it('changes the amount only', () => {
    const invoice = anInvoice().paid(5_000, '2026-02-12').reversed(5_000, '2026-02-20');
    expect(letters(invoice)).toEqual(letters(anInvoice()));
  });

  it('does not bring back a closed one', () => {
    const credited = anInvoice().credited(10_000, '2026-02-12').reversed(10_000, '2026-02-20');
    expect(outcome(credited)).toMatchObject({ stage: 'CLOSED', reason: 'CREDITED' });
    const transferred = aClaim('2026-03-11').reversed(10_000, '2026-04-10');
    expect(outcome(transferred).stage).toBe('TRANSFERRED');
  });
});

describe('a fee booked on a paid invoice', () => {
  it('does not reopen it', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-12').withBooking('fee', 2_000, '2026-02-20');
    expect(outcome(invoice)).toEqual({
      stage: 'PAID',
      levels: ['reminder-1 on 2026-02-11'],
      paid: '2026-02-12',
    });
  });

  it('does not reopen it by a reversal of before it was paid', () => {
    const invoice = anInvoice()
      .paid(10_000, '2026-02-12')
      .reversed(10_000, '2026-02-13')
      .paid(10_000, '2026-02-16')
      .withBooking('fee', 2_000, '2026-03-20');
    expect(outcome(invoice)).toMatchObject({ stage: 'PAID', paid: '2026-02-16' });
  });

  it('is demanded with the rest once a reversal reopens it', () => {
    const invoice = anInvoice({ policy: aPolicy({ minimumAmount: 12_000 }), amount: 10_000 })
      .paid(10_000, '2026-02-05')
      .reversed(10_000, '2026-02-20')
      .withBooking('fee', 2_000, '2026-02-20');
    expect(letters(invoice)).toEqual(['2026-02-20', '2026-03-02', '2026-03-16']);
  });
});
