import { describe, expect, it } from 'vitest';
import { openOn } from '../../../domain/invoice/transfer-run.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { anInvoice, aPolicy, day } from './an-invoice.ts';
import { letters, outcome } from './the-path.ts';

// Examples from the tests and issue lists of other open dunning programs, told in our rules. Each is named by
// what it shows; in brackets where it comes from.

const reminder = (name: string, daysAfterDue: number, minDaysSincePrevious?: number) =>
  ({
    name,
    kind: 'reminder',
    daysAfterDue,
    ...(minDaysSincePrevious ? { minDaysSincePrevious } : {}),
  }) as const;
const notice = (daysAfterDue: number, minDaysSincePrevious?: number) =>
  ({
    name: 'notice',
    kind: 'notice',
    daysAfterDue,
    paymentDays: 14,
    ...(minDaysSincePrevious ? { minDaysSincePrevious } : {}),
  }) as const;

/** Levels 5, 20 and 40 days after the due date. */
const fiveTwentyForty = aPolicy({ levels: [reminder('first', 5), reminder('second', 20, 1), notice(40, 1)] });

describe('a level becomes due by days, not by runs (Tryton, Odoo)', () => {
  // Due on Wednesday 2026-02-04.
  const sentBy = (moment: string) =>
    livingInvoice(anInvoice({ policy: fiveTwentyForty })).until(moment).letters;

  it('nothing goes out four days after the due date', () => {
    expect(sentBy('2026-02-08 23:59')).toEqual([]);
  });

  it('the first level goes out on the fifth, and not again on any later day', () => {
    expect(sentBy('2026-02-09 23:59')).toEqual(['first on 2026-02-09']);
    expect(sentBy('2026-02-23 23:59')).toEqual(['first on 2026-02-09']);
  });

  it('the second waits for its twentieth day', () => {
    expect(sentBy('2026-02-24 23:59')).toEqual(['first on 2026-02-09', 'second on 2026-02-24']);
  });

  it('fifteen days are fifteen days: nothing on day 3', () => {
    const policy = aPolicy({ levels: [notice(15)] });
    expect(letters(anInvoice({ policy, dueOn: '2026-02-02' }))).toEqual(['2026-02-17']);
  });

  it('an offset counts after the due date, never before it (Dolibarr)', () => {
    const policy = aPolicy({ levels: [notice(60)] });
    expect(letters(anInvoice({ policy, dueOn: '2026-02-03' }))).toEqual(['2026-04-07']);
  });

  it('nothing goes out on the due date itself when the level has five days (iDempiere)', () => {
    expect(sentBy('2026-02-04 23:59')).toEqual([]);
  });
});

describe('a level that cannot be delivered holds up the next, it is never skipped', () => {
  it('a blocked one goes on where it stood (Tryton)', () => {
    const invoice = livingInvoice(anInvoice({ policy: fiveTwentyForty })).until('2026-02-10 12:00');
    invoice.ask('pause');
    expect(invoice.until('2026-03-06 23:59').letters).toEqual(['first on 2026-02-09']);
    invoice.ask('resume');
    // Six of its twenty days had passed; the fourteen left end on 20 March.
    expect(invoice.until('2026-03-20 23:59').letters[1]).toBe('second on 2026-03-20');
  });

  it('a late first level is not overtaken by the second (Invoice Ninja)', () => {
    expect(letters(anInvoice({ policy: fiveTwentyForty }), { from: '2026-03-31 12:00' })).toEqual([
      '2026-03-31',
      '2026-04-01',
      '2026-04-02',
    ]);
  });

  it('three looks on one day send one level, not three (Odoo)', () => {
    const invoice = livingInvoice(anInvoice({ policy: fiveTwentyForty }), '2026-03-16 09:00');
    invoice.until('2026-03-16 12:00').until('2026-03-16 14:00').until('2026-03-16 17:00');
    expect(invoice.letters).toHaveLength(1);
  });

  it('a year late is one level, and the rest with their gaps (OCA)', () => {
    const policy = aPolicy({ levels: [reminder('first', 10), reminder('second', 30, 30), notice(40, 10)] });
    const invoice = livingInvoice(anInvoice({ policy }), '2027-02-04 09:00');
    expect(invoice.until('2027-02-04 23:59').letters).toHaveLength(1);
    expect(invoice.until('2027-03-08 23:59').letters).toHaveLength(2);
    expect(invoice.until('2027-03-18 23:59').letters).toHaveLength(3);
  });
});

describe('a payment ends it', () => {
  it('before the first level nothing goes out (Tryton)', () => {
    expect(outcome(anInvoice({ policy: fiveTwentyForty }).paid(10_000, '2026-02-06'))).toEqual({
      stage: 'PAID',
      paid: '2026-02-06',
    });
  });

  it('after the first nothing more does', () => {
    expect(letters(anInvoice({ policy: fiveTwentyForty }).paid(10_000, '2026-02-20'))).toEqual([
      '2026-02-09',
    ]);
  });

  it('but half of it does not: a part-paid invoice is still dunned (Tryton, OCA)', () => {
    expect(letters(anInvoice({ policy: fiveTwentyForty }).paid(5_000, '2026-02-06'))).toHaveLength(3);
  });

  it('and its reversal makes the invoice open again (ERPNext)', () => {
    const invoice = anInvoice({ policy: fiveTwentyForty })
      .paid(10_000, '2026-02-20')
      .reversed(10_000, '2026-03-02');
    expect(outcome(invoice).stage).toBe('TRANSFERRED');
  });

  it('a chargeback goes back to the stage before, with a fresh gap, not to the start (OCA, Kill Bill)', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-12').chargedBack(10_000, '2026-03-02');
    expect(letters(invoice)).toEqual(['2026-02-11', '2026-03-12', '2026-03-26']);
  });
});

describe('a credit note', () => {
  it('for all of it closes the invoice, and its reversal does not dun again by itself (ERPNext)', () => {
    expect(outcome(anInvoice().credited(10_000, '2026-02-06'))).toMatchObject({ reason: 'CREDITED' });
    expect(outcome(anInvoice().credited(10_000, '2026-02-06').reversed(10_000, '2026-02-10')).stage).toBe(
      'CLOSED',
    );
  });

  it('for a part of it lowers the demand (OCA)', () => {
    const { facts } = anInvoice().credited(4_000, '2026-02-06');
    expect(openOn(facts, day('2026-02-06')).total).toBe(6_000);
  });
});

describe('fees and interest', () => {
  it('are demanded beside the principal (Tryton: 100 and a fee of 10 are 110; ERPNext: and 0.41 are 110.41)', () => {
    const { facts } = anInvoice()
      .withBooking('fee', 1_000, '2026-02-09')
      .withBooking('interest', 41, '2026-02-09');
    expect(openOn(facts, day('2026-02-08')).total).toBe(10_000);
    expect(openOn(facts, day('2026-02-09'))).toMatchObject({ total: 11_041, fees: 1_000, interest: 41 });
  });

  it('are not lost when the principal’s sum is paid: the rest stays open (ERPNext)', () => {
    const invoice = anInvoice().withBooking('fee', 1_000, '2026-02-09').paid(10_000, '2026-02-10');
    expect(openOn(invoice.facts, day('2026-02-10')).total).toBe(1_000);
    expect(outcome(invoice).stage).not.toBe('PAID');
    expect(outcome(invoice.paid(1_000, '2026-02-10')).stage).toBe('PAID');
  });
});

describe('a minimum of 50.00', () => {
  it.each([
    [4_999, 0],
    [5_000, 3],
    [5_001, 3],
  ])('is strict: %i gets %i letters (Axelor)', (amount, count) => {
    expect(letters(anInvoice({ amount, policy: aPolicy({ minimumAmount: 5_000 }) }))).toHaveLength(count);
  });
});

describe('a hold', () => {
  it('before the due date is not credited to the debtor (Fineract)', () => {
    expect(letters(anInvoice().withHold('2026-01-10', { until: '2026-01-30' }))[0]).toBe('2026-02-11');
  });

  it('may be taken up again after it ended (Mifos)', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-05 09:00');
    for (const [ends, next] of [
      ['2026-02-10', '2026-02-12'],
      ['2026-02-14', '2026-02-16'],
    ]) {
      expect(invoice.ask('pause')).toMatch(/is paused/);
      invoice.until(`${ends} 09:00`).ask('resume');
      invoice.until(`${next} 08:00`);
    }
    // Held from 5 to 10 and 12 to 14 February: seven days.
    expect(invoice.until('2026-03-30 00:00').letters[0]).toBe('reminder-1 on 2026-02-18');
  });

  it('of a disputed invoice sends nothing, and after it one level at a time (Odoo)', () => {
    const disputed = anInvoice().withHold('2026-01-05', { reason: 'DISPUTE', until: '2026-04-08' });
    // All 63 days since the due date were held: its seven days begin then.
    expect(letters(disputed)[0]).toBe('2026-04-15');
  });
});

describe('letters go out when somebody reads them', () => {
  it('not on Saturday, Sunday and Monday in a row (probo): each level on a working day, gaps held', () => {
    const policy = aPolicy({ levels: [reminder('first', 1), reminder('second', 2, 1), notice(3, 1)] });
    // Due on Friday 2026-02-06.
    expect(letters(anInvoice({ policy, dueOn: '2026-02-06' }))).toEqual([
      '2026-02-09',
      '2026-02-10',
      '2026-02-11',
    ]);
  });

  it('by the creditor’s own clock: an hour before midnight elsewhere is not yet tomorrow (Invoice Ninja)', () => {
    const invoice = livingInvoice(anInvoice({ policy: fiveTwentyForty }));
    // 23:30 UTC of the 8th is 00:30 of the 9th in Amsterdam: due today, but outside the window.
    invoice.until(Date.parse('2026-02-08T23:30:00Z'));
    expect(invoice.letters).toEqual([]);
    expect(invoice.until('2026-02-09 17:00').letters).toEqual(['first on 2026-02-09']);
  });
});

describe('a due date moved', () => {
  it('moves the reminder that has not gone out (Invoice Ninja)', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-06 12:00');
    invoice.ask('changeDueDate', { dueOn: '2026-03-04' });
    expect(invoice.until('2026-03-10 23:59').letters).toEqual([]);
    expect(invoice.until('2026-03-11 23:59').letters).toEqual(['reminder-1 on 2026-03-11']);
  });
});

describe('an archived customer (Invoice Ninja)', () => {
  it('is not reminded', () => {
    expect(letters(anInvoice({ customer: { archived: true } }))).toEqual([]);
  });
});
