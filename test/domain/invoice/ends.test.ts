import { describe, expect, it } from 'vitest';
import { openOn } from '../../../domain/invoice/transfer-run.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { aClaim, anInvoice, day, inMode } from './an-invoice.ts';
import { outcome, simulated } from './the-path.ts';

describe('what brings an invoice to zero decides its end', () => {
  it.each([
    [EntryKind.PAYMENT, { stage: 'PAID', paid: '2026-02-05' }],
    [EntryKind.WAIVER, { stage: 'PAID', paid: '2026-02-05' }],
    [EntryKind.CREDIT, { stage: 'CLOSED', closed: '2026-02-05', reason: 'CREDITED' }],
    [EntryKind.WRITE_OFF, { stage: 'CLOSED', closed: '2026-02-05', reason: 'WRITTEN_OFF' }],
  ])('a %s', (kind, end) => {
    expect(outcome(anInvoice().withBooking(kind, 10_000, '2026-02-05'))).toEqual(end);
  });

  it('one cent open keeps it on its path', () => {
    const policy = { ...inMode(20), minimumAmount: 0 };
    expect(outcome(anInvoice({ policy }).paid(9_999, '2026-02-05')).stage).toBe('TRANSFERRED');
    expect(outcome(anInvoice({ policy }).paid(10_000, '2026-02-05')).stage).toBe('PAID');
    expect(outcome(anInvoice({ policy }).paid(10_001, '2026-02-05')).stage).toBe('PAID');
  });

  it('only what comes last: a credit after payments closes it as credited, and the reverse pays it', () => {
    expect(outcome(anInvoice().paid(6_000, '2026-02-05').credited(4_000, '2026-02-06'))).toMatchObject({
      reason: 'CREDITED',
    });
    expect(outcome(anInvoice().credited(6_000, '2026-02-05').paid(4_000, '2026-02-06'))).toMatchObject({
      stage: 'PAID',
    });
  });

  it('at every stage', () => {
    const invoice = anInvoice({ mode: 30 });
    for (const [on, before] of [
      ['2026-01-20', 'OPEN'],
      ['2026-02-12', 'REMINDED'],
      ['2026-03-12', 'NOTICED'],
      ['2026-03-27', 'LISTED'],
    ] as const) {
      const { facts } = simulated(invoice.paid(10_000, on));
      expect([facts.state.stage, facts.state.stageBeforeEnd, facts.state.paidOn]).toEqual([
        'PAID',
        before,
        day(on),
      ]);
    }
  });

  it('and nothing is sent, listed or transferred after it', () => {
    const { transitions } = simulated(anInvoice().paid(10_000, '2026-02-20'));
    expect(transitions.map(({ event }) => event)).toEqual(['reminder delivered', 'paid']);
  });

  it('a hold does not stop a debtor from paying', () => {
    expect(outcome(anInvoice().withHold('2026-02-01').paid(10_000, '2026-02-05'))).toEqual({
      stage: 'PAID',
      paid: '2026-02-05',
    });
  });
});

describe('bookings of one day', () => {
  it('are netted before they are judged', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-05').reversed(10_000, '2026-02-05');
    expect(outcome(invoice).stage).toBe('TRANSFERRED');
  });

  it('end with the last that reduces, in the order of recording', () => {
    const paidThenCredited = anInvoice().paid(5_000, '2026-02-05').credited(5_000, '2026-02-05');
    expect(outcome(paidThenCredited)).toMatchObject({ stage: 'CLOSED', reason: 'CREDITED' });
    const creditedThenPaid = anInvoice().credited(5_000, '2026-02-05').paid(5_000, '2026-02-05');
    expect(outcome(creditedThenPaid)).toMatchObject({ stage: 'PAID' });
  });

  it('are not decided by a reversal behind them', () => {
    const invoice = anInvoice()
      .paid(2_000, '2026-02-05')
      .credited(8_000, '2026-02-06')
      .paid(2_000, '2026-02-06')
      .reversed(2_000, '2026-02-06');
    expect(outcome(invoice)).toMatchObject({ stage: 'PAID', paid: '2026-02-06' });
  });

  it('leave a paid invoice paid when they leave nothing open', () => {
    const invoice = anInvoice()
      .paid(10_000, '2026-02-05')
      .reversed(10_000, '2026-02-06')
      .paid(10_000, '2026-02-06');
    expect(outcome(invoice)).toEqual({ stage: 'PAID', paid: '2026-02-05' });
  });

  it('make the path wait when they lie in the future', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-12');
    expect(outcome(invoice)).toEqual({
      stage: 'PAID',
      levels: ['reminder-1 on 2026-02-11'],
      paid: '2026-02-12',
    });
  });
});

describe('an invoice paid too much', () => {
  it.each([
    [9_999, 1, 0],
    [10_000, 0, 0],
    [10_001, 0, 1],
  ])('%i of 10000 leaves %i open and %i over', (paid, total, surplus) => {
    const { facts } = anInvoice().paid(paid, '2026-02-05');
    expect(openOn(facts, day('2026-02-05'))).toMatchObject({ total, surplus });
  });

  it('twice is paid, with the second payment over', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-05').paid(10_000, '2026-02-06');
    expect(outcome(invoice)).toEqual({ stage: 'PAID', paid: '2026-02-05' });
    expect(openOn(invoice.facts, day('2026-02-06')).surplus).toBe(10_000);
  });

  it.each([
    [9_999, 'PAID'],
    [10_000, 'PAID'],
    [10_001, 'OPEN'],
  ])('by 10000 and refunded %i is %s', (refund, stage) => {
    const policy = { ...inMode(20), minimumAmount: 5 };
    const invoice = anInvoice({ policy }).paid(20_000, '2026-02-05').refunded(refund, '2026-02-06');
    expect(outcome(invoice).stage).toBe(stage);
  });
});

it('what was settled before its start ends an invoice on its first day here', () => {
  expect(outcome(aClaim('2026-03-11').paid(10_000, '2026-02-20'))).toMatchObject({
    stage: 'PAID',
    paid: '2026-03-11',
  });
});
