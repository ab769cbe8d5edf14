import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../domain/kernel/day.ts';
import { CaseDesk } from './case-desk.ts';

/** A case of two open invoices that is with its collector, who took a step towards the debtor. */
async function processing(desk: CaseDesk): Promise<string> {
  const first = await desk.invoice('1001', { dueOn: 20_400 });
  await desk.invoice('1002', { customerId: first.customerId, dueOn: 20_410 });
  const reference = await desk.start('1002', '1001');
  await desk.say(reference, 'markAsPrepared');
  await desk.report(reference, {
    revision: 1,
    status: 'accepted',
    steps: [{ id: 's1', what: 'letter', on: 20_600 }],
  });
  return reference;
}

const ACKNOWLEDGED = { acknowledged: ['published', 'stepsTaken'] };

describe('deactivating a case', () => {
  it('asks to acknowledge what the debtor has seen and heard, each by its name', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    const deactivate = (acknowledged: string[], more = {}) =>
      desk.say(reference, 'deactivate', { acknowledged, ...more });

    const neither = await deactivate([]);
    expect(neither).toMatchObject({ ok: false });
    expect(neither.ok ? '' : neither.refused).toMatch(/`published`.*already been published.*`stepsTaken`/s);
    expect(await deactivate(['published'])).toMatchObject({
      refused: expect.stringMatching(/^Acknowledge `stepsTaken`/),
    });
    expect(await deactivate(['stepsTaken'])).toMatchObject({
      refused: expect.stringMatching(/^Acknowledge `published`/),
    });
    expect(await deactivate(['published', 'stepsTaken'])).toMatchObject({ ok: true });
  });

  it('asks for the steps that people noted by hand, from the first on', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    expect(await desk.say(reference, 'noteStep', { what: 'called' })).toMatchObject({
      refused: expect.stringMatching(/nobody collects it/),
    });
    await desk.say(reference, 'markAsPrepared');
    const tomorrow = formatDay(Math.floor(desk.now / 86_400_000) + 1);
    expect(await desk.say(reference, 'noteStep', { what: 'called', takenOn: tomorrow })).toMatchObject({
      refused: expect.stringMatching(/lies ahead/),
    });
    const step = { what: 'called, no answer', takenOn: '2026-05-04' };
    expect(await desk.say(reference, 'noteStep', step)).toMatchObject({
      ok: true,
      says: 'The step of 2026-05-04 is noted.',
    });
    expect((await desk.events(reference)).at(-1)).toMatchObject({
      ...{ event: 'step taken towards the debtor', reason: 'called, no answer', by: 'anna' },
      on: parseDay('2026-05-04'),
    });
    expect(await desk.say(reference, 'deactivate', { acknowledged: ['published'] })).toMatchObject({
      refused: expect.stringMatching(/^Acknowledge `stepsTaken`/),
    });
  });

  it('ignores a superfluous acknowledgement', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    const answer = await desk.say(reference, 'deactivate', { acknowledged: ['published', 'stepsTaken'] });
    expect(answer).toMatchObject({ ok: true });
  });

  it('takes effect at once with a collector: withdrawn, unlinked, blocked and out of sight', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    const answer = await desk.say(reference, 'deactivate', ACKNOWLEDGED);
    expect(answer).toMatchObject({ ok: true, says: expect.stringMatching(/may charge for it/) });
    expect(desk.collector.keys).toEqual(['order', 'withdrawal']);
    expect(await desk.row(reference)).toMatchObject({
      ...{ state: 'PROCESSING', deactivatedAt: desk.now, withdrawalAsked: true },
      ...{ because: 'AWAITS_WITHDRAWAL', nextStep: 'askCollector', hasWorkflow: true },
    });
    for (const number of ['1001', '1002']) {
      expect(await desk.invoiceRow(number)).toMatchObject({ stage: 'NOTICED', held: true });
    }
  });

  it('is followed until the collector acknowledges; what it brings in meanwhile is booked on the invoices', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    await desk.say(reference, 'deactivate', ACKNOWLEDGED);
    const receipts = [{ id: 'late', amount: 12_000, currency: 'EUR', on: 20_600 }];
    await desk.report(reference, { revision: 2, status: 'accepted', receipts });
    expect(await desk.row(reference)).toMatchObject({ collected: 12_000, nextStep: 'askCollector' });
    await desk.report(reference, { revision: 3, status: 'withdrawn', receipts });
    expect(await desk.row(reference)).toMatchObject({
      ...{ state: 'CLOSED', outcome: 'WITHDRAWN', withdrawalAsked: false, nextStep: 'endCase' },
    });
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'NOTICED' });
  });

  it.each([
    ['withdrawn', 'WITHDRAWN'],
    ['rejected', 'WITHDRAWN'],
    ['closed', 'UNCOLLECTED'],
  ] as const)('is over when the collector says %s', async (status, outcome) => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    await desk.say(reference, 'deactivate', ACKNOWLEDGED);
    await desk.report(reference, { revision: 2, status });
    expect(await desk.row(reference)).toMatchObject({
      state: 'CLOSED',
      outcome,
      nextStep: 'endCase',
      openTasks: 0,
    });
  });

  it('brings a collector that does not acknowledge to a person, who may know better', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    await desk.say(reference, 'deactivate', ACKNOWLEDGED);
    desk.now += 3 * 86_400_000;
    await desk.say(reference, 'reportReceived');
    expect(await desk.row(reference)).toMatchObject({ attention: 'COLLECTOR_SILENT' });
    expect(await desk.say(reference, 'close', { reason: 'they called', outcome: 'COLLECTED' })).toMatchObject(
      {
        refused: expect.stringMatching(/without an outcome/),
      },
    );
    expect(await desk.say(reference, 'close', { reason: 'they called' })).toMatchObject({
      ok: true,
      says: expect.stringMatching(/counts as acknowledged/),
    });
    expect(await desk.row(reference)).toMatchObject({
      outcome: 'WITHDRAWN',
      attention: null,
      nextStep: 'endCase',
    });
    expect(desk.collector.keys).toEqual(['order', 'withdrawal']);
  });

  it('lets no other case be started for its invoices until then, unless that is forced', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    await desk.say(reference, 'deactivate', ACKNOWLEDGED);
    await desk.resumeInvoice('1001');
    const start = { kind: 'start', invoices: ['1001'], environment: 'PRODUCTION' } as const;
    const request = { ...start, configuration: null, language: null };
    expect(await desk.request(request)).toMatchObject({
      ok: false,
      refused: expect.stringMatching(/was in case 1001-1, whose collector has not acknowledged/),
    });
    expect(await desk.request({ ...request, force: true })).toMatchObject({ ok: true, reference: '1001-2' });
    await desk.resumeInvoice('1002');
    await desk.report(reference, { revision: 2, status: 'withdrawn' });
    expect(await desk.request({ ...request, invoices: ['1002'] })).toMatchObject({ ok: true });
  });

  it('refuses every change but the word that its collector has let go', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    await desk.say(reference, 'deactivate', ACKNOWLEDGED);
    for (const kind of ['waive', 'pause', 'resume', 'withdraw'] as const) {
      expect(await desk.say(reference, kind, kind === 'withdraw' ? { reason: 'x' } : {})).toMatchObject({
        refused: expect.stringMatching(/deactivated, for good/),
      });
    }
    expect(await desk.say(reference, 'delete')).toMatchObject({
      refused: expect.stringMatching(/has not acknowledged the withdrawal/),
    });
  });

  it('is finished where an older version had left it waiting for the collector', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const reference = await processing(desk);
    await desk.say(reference, 'withdraw', { reason: 'wrong debtor' });
    await desk.asOfAnOlderVersion(reference);
    await desk.say(reference, 'lookAgain');
    expect(await desk.row(reference)).toMatchObject({ deactivatedAt: desk.now, deactivationAsked: false });
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'NOTICED', held: true });
  });

  it('asks for the refund of what comes too much after it, on invoices or without any', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    const withInvoices = await processing(desk);
    await desk.say(withInvoices, 'deactivate', ACKNOWLEDGED);
    const more = { id: 'late', amount: 20_001, currency: 'EUR', on: 20_600 };
    await desk.report(withInvoices, { revision: 2, receipts: [more] });
    expect(await desk.row(withInvoices)).toMatchObject({ surplus: 1, attention: 'SURPLUS' });

    const alone = await desk.create();
    await desk.say(alone, 'markAsPrepared');
    await desk.say(alone, 'deactivate', ACKNOWLEDGED);
    const receipt = { id: 'late', amount: 12_000, currency: 'CHF', on: 20_600 };
    await desk.report(alone, { revision: 1, receipts: [receipt] });
    expect(await desk.row(alone)).toMatchObject({ surplus: 0, attention: null });
    await desk.report(alone, { revision: 2, receipts: [receipt, { ...receipt, id: 'later' }] });
    expect(await desk.row(alone)).toMatchObject({ surplus: 12_000, attention: 'SURPLUS' });
  });

  it('is permanent', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    await desk.say(reference, 'deactivate');
    const again = await desk.say(reference, 'deactivate');
    expect(again).toMatchObject({ ok: true, says: 'The case was deactivated before.' });
    for (const kind of ['markAsPrepared', 'pause', 'resume', 'waive'] as const) {
      expect(await desk.say(reference, kind)).toMatchObject({
        refused: expect.stringMatching(/deactivated|PREPARING/),
      });
    }
  });

  it('does nothing to a paid invoice and blocks an open or part-paid one', async () => {
    const desk = await CaseDesk.open();
    const first = await desk.invoice('1001', { dueOn: 20_400 });
    await desk.invoice('1002', { customerId: first.customerId, dueOn: 20_410 });
    await desk.invoice('1003', { customerId: first.customerId, dueOn: 20_420 });
    const reference = await desk.start('1001', '1002', '1003');
    await desk.book('1001', 'payment', 10_000);
    await desk.book('1002', 'payment', 4_000);
    await desk.say(reference, 'deactivate');
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'PAID', held: false });
    expect(await desk.invoiceRow('1002')).toMatchObject({
      stage: 'NOTICED',
      held: true,
      openPrincipal: 6_000,
    });
    expect(await desk.invoiceRow('1003')).toMatchObject({ stage: 'NOTICED', held: true });
  });

  it('lets the invoices be started again once they are resumed, under the next number', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    expect(reference).toBe('1001-1');
    await desk.say(reference, 'deactivate');
    const start = { kind: 'start', invoices: ['1001'], environment: 'PRODUCTION' } as const;
    const blocked = await desk.request({ ...start, configuration: null, language: null });
    expect(blocked).toMatchObject({
      ok: false,
      refused: expect.stringMatching(/Debt collection case deactivated.*resume/),
    });
    await desk.resumeInvoice('1001');
    expect(await desk.start('1001')).toBe('1001-2');
    expect(await desk.row('1001-2')).toMatchObject({ externalId: '1001-2', state: 'PREPARING' });
  });
});

describe('deleting a case', () => {
  it('leaves a tombstone whose names are never used again', async () => {
    const desk = await CaseDesk.open();
    const reference = await desk.create();
    expect(await desk.say(reference, 'delete')).toMatchObject({ ok: true });
    await expect(desk.row(reference)).rejects.toThrow();
    expect(await desk.tombstones()).toEqual([
      expect.objectContaining({
        reference: 'test-case',
        externalId: '11224454',
        by: 'anna',
        deletedAt: desk.now,
      }),
    ]);
    const again = await desk.request(desk.sample({ reference: 'other' }));
    expect(again).toMatchObject({ ok: false, refused: expect.stringMatching(/was deleted/) });
  });

  it('comes only after the deactivation, where there are invoices', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    expect(await desk.say(reference, 'delete')).toMatchObject({
      refused: expect.stringMatching(/deactivate it first/),
    });
    await desk.say(reference, 'deactivate');
    expect(await desk.say(reference, 'delete')).toMatchObject({ ok: true });
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'NOTICED', held: true });
  });

  it('is refused for one of the test environment that its collector may have', async () => {
    const desk = await CaseDesk.open();
    const uncertain = await desk.create({ environment: 'TEST' });
    desk.collector.dedupes = false;
    desk.collector.answers = [new Error('the line broke')];
    await desk.say(uncertain, 'markAsPrepared');
    expect(await desk.row(uncertain)).toMatchObject({ state: 'PENDING', attention: 'ORDER_UNCERTAIN' });
    expect(await desk.say(uncertain, 'delete')).toMatchObject({
      refused: expect.stringMatching(/nobody knows whether it arrived/),
    });
  });
});
