import { describe, expect, it } from 'vitest';
import { openTasksOf } from '../../../db/tasks/tasks.ts';
import { acme } from '../../db/samples.ts';
import { CaseDesk } from './case-desk.ts';

/** A case of two invoices of 100.00 that its collector has accepted. */
async function processing(desk: CaseDesk): Promise<string> {
  const first = await desk.invoice('1001', { dueOn: 20_400 });
  await desk.invoice('1002', { customerId: first.customerId, dueOn: 20_410 });
  const reference = await desk.start('1001', '1002');
  await desk.say(reference, 'markAsPrepared');
  return reference;
}

const collected = (amount: string, externalId: string) => ({ amount, externalId });

describe('an amount that was collected', () => {
  it('is posted on the oldest invoice first', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected('130.00', 'r1'));
    expect(await desk.invoiceRow('1001')).toMatchObject({ openPrincipal: 0, stage: 'TRANSFERRED' });
    expect(await desk.invoiceRow('1002')).toMatchObject({ openPrincipal: 7_000 });
    expect(await desk.row(reference)).toMatchObject({ collected: 13_000, surplus: 0, openPrincipal: 7_000 });
  });

  it('told again under its id is the same receipt, whatever version is named', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected('50.00', 'r1'));
    const again = { by: 'anna', version: 1, ...collected('50.00', 'r1') };
    expect(await desk.sayAs(reference, 'addCollectedAmount', again)).toMatchObject({
      ok: true,
      says: 'The receipt r1 was recorded before: 50.00 EUR.',
    });
    expect(await desk.row(reference)).toMatchObject({ collected: 5_000, openPrincipal: 15_000 });
  });

  it('told again with another amount leaves the first and notes the conflict', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected('50.00', 'r1'));
    const other = await desk.say(reference, 'addCollectedAmount', collected('60.00', 'r1'));
    expect(other).toMatchObject({ ok: true, says: expect.stringMatching(/50.00 EUR stands/) });
    expect(await desk.row(reference)).toMatchObject({ collected: 5_000, attention: 'RECEIPT_CONFLICT' });
    await desk.say(reference, 'lookAgain');
    expect(await desk.row(reference)).toMatchObject({ attention: null });
  });

  it.each([
    ['200.00', 0, null],
    ['200.01', 1, 'SURPLUS'],
    ['199.99', 0, null],
  ])('of %s with 200.00 owed has a surplus of %i', async (amount, surplus, attention) => {
    const desk = await CaseDesk.open({ ...acme, policy: { ...acme.policy, cases: COMPLETES_LATER } });
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected(amount, 'r1'));
    expect(await desk.row(reference)).toMatchObject({ surplus, attention });
    expect(await desk.invoiceRow('1002')).toMatchObject({ surplus: 0 });
  });

  it('of more than is owed asks for its refund first, then for a word about the paid principal', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected('200.01', 'r1'));
    expect(await desk.row(reference)).toMatchObject({ surplus: 1, held: true, attention: 'SURPLUS' });
    await desk.say(reference, 'lookAgain');
    expect(await desk.row(reference)).toMatchObject({ attention: 'PRINCIPAL_PAID' });
    await desk.say(reference, 'lookAgain');
    expect(await desk.row(reference)).toMatchObject({ attention: null });
  });

  it('of more than is owed still asks for its refund when the case is closed', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected('200.01', 'r1'));
    await desk.say(reference, 'close', { reason: 'settled' });
    expect(await desk.row(reference)).toMatchObject({ state: 'CLOSED', attention: 'SURPLUS' });
  });

  it('asks for its refund also when the same receipt came with another amount, and ends neither by looking', async () => {
    const desk = await CaseDesk.open({ ...acme, policy: { ...acme.policy, cases: COMPLETES_LATER } });
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected('600.00', 'r1'));
    await desk.say(reference, 'addCollectedAmount', collected('5.00', 'r1'));
    const tasks = () =>
      desk.db.read((tx) => openTasksOf(tx, { creditor: 'acme', subject: 'case', about: reference }));
    const both = [{ kind: 'SURPLUS', key: 'r1' }, { kind: 'RECEIPT_CONFLICT' }];
    expect(await tasks()).toMatchObject(both);
    expect(await desk.say(reference, 'lookAgain')).toMatchObject({
      ok: true,
      says: expect.stringMatching(/SURPLUS, RECEIPT_CONFLICT.*tasks done/),
      state: { attention: 'SURPLUS', openTasks: 2 },
    });
    await desk.say(reference, 'close', { reason: 'settled' });
    expect(await tasks()).toMatchObject(both);
    expect(await desk.row(reference)).toMatchObject({ state: 'CLOSED', attention: 'SURPLUS', openTasks: 2 });
  });

  it.each(['0', '-1.00', '0.001', 'ten'])('of %s is refused', async (amount) => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    expect(await desk.say(reference, 'addCollectedAmount', collected(amount, 'r1'))).toMatchObject({
      ok: false,
    });
    expect(await desk.row(reference)).toMatchObject({ collected: 0 });
  });

  it('is told neither twice to the collector nor at all by itself', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.say(reference, 'addCollectedAmount', collected('50.00', 'r1'));
    expect(desk.collector.keys).toEqual(['order']);
  });
});

const COMPLETES_LATER = {
  onPrincipalPaid: 'complete',
  waiveCostsAfterDays: 14,
  processingTimeoutDays: 365,
  largestDocument: 1_000,
} as const;

describe('a booking on an invoice of the case', () => {
  it('is told to the collector once, with what is open after it', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.book('1001', 'payment', 2_500, 'bank/1');
    await desk.run(reference);
    await desk.run(reference);
    expect(desk.collector.keys).toEqual(['order', 'booking/bank%2F1']);
    expect(desk.collector.has[1]?.content).toMatchObject({
      kind: 'instruction',
      about: { kind: 'booking', booking: 'payment', amount: 2_500, open: 17_500, invoice: '1001' },
    });
  });

  it('before the order changes what is ordered instead', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    await desk.book('1001', 'payment', 2_500);
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject({ amount: 7_500 });
    await desk.say(reference, 'markAsPrepared');
    expect(desk.collector.has[0]?.content).toMatchObject({
      case: { amount: 7_500 },
      lineItems: [{ amountIncludingTax: 7_500 }],
      invoices: [{ open: { total: 7_500 } }],
    });
    expect(desk.collector.keys).toEqual(['order']);
  });

  it('that pays everything keeps an order back that has not left', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    desk.collector.answers = [new Error('away')];
    await desk.say(reference, 'markAsPrepared');
    await desk.book('1001', 'payment', 10_000);
    desk.at('2026-06-02T08:00:00Z');
    await desk.run(reference);
    expect(desk.collector.has).toEqual([]);
    expect(await desk.row(reference)).toMatchObject({ state: 'PENDING', attention: 'PRINCIPAL_PAID' });
  });

  it('that goes back lets a case paused for its paid principal go on', async () => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.book('1001', 'payment', 10_000, 'p1');
    await desk.book('1002', 'payment', 10_000, 'p2');
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject({ held: true, attention: 'PRINCIPAL_PAID' });
    desk.at('2026-06-03T08:00:00Z');
    await desk.book('1002', 'reversal', 10_000, 'p3');
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject({ held: false, attention: null, openPrincipal: 10_000 });
    expect(desk.collector.keys.map((key) => key.split('/')[0])).toEqual([
      'order',
      'pause',
      'booking',
      'booking',
      'resume',
      'booking',
    ]);
  });
});

describe('a charge told again under its id', () => {
  it.each(['40.00', '60.00'])('with %s, says that the first stands, and adds nothing', async (amount) => {
    const desk = await CaseDesk.open();
    const reference = await processing(desk);
    await desk.say(reference, 'addCharge', { charge: 'cost', amount: '40.00', externalId: 'c1' });
    const again = await desk.say(reference, 'addCharge', { charge: 'cost', amount, externalId: 'c1' });
    expect(again).toMatchObject({
      ok: true,
      says: 'The charge c1 was recorded before: it stands as it was, and nothing is added.',
    });
    expect(await desk.row(reference)).toMatchObject({ openCosts: 4_000 });
  });
});

describe('a paid principal', () => {
  const withCosts = async (settings: object) => {
    const cases = { ...COMPLETES_LATER, ...settings };
    const desk = await CaseDesk.open({ ...acme, policy: { ...acme.policy, cases } });
    const reference = await processing(desk);
    await desk.say(reference, 'addCharge', { charge: 'cost', amount: '40.00', externalId: 'c1' });
    // A credit goes to the principal first, so that the costs stay open.
    await desk.book('1001', 'credit', 10_000);
    await desk.book('1002', 'credit', 10_000);
    await desk.run(reference);
    return { desk, reference };
  };

  it('pauses the case for a person, unless the creditor lets it complete', async () => {
    const { desk, reference } = await withCosts({ onPrincipalPaid: 'pause' });
    const paused = { state: 'PROCESSING', held: true, attention: 'PRINCIPAL_PAID', openCosts: 4_000 };
    expect(await desk.row(reference)).toMatchObject(paused);
    desk.at('2027-01-01T08:00:00Z');
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject(paused);
    await desk.say(reference, 'resume');
    expect(await desk.row(reference)).toMatchObject({ held: false, state: 'PROCESSING' });
  });

  it.each([
    ['2026-06-14T21:59:59Z', 'PROCESSING'],
    ['2026-06-14T22:00:00Z', 'CLOSED'],
    ['2026-06-14T22:00:01Z', 'CLOSED'],
  ])('with a delay of 14 days is at %s %s, its costs waived with the closing', async (moment, state) => {
    const { desk, reference } = await withCosts({});
    desk.at(moment);
    await desk.run(reference);
    const isClosed = state === 'CLOSED';
    expect(await desk.row(reference)).toMatchObject({
      state,
      outcome: isClosed ? 'COLLECTED' : null,
      openCosts: isClosed ? 0 : 4_000,
    });
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: isClosed ? 'PAID' : 'TRANSFERRED' });
  });

  it('without a delay completes it at once and leaves the costs open', async () => {
    const { desk, reference } = await withCosts({ waiveCostsAfterDays: undefined });
    expect(await desk.row(reference)).toMatchObject({
      state: 'CLOSED',
      outcome: 'COLLECTED',
      openCosts: 4_000,
    });
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'NOTICED', held: true, openCosts: 4_000 });
    expect(await desk.invoiceRow('1002')).toMatchObject({ stage: 'PAID' });
    expect(desk.collector.keys).toContain('closed');
  });
});

it('an invoice that is paid within its case is PAID on the day of the money, once the case ends', async () => {
  const desk = await CaseDesk.open();
  await desk.invoice('1001');
  const reference = await desk.start('1001');
  await desk.book('1001', 'payment', 10_000);
  desk.at('2026-06-20T08:00:00Z');
  await desk.say(reference, 'close', { reason: 'paid' });
  expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'PAID', paidOn: 20_605 });
});

describe('waiving', () => {
  it.each([
    ['that the debtor has seen', true, /stays visible to the debtor as completed\.$/],
    ['that is still being prepared', false, /the debtor never saw it\.$/],
  ])('a case %s says what the debtor sees of it', async (_, isPrepared, says) => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    if (isPrepared) await desk.say(reference, 'markAsPrepared');
    expect(await desk.say(reference, 'waive')).toMatchObject({ ok: true, says: expect.stringMatching(says) });
    expect(await desk.row(reference)).toMatchObject({ state: 'CLOSED', outcome: 'WAIVED' });
  });
});

it('receipts whose ids and invoice numbers could be read as one another are all booked', async () => {
  const desk = await CaseDesk.open();
  const first = await desk.invoice('c', { dueOn: 20_400 });
  await desk.invoice('b/c', { customerId: first.customerId, dueOn: 20_410 });
  const reference = await desk.start('c', 'b/c');
  await desk.say(reference, 'addCollectedAmount', { amount: '60.00', externalId: 'a/b' });
  await desk.say(reference, 'addCollectedAmount', { amount: '60.00', externalId: 'a' });
  expect(await desk.row(reference)).toMatchObject({ collected: 12_000, openPrincipal: 8_000 });
  expect(await desk.invoiceRow('b/c')).toMatchObject({ openPrincipal: 8_000 });
});
