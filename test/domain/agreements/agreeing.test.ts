import { describe, expect, it } from 'vitest';
import { livingInvoice } from '../invoice/a-living-invoice.ts';
import { aClaim, anInvoice, aPolicy, iso } from '../invoice/an-invoice.ts';

/** Reminded once on 2026-02-11; the second reminder would follow on 2026-02-25. */
const reminded = () => livingInvoice(anInvoice()).until('2026-02-12 09:00');
const twoParts = { instalments: 2, firstOn: '2026-03-02' };

describe('an active payment plan', () => {
  it('keeps letters back for as long as it lasts, and is looked at when it may be broken', () => {
    const invoice = reminded();
    expect(invoice.ask('agreePlan', twoParts)).toBe(
      'Agreed: 100.00 EUR is paid in 2 instalments, from 2026-03-02 to 2026-04-02; until then it is not dunned.',
    );
    invoice.book('payment', 5_000, '2026-03-03').until('2026-04-07 23:59');
    expect(invoice.letters).toEqual(['reminder-1 on 2026-02-11']);
    expect(invoice.plan).toMatchObject({ because: 'AGREEMENT_JUDGED' });
    expect(iso(invoice.facts.agreements[0]?.madeOn ?? null)).toBe('2026-02-12');
  });

  it('broken goes on with a gap from that day on, and a person is told once', () => {
    const invoice = reminded().until('2026-02-24 09:00');
    invoice.ask('agreePlan', twoParts);
    invoice.until('2026-03-05 23:59');
    expect(invoice.tasks).toEqual([]);
    invoice.until('2026-03-06 00:00');
    expect(invoice.tasks).toEqual(['BROKEN_PLAN']);
    // Resumed by hand, the second reminder would follow on the 9th; broken, ten days after the 6th.
    invoice.until('2026-03-15 23:59');
    expect(invoice.letters).toEqual(['reminder-1 on 2026-02-11']);
    invoice.until('2026-03-16 23:59');
    expect(invoice.letters).toEqual(['reminder-1 on 2026-02-11', 'reminder-2 on 2026-03-16']);
    expect(invoice.tasks).toEqual(['BROKEN_PLAN']);
  });

  it('completed ends with its invoice paid', () => {
    const invoice = reminded();
    invoice.ask('agreePlan', twoParts);
    invoice.book('payment', 10_000, '2026-03-02').until('2026-03-02 00:00');
    expect(invoice.state.stage).toBe('PAID');
    expect(invoice.facts.agreements).toEqual([]);
    expect(invoice.trail.map(({ event }) => event)).toContain('agreement kept');
  });

  it('cancelled goes on as after a pause: only the days of it are not counted', () => {
    const invoice = reminded();
    invoice.ask('agreePlan', twoParts);
    invoice.until('2026-02-20 09:00');
    expect(invoice.ask('cancelAgreement', { reason: 'moved' })).toBe(
      'The payment plan 0 is cancelled; dunning goes on.',
    );
    // 14 days from reminder 1, and 8 of pause.
    expect(invoice.until('2026-03-31 00:00').letters[1]).toBe('reminder-2 on 2026-03-05');
    expect(invoice.tasks).toEqual([]);
  });

  it('is not ended by resuming the invoice, which says so', () => {
    const invoice = reminded();
    invoice.ask('agreePlan', twoParts);
    expect(invoice.ask('resume')).toBe(
      'The invoice was not paused on its own account. It stays paused by its payment plan 0 (`cancelAgreement` ends that).',
    );
  });

  it('takes the place of a pause for the same reason', () => {
    const invoice = reminded();
    invoice.ask('pause', { reason: 'PAYMENT_PLAN' });
    invoice.ask('agreePlan', twoParts);
    invoice.until('2026-03-06 00:00');
    expect(invoice.until('2026-03-19 23:59').letters).toHaveLength(2);
  });

  it('ends when its invoice is closed', () => {
    const invoice = reminded();
    invoice.ask('agreePlan', twoParts);
    invoice.ask('close', { reason: 'bankrupt' });
    expect(invoice.facts.agreements).toEqual([]);
    expect(invoice.trail.at(-1)).toMatchObject({
      event: 'agreement cancelled',
      reason: 'payment plan 0: invoice 1001 was closed',
    });
  });

  it('stops the clock of 60 days of a claim, and starts N anew when it is broken', () => {
    const invoice = livingInvoice(aClaim('2026-02-02')).until('2026-02-17 09:00');
    expect(invoice.state.stage).toBe('LISTED');
    invoice.ask('agreePlan', { instalments: 3, firstOn: '2026-03-02', every: 'month' });
    invoice.book('payment', 3_333, '2026-03-02').book('payment', 3_333, '2026-04-02');
    // The third instalment is due on 2026-05-02, long after 60 days; its third working day is 2026-05-07.
    invoice.until('2026-05-07 23:59');
    expect(invoice.state.stage).toBe('LISTED');
    expect(invoice.until('2026-05-08 00:00').tasks).toEqual(['BROKEN_PLAN']);
    // Day 0 is 2026-05-08; the third working day after it is Wednesday.
    expect(invoice.until('2026-05-13 12:59').state.stage).toBe('LISTED');
    expect(invoice.until('2026-05-13 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('does not change by being looked at a hundred times', () => {
    const invoice = reminded();
    invoice.ask('agreePlan', twoParts);
    invoice.until('2026-03-06 00:00');
    const [trail, facts] = [invoice.trail.length, invoice.facts];
    for (let i = 0; i < 100; i++) invoice.ask('reconsider');
    expect(invoice.trail).toHaveLength(trail);
    expect(invoice.facts).toEqual(facts);
  });
});

describe('a promise to pay', () => {
  const half = { amount: '50.00', dueOn: '2026-03-02' };

  it('kept ends its pause, and the rest is dunned', () => {
    const invoice = reminded();
    expect(invoice.ask('agreePromise', half)).toBe(
      'Promised: 50.00 EUR by 2026-03-02; until then it is not dunned.',
    );
    invoice.book('payment', 5_000, '2026-03-02').until('2026-03-31 00:00');
    expect(invoice.tasks).toEqual([]);
    // 14 days from reminder 1, and 18 of pause.
    expect(invoice.letters[1]).toBe('reminder-2 on 2026-03-16');
  });

  it('broken asks a person, and the gap begins anew', () => {
    const invoice = reminded().until('2026-02-24 09:00');
    invoice.ask('agreePromise', half);
    invoice.book('payment', 4_999, '2026-03-05').until('2026-03-06 00:00');
    expect(invoice.tasks).toEqual(['BROKEN_PROMISE']);
    expect(invoice.until('2026-03-31 00:00').letters[1]).toBe('reminder-2 on 2026-03-16');
  });

  it('does not stop the clock of 60 days', () => {
    const invoice = livingInvoice(aClaim('2026-02-02')).until('2026-02-17 09:00');
    invoice.ask('agreePromise', { amount: '100.00', dueOn: '2026-06-01' });
    expect(invoice.until('2026-05-01 00:00').state).toMatchObject({
      stage: 'CLOSED',
      closeReason: 'EXPIRED_60_DAYS',
    });
    expect(invoice.facts.agreements).toEqual([]);
  });
});

describe('what is asked for', () => {
  const asked = (fields: object, settings = {}) => {
    const agreements = {
      ...{ holdEndsSoonDays: 3, mailDaysBefore: 3, mostInstalments: 12 },
      ...{ longestDays: 366, leastInstalment: 2_500, ...settings },
    };
    const invoice = livingInvoice(anInvoice({ policy: aPolicy({ agreements }) })).until('2026-02-12 09:00');
    return invoice.ask('agreePlan', { firstOn: '2026-03-02', ...fields });
  };

  it.each([
    [{ instalments: 4 }, /^Agreed: 100.00 EUR is paid in 4/],
    [
      { instalments: 5 },
      'refused: An instalment would be 20.00 EUR; the creditor agrees to no less than 25.00 EUR.',
    ],
    [{ amount: '30.00' }, /^Agreed: 100.00 EUR is paid in 4/],
    [{ amount: '24.99' }, /^refused: An instalment would be 24.99 EUR/],
    [{ instalments: 2, firstOn: '2026-02-12' }, /^Agreed: 100.00/],
    [{ instalments: 2, firstOn: '2026-02-11' }, 'refused: The first day, 2026-02-11, lies behind.'],
    [{}, /^refused: agreePlan needs either/],
    [{ instalments: 2, amount: '50.00' }, /^refused: agreePlan needs either/],
    [{ amount: '0.001' }, /^refused: The amount has too many decimals/],
  ] as const)('%o: %s', (fields, says) => {
    expect(asked(fields)).toMatch(says);
  });

  it.each([
    [{ mostInstalments: 3 }, /^refused: That would be 4 instalments; the creditor agrees to 3 at most/],
    [{ longestDays: 110 }, /^Agreed: 100.00/],
    [{ longestDays: 109 }, /^refused: The last day would be 2026-06-02/],
  ])('of four instalments under %o: %s', (settings, says) => {
    expect(asked({ instalments: 4 }, settings)).toMatch(says);
  });

  it('a second time is refused, and so is more than is open', () => {
    const invoice = reminded();
    expect(invoice.ask('agreePromise', { amount: '100.01', dueOn: '2026-03-02' })).toBe(
      'refused: Only 100.00 EUR is open.',
    );
    invoice.ask('agreePromise', { amount: '100.00', dueOn: '2026-03-02' });
    expect(invoice.ask('agreePlan', twoParts)).toMatch(/^refused: Invoice 1001 has promise to pay 0: cancel/);
    invoice.ask('cancelAgreement');
    expect(invoice.ask('cancelAgreement')).toMatch(/^refused: The invoice has neither/);
    expect(invoice.ask('agreePlan', twoParts)).toMatch(/^Agreed: 100.00/);
  });
});
