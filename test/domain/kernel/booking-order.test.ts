import { describe, expect, it } from 'vitest';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { openOn } from '../../../domain/invoice/transfer-run.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { livingInvoice } from '../invoice/a-living-invoice.ts';
import { type AnInvoice, aClaim, anInvoice, aPolicy, day, iso } from '../invoice/an-invoice.ts';
import { letters, outcome } from '../invoice/the-path.ts';

const toCase = aPolicy({ onChargeback: 'case' });

/** What an invoice comes to when all its bookings are read in one look, on a day when all are known. */
function atOneLook(invoice: AnInvoice, on: string) {
  const { calendar, policy } = invoice;
  const { facts } = invoice.with({ rehearsal: false });
  const { transitions, facts: after } = settleInvoice(
    situation({ facts, policy, calendar }, calendar.instantOf(day(on), 720)),
  );
  const { stage, closeReason, paidOn, closedOn, transferredOn } = after.state;
  return {
    stage,
    ...(closeReason === null ? {} : { closeReason }),
    on: iso(paidOn ?? closedOn ?? transferredOn),
    turns: transitions.map((one) => `${one.event} ${iso(one.on)}`),
    facts: after,
  };
}

describe('a payment and its chargeback that are read together', () => {
  const paidAndBack = (policy = toCase) =>
    anInvoice({ policy, issuedOn: '2026-01-01' })
      .withBooking(EntryKind.PAYMENT, 10_000, '2026-01-20', '2026-02-05')
      .withBooking(EntryKind.CHARGEBACK, 10_000, '2026-02-05');

  it('open a case, as they do one after the other', () => {
    expect(atOneLook(paidAndBack(), '2026-02-05')).toMatchObject({
      stage: 'TRANSFERRED',
      on: '2026-02-05',
      turns: ['paid 2026-01-20', 'transferred by a chargeback 2026-02-05'],
    });
    expect(outcome(paidAndBack())).toMatchObject({ stage: 'TRANSFERRED', transferred: '2026-02-05' });
  });

  it('take the invoice back where it was, with gaps from the day that was recorded', () => {
    const { stage, turns, facts } = atOneLook(paidAndBack(aPolicy({})), '2026-02-05');
    expect([stage, turns]).toEqual(['OPEN', ['paid 2026-01-20', 'reopened by a reversal 2026-02-05']]);
    expect(iso(facts.state.anchorOn)).toBe('2026-02-05');
  });

  it('give a claim fresh payment days', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-03-24 12:00');
    claim
      .book('payment', 10_000, '2026-03-12')
      .book('reversal', 10_000, '2026-03-16')
      .until('2026-03-24 12:00');
    expect([claim.state.stage, iso(claim.state.noticeDueOn)]).toEqual(['NOTICED', '2026-04-07']);
  });

  it('change nothing more at the second look', () => {
    const { facts } = atOneLook(paidAndBack(aPolicy({})), '2026-02-05');
    const invoice = paidAndBack(aPolicy({})).with(facts);
    expect(atOneLook(invoice, '2026-02-05').turns).toEqual([]);
    expect(atOneLook(invoice, '2026-02-06').turns).toEqual([]);
  });

  it('on one day are netted: it was never paid', () => {
    const sameDay = anInvoice({ policy: toCase })
      .paid(10_000, '2026-02-02')
      .chargedBack(10_000, '2026-02-02');
    expect(atOneLook(sameDay, '2026-02-05')).toMatchObject({ stage: 'OPEN', turns: [] });
    // The payment was seen in the morning, before the bank took it back.
    const invoice = livingInvoice(anInvoice({ policy: toCase })).until('2026-02-02 08:00');
    invoice.book('payment', 10_000).until('2026-02-02 09:00');
    expect(invoice.state.stage).toBe('PAID');
    invoice.book('chargeback', 10_000).until('2026-02-02 15:00');
    expect(invoice.state).toMatchObject({ stage: 'OPEN', paidOn: null, anchorOn: day('2026-02-02') });
  });
});

describe('a chargeback that comes before its payment', () => {
  const chargedBack = anInvoice().chargedBack(10_000, '2026-02-04');

  it('demands no more than was owed', () => {
    expect(openOn(chargedBack.facts, day('2026-02-04')).total).toBe(10_000);
    expect(outcome(chargedBack)).toMatchObject({ stage: 'TRANSFERRED' });
  });

  it('meets its payment when that is booked later', () => {
    const met = chargedBack.paid(10_000, '2026-02-09');
    expect(openOn(met.facts, day('2026-02-09')).total).toBe(10_000);
    expect(letters(met)).toEqual(letters(anInvoice()));
  });

  it('takes it back like any other when the payment is dated before it', () => {
    const first = livingInvoice(anInvoice({ policy: toCase }).with({ rehearsal: false })).until(
      '2026-02-04 08:00',
    );
    first.book('chargeback', 10_000).until('2026-02-05 08:00');
    expect(first.state.stage).toBe('OPEN');
    first.book('payment', 10_000, '2026-02-02').until('2026-02-05 08:00');
    expect(first.state).toMatchObject({ stage: 'TRANSFERRED', transferredOn: day('2026-02-04') });
  });
});

describe('what reopens is the effect of a booking on the day, not that it is there', () => {
  it.each([
    [
      'a refund used up its surplus',
      (it: AnInvoice) => it.paid(15_000, '2026-02-12').refunded(5_000, '2026-02-20'),
    ],
    [
      'it was paid twice and one was charged back',
      (it: AnInvoice) =>
        it.paid(10_000, '2026-02-12').paid(10_000, '2026-02-12').chargedBack(10_000, '2026-02-20'),
    ],
    [
      'a payment was taken back and made again on one day',
      (it: AnInvoice) =>
        it.paid(10_000, '2026-02-12').reversed(10_000, '2026-02-20').paid(10_000, '2026-02-20'),
    ],
  ])('%s: a charge leaves it paid', (_, pay) => {
    for (const [kind, amount] of [
      ['fee', 500],
      ['cost', 1],
      ['interest', 1],
    ] as const) {
      for (const policy of [aPolicy({}), toCase]) {
        const invoice = pay(anInvoice({ policy })).withBooking(kind, amount, '2026-03-20');
        expect(outcome(invoice)).toMatchObject({ stage: 'PAID', paid: '2026-02-12' });
        expect(atOneLook(invoice, '2026-03-20')).toMatchObject({
          stage: 'PAID',
          on: '2026-02-12',
          turns: ['paid 2026-02-12'],
        });
      }
    }
  });

  it('a refund of the same day as a charge, within what was paid too much, leaves it paid', () => {
    const invoice = anInvoice()
      .paid(15_000, '2026-02-12')
      .withBooking('fee', 3_000, '2026-02-20')
      .refunded(4_000, '2026-02-20');
    expect(outcome(invoice)).toMatchObject({ stage: 'PAID' });
    expect(openOn(invoice.facts, day('2026-02-20')).total).toBe(2_000);
  });

  it('a charge that was paid and is taken back reopens it', () => {
    const invoice = anInvoice()
      .paid(10_000, '2026-02-12')
      .withBooking('fee', 3_000, '2026-02-20')
      .paid(3_000, '2026-02-23');
    expect(outcome(invoice)).toMatchObject({ stage: 'PAID', paid: '2026-02-12' });
    expect(outcome(invoice.chargedBack(3_000, '2026-03-02')).stage).not.toBe('PAID');
  });
});

describe('a booking that comes late, dated before the end', () => {
  const lived = (bookings: (invoice: ReturnType<typeof livingInvoice>) => unknown, policy = aPolicy({})) => {
    const invoice = livingInvoice(anInvoice({ policy })).until('2026-02-02 08:00');
    bookings(invoice);
    return invoice.until(invoice.asOf);
  };

  it('moves the day on which it was paid', () => {
    const { state, trail } = lived((it) =>
      it
        .book('payment', 10_000, '2026-02-02')
        .until('2026-02-05 08:00')
        .book('payment', 10_000, '2026-01-30'),
    );
    expect([state.stage, iso(state.paidOn)]).toEqual(['PAID', '2026-01-30']);
    expect(trail.at(-1)).toMatchObject({
      event: 'settled otherwise by a late booking',
      from: 'PAID',
      to: 'PAID',
    });
  });

  it('makes a credited invoice a paid one, and the reverse', () => {
    const paid = lived((it) =>
      it.book('credit', 10_000).until('2026-02-05 08:00').book('payment', 10_000, '2026-01-30'),
    );
    expect(paid.state).toMatchObject({
      stage: 'PAID',
      paidOn: day('2026-01-30'),
      closedOn: null,
      closeReason: null,
    });
    const credited = lived((it) =>
      it.book('payment', 10_000).until('2026-02-05 08:00').book('credit', 10_000, '2026-01-30'),
    );
    expect(credited.state).toMatchObject({
      stage: 'CLOSED',
      closeReason: 'CREDITED',
      closedOn: day('2026-01-30'),
      paidOn: null,
    });
  });

  it('takes back an end that never was: a fee of before the payment, a chargeback of before the credit', () => {
    const fee = lived((it) =>
      it.book('payment', 10_000).until('2026-02-05 08:00').book('fee', 500, '2026-01-30'),
    );
    expect(fee.state).toMatchObject({ stage: 'OPEN', paidOn: null, anchorOn: day('2026-02-05') });
    const back = lived((it) =>
      it
        .book('payment', 6_000, '2026-01-30')
        .book('credit', 4_000)
        .until('2026-02-05 08:00')
        .book('chargeback', 6_000, '2026-01-31'),
    );
    expect(back.state).toMatchObject({ stage: 'OPEN', closedOn: null, closeReason: null });
  });

  it('does not bring a case back, which has left the house', () => {
    const { state } = lived(
      (it) =>
        it
          .book('payment', 10_000)
          .until('2026-02-05 08:00')
          .book('chargeback', 10_000)
          .until('2026-02-06 08:00')
          .book('payment', 10_000, '2026-01-30'),
      toCase,
    );
    expect(state.stage).toBe('TRANSFERRED');
  });

  it('ends it again where a reopened one comes out paid after all', () => {
    const { state } = lived((it) =>
      it
        .book('payment', 10_000)
        .until('2026-02-05 08:00')
        .book('reversal', 4_000)
        .until('2026-02-06 08:00')
        .book('payment', 4_000, '2026-01-30'),
    );
    expect([state.stage, iso(state.paidOn)]).toEqual(['PAID', '2026-02-02']);
  });
});

describe('an invoice closed by a credit or a write-off', () => {
  it.each(['credit', 'write-off'] as const)('by a %s stays closed when that is reversed later', (kind) => {
    const invoice = anInvoice().withBooking(kind, 10_000, '2026-02-12').reversed(10_000, '2026-02-20');
    expect(atOneLook(invoice, '2026-02-20')).toMatchObject({ stage: 'CLOSED', on: '2026-02-12' });
    expect(openOn(invoice.facts, day('2026-02-20')).total).toBe(10_000);
  });
});

describe('after a restart the stage follows the ledger anew', () => {
  it('what was booked before counts on its day, and does not end it again', () => {
    const invoice = livingInvoice(anInvoice()).until('2026-02-02 08:00');
    invoice
      .book('credit', 10_000)
      .until('2026-02-05 08:00')
      .book('reversal', 10_000)
      .until('2026-02-06 08:00');
    expect(invoice.state.stage).toBe('CLOSED');
    invoice.ask('restart');
    expect(invoice.until('2026-02-09 08:00').state.stage).toBe('OPEN');
    invoice.book('payment', 10_000, '2026-02-06').until('2026-02-09 09:00');
    expect(invoice.state).toMatchObject({ stage: 'PAID', paidOn: day('2026-02-06') });
  });
});

describe('what the stage does not follow is a task', () => {
  const tasksOf = (invoice: AnInvoice, on: string) =>
    atOneLook(invoice, on).facts.tasks.map(({ kind, note }) => `${kind} ${note}`);
  const paid = anInvoice().paid(10_000, '2026-02-12');
  const charged = paid.withBooking('fee', 500, '2026-03-20');

  it('a charge on a paid invoice, until it is paid or waived', () => {
    expect(tasksOf(charged, '2026-03-19')).toEqual([]);
    expect(tasksOf(charged, '2026-03-20')).toEqual(['CHARGE_AFTER_PAYMENT 5.00 EUR']);
    const settled = charged
      .with(atOneLook(charged, '2026-03-20').facts)
      .withBooking('waiver', 500, '2026-03-23');
    expect(tasksOf(settled, '2026-03-23')).toEqual([]);
  });

  it('money open again on what a credit or a write-off closed', () => {
    for (const kind of ['credit', 'write-off'] as const) {
      const closed = anInvoice().withBooking(kind, 10_000, '2026-02-12').reversed(4_000, '2026-02-20');
      expect(tasksOf(closed, '2026-02-20')).toEqual(['OPEN_AFTER_CLOSE 40.00 EUR']);
    }
  });

  it('what was taken back and never paid, at any stage, until its payment comes', () => {
    const back = anInvoice().paid(4_000, '2026-01-20').chargedBack(10_000, '2026-01-30');
    expect(tasksOf(back, '2026-01-30')).toEqual(['REVERSAL_WITHOUT_PAYMENT 60.00 EUR']);
    const met = back.with(atOneLook(back, '2026-01-30').facts).paid(6_000, '2026-02-02');
    expect(tasksOf(met, '2026-02-02')).toEqual([]);
  });

  it('is not asked about again when it was dismissed, unless the amount is another', () => {
    const [task] = atOneLook(charged, '2026-03-20').facts.tasks;
    const dismissed = charged.with({ dismissedTasks: [task!] });
    expect(tasksOf(dismissed, '2026-03-20')).toEqual([]);
    expect(tasksOf(dismissed.withBooking('fee', 1, '2026-03-21'), '2026-03-21')).toEqual([
      'CHARGE_AFTER_PAYMENT 5.01 EUR',
    ]);
  });
});
