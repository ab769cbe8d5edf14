import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import type { CommandOutcome, InvoicePlan } from '../../../contracts/invoice.ts';
import type { Stage } from './random-order.ts';
import { createStage, type VirtualWorkflow } from './virtual-workflow.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const REF = { creditor: 'acme', number: '1001' };
let stage: Stage;

beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  stage = await createStage(readFileSync(server.bundlePath, 'utf8'));
});
afterAll(() => stage.close());

async function startInvoice(input: object = {}): Promise<VirtualWorkflow> {
  const started = { type: 'invoice', workflowId: 'invoice/acme/1001', input: { ...REF, ...input } } as const;
  const run = await stage.start(started, START, 1);
  onTestFinished(() => run.dispose());
  return run;
}

const aPlan = (version: number): InvoicePlan => ({
  step: 'wait',
  at: null,
  because: 'HELD',
  stage: 'OPEN',
  mode: 20,
  held: true,
  approved: false,
  attention: null,
  version,
});

const applied = (version: number): CommandOutcome => {
  const plan = aPlan(version);
  return { plan, answer: { ok: true, says: 'Done.', state: plan } };
};

/** The one activity that is under way. */
function underWay(run: VirtualWorkflow) {
  const [activity, ...others] = [...run.activities.values()];
  expect(others).toEqual([]);
  return activity!;
}

/** Lets the message under way fail and a minute go by; returns what is scheduled then. */
async function failing(run: VirtualWorkflow, error: string, type?: string) {
  await run.activate([run.fail(underWay(run), error, type)]);
  if (run.activities.size === 0) await run.activate([run.ring()!]);
  return underWay(run);
}

test('updates alone let a long history continue as new, once the last of them is answered', async () => {
  const run = await startInvoice({ plan: aPlan(1) });
  run.continueAsNewSuggested = true;
  for (let n = 1; n <= 3; n++) {
    await run.activate([run.update(`u-${n}`, 'pause', { by: 'anna' })]);
    expect(run.isOver).toBe(false);
    await run.activate([run.resolve(underWay(run), applied(n + 1))]);
    expect(run.updates.get(`u-${n}`)).toBe('completed');
    if (run.continuedWith !== undefined) break;
  }
  expect(run.continuedWith).toMatchObject({ ...REF, plan: { version: 2 } });
  expect(run.updates.size).toBe(1);
});

test('a message that came meanwhile is applied before it continues as new', async () => {
  const run = await startInvoice({ plan: aPlan(1) });
  run.continueAsNewSuggested = true;
  await run.activate([run.update('u-1', 'pause', { by: 'anna' }), run.signal('resume', { by: 'anna' })]);
  await run.activate([run.resolve(underWay(run), applied(2))]);
  expect(underWay(run).input).toMatchObject({ kind: 'resume' });
  await run.activate([run.resolve(underWay(run), applied(3))]);
  expect(run.continuedWith).toMatchObject({ plan: { version: 3 } });
});

test('asking an invoice that no database knows is refused by that name, and leaves no workflow behind', async () => {
  const run = await startInvoice();
  await run.activate([run.update('u-1', 'pause', { by: 'anna' })]);
  await run.activate([run.fail(underWay(run), 'Creditor acme has no invoice 1001.', 'NotFound')]);
  await run.activate([run.fail(underWay(run), 'Creditor acme has no invoice 1001.', 'NotFound')]);
  expect(run.rejections.get('u-1')).toBe('Creditor acme has no invoice 1001.');
  expect(run.isOver).toBe(true);
});

test('a message that fails though all else goes on lets others go first and is set aside after three attempts', async () => {
  const run = await startInvoice({ plan: aPlan(1) });
  await run.activate([run.signal('pause', { by: 'anna', commandId: 'p-1' })]);
  await run.activate([run.signal('close', { by: 'anna', reason: 'x', commandId: 'c-1' })]);
  const served: unknown[] = [];
  for (let n = 0; n < 30; n++) {
    if (run.activities.size === 0) break;
    const { type, input } = underWay(run);
    if (type === 'wait') {
      await run.activate([run.resolve(underWay(run), aPlan(2))]);
      continue;
    }
    served.push(input.kind === 'setAside' ? [input.kind, input.message, input.commandId] : input.commandId);
    if (input.commandId === 'p-1') await failing(run, 'no such column');
    else await run.activate([run.resolve(underWay(run), applied(3))]);
  }
  expect(served).toEqual([
    'p-1',
    'c-1',
    'p-1',
    'p-1',
    [
      'setAside',
      { name: 'pause', because: 'no such column', message: { by: 'anna', commandId: 'p-1' } },
      'set-aside/p-1',
    ],
  ]);
});

test('while nothing else goes on either, a message keeps its place and is never set aside', async () => {
  const run = await startInvoice({ plan: aPlan(1) });
  await run.activate([run.signal('pause', { by: 'anna', commandId: 'p-1' })]);
  for (let n = 0; n < 5; n++) {
    expect((await failing(run, 'disk I/O error')).type).toBe('wait');
    await run.activate([run.fail(underWay(run), 'disk I/O error')]);
    expect(underWay(run).input).toMatchObject({ kind: 'pause', commandId: 'p-1' });
  }
  await run.activate([run.resolve(underWay(run), applied(2))]);
  expect(run.activities.size).toBe(0);
});

test('a message that waits for what was staged before it is never set aside', async () => {
  const run = await startInvoice({ plan: aPlan(1) });
  await run.activate([run.signal('pause', { by: 'anna', commandId: 'p-1' })]);
  for (let n = 0; n < 5; n++) {
    expect((await failing(run, 'first the batch', 'StagedFirst')).type).toBe('wait');
    await run.activate([run.resolve(underWay(run), aPlan(1))]);
    expect(underWay(run).input).toMatchObject({ kind: 'pause', commandId: 'p-1' });
  }
});
