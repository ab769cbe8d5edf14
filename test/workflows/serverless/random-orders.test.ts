import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FakeCase } from './fake-case.ts';
import { FakeInvoice } from './fake-invoice.ts';
import { type Play, playOrders, type Stage } from './random-order.ts';
import { createStage } from './virtual-workflow.ts';

/** About 12 ms each; raise it after a change of the loop (5,000 of each passed when this was written). */
const ORDERS = 1000;
const START = Date.parse('2026-03-02T09:00:00Z');
const INVOICE = { type: 'invoice', workflowId: 'invoice/acme/1001' } as const;
const CASE = { type: 'case', workflowId: 'case/acme/1001-1' } as const;
let stage: Stage;

beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  stage = await createStage(readFileSync(server.bundlePath, 'utf8'));
});

afterAll(() => stage.close());

function invoicePlay(): Play {
  return {
    started: INVOICE,
    input: { creditor: 'acme', number: '1001' },
    startsAt: START,
    engine: new FakeInvoice(START),
    kinds: ['pause', 'resume', 'approve', 'reconsider', 'ledgerChanged', 'pause', 'resume', 'close'],
    contentOf: (kind) => ({ by: 'anna', ...(kind === 'close' ? { reason: 'enough' } : {}) }),
  };
}

function casePlay(): Play {
  const plain = ['lookAgain', 'reportReceived'];
  const more: Readonly<Record<string, object>> = {
    close: { reason: 'enough' },
    withdraw: { reason: 'paid to us' },
    addCollectedAmount: { amount: '50.00', externalId: 'r-1' },
    deactivate: { acknowledged: ['published', 'stepsTaken'] },
  };
  return {
    started: CASE,
    input: { creditor: 'acme', reference: '1001-1' },
    startsAt: START,
    engine: new FakeCase(START),
    kinds: [...plain, ...Object.keys(more), 'markAsReviewed', 'markAsReviewed', 'pause', 'resume', 'resume'],
    contentOf: (kind) => ({ by: 'anna', ...(plain.includes(kind) ? {} : { version: 1 }), ...more[kind] }),
  };
}

test(`${ORDERS} random orders of messages, alarms and failures leave nobody of an invoice without an answer`, async () => {
  await playOrders(stage, ORDERS, invoicePlay);
}, 120_000);

test(`${ORDERS} random orders of messages, alarms and failures leave nobody of a case without an answer`, async () => {
  await playOrders(stage, ORDERS, casePlay);
}, 120_000);

test('when the server suggests it, a quiet invoice continues as new with its plan and the names of its messages', async () => {
  const engine = new FakeInvoice(START);
  const input = { creditor: 'acme', number: '1001', plan: engine.plan() };
  const run = await stage.start({ ...INVOICE, input }, START, 7);
  run.continueAsNewSuggested = true;
  const serve = async () => {
    const [activity] = run.activities.values();
    await run.activate([run.resolve(activity!, engine.run(activity!))]);
  };
  await run.activate([
    run.signal('reconsider', { by: 'anna' }),
    run.update('u', 'reconsider', { by: 'anna' }),
  ]);
  await serve();
  // An update still waits for its answer: that comes first.
  expect(run.isOver).toBe(false);
  await serve();
  expect(run.updates.get('u')).toBe('completed');
  const [named] = Object.keys((run.continuedWith as { keys: { counts: object } }).keys.counts);
  expect(run.continuedWith).toEqual({
    creditor: 'acme',
    number: '1001',
    plan: engine.plan(),
    // So that a reset across the two runs applies nothing twice; the update has an id of its own.
    keys: { prefix: 'run-7', counts: { [String(named)]: 1 } },
  });
  expect(named).toMatch(/^reconsider-/);
  expect(run.timers.size).toBe(0);
  await run.dispose();
});
