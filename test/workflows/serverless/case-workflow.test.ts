import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { CasePlan } from '../../../contracts/case.ts';
import { REHEARSAL_NAMESPACE } from '../../../contracts/task-queues.ts';
import { CaseCommandKind, parseCaseCommand } from '../../../domain/case/messages/index.ts';
import { FakeCase } from './fake-case.ts';
import type { Stage } from './random-order.ts';
import { createStage, type VirtualWorkflow } from './virtual-workflow.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const DAY = 86_400_000;
const REF = { creditor: 'acme', reference: '1001-1' };
let stage: Stage;

interface Metadata {
  readonly currentDetails: string;
  readonly definition: Record<
    'signalDefinitions' | 'updateDefinitions' | 'queryDefinitions',
    { readonly name: string; readonly description: string }[]
  >;
}

beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  stage = await createStage(readFileSync(server.bundlePath, 'utf8'), ['prepareCase', 'orderCollection']);
});

afterAll(() => stage.close());

const startCase = (input: object = {}, namespace = 'dunwell') =>
  stage.start(
    { type: 'case', workflowId: 'case/acme/1001-1', input: { ...REF, ...input }, namespace },
    START,
    1,
  );

const aPlan = (plan: Partial<CasePlan>): CasePlan => ({
  step: 'waitForCase',
  at: null,
  because: 'AWAITS_REVIEW',
  state: 'REVIEWING',
  held: false,
  attention: null,
  version: 3,
  ...plan,
});

const metadataOf = (run: VirtualWorkflow) => run.query<Metadata>('__temporal_workflow_metadata');

test('each message of a case is a Temporal signal and an update, with an example that is rightly written', async () => {
  const run = await startCase({ plan: aPlan({}) });
  const { signalDefinitions, updateDefinitions } = (await metadataOf(run)).definition;
  for (const kind of Object.values(CaseCommandKind)) {
    const [signal] = signalDefinitions.filter(({ name }) => name === kind);
    const [update] = updateDefinitions.filter(({ name }) => name === kind);
    expect(signal?.description).toBe(update?.description);
    const [example] = signal?.description.match(/\{.*?\}/) ?? [];
    expect(parseCaseCommand(kind, JSON.parse(example ?? 'null'), 'id')).toHaveProperty('command');
  }
  await run.dispose();
});

test('state, whyNot, details and search attributes of a case tell the same truth', async () => {
  const at = START + 3 * DAY;
  const plan = aPlan({
    step: 'askCollector',
    at,
    because: 'COLLECTING',
    state: 'PROCESSING',
    attention: 'SURPLUS',
    configuration: 'big-debts',
    collector: 'https',
    timeoutOn: '2027-03-02',
    version: 9,
  });
  const run = await startCase({ plan });
  expect(await run.query('state')).toEqual({ ...plan, at: '2026-03-05T09:00:00.000Z' });
  expect(await run.query('whyNot')).toEqual({
    because: 'COLLECTING',
    says: 'The collector tries to collect the money.',
    until: '2026-03-05T09:00:00.000Z',
    needs: 'SURPLUS',
    todo: 'More was collected than was owed: refund it, then say so with `tasks done` or `lookAgain`.',
  });
  expect((await metadataOf(run)).currentDetails.split('\n\n')).toEqual([
    '**PROCESSING** (with the collector)',
    'Configuration big-debts (collector: https).',
    'On 2026-03-05 09:00 UTC the collector is asked how it stands. The collector tries to collect the money.',
    'Times out on 2027-03-02.',
    '**Needs you: SURPLUS.** More was collected than was owed: refund it, then say so with `tasks done` or `lookAgain`.',
    'Version 9: name it in each message.',
  ]);
  expect(Object.fromEntries(run.searchAttributes)).toEqual({
    DunwellCreditor: 'acme',
    DunwellStage: 'PROCESSING',
    DunwellNeeds: 'SURPLUS',
    DunwellNextAt: '2026-03-05T09:00:00.000Z',
    DunwellHeld: false,
  });
  await run.dispose();
});

test('a case that waits for a person says so, and whether it is paused or deactivated', async () => {
  const run = await startCase({ plan: aPlan({ held: true, because: 'HELD', deactivated: true }) });
  expect((await metadataOf(run)).currentDetails.split('\n\n')).toEqual([
    '**REVIEWING** (being reviewed)',
    '**Deactivated:** gone from the debtor’s view, for good.',
    '**Paused.**',
    'Waits without a date. The case is paused and stays so until someone resumes it.',
    'Version 3: name it in each message.',
  ]);
  await run.dispose();
});

test('what a case does not understand is answered with the names there are', async () => {
  const run = await startCase({ plan: aPlan({}) });
  await run.activate([
    run.update('u-1', 'approve', { by: 'anna' }),
    run.update('u-2', 'close', { by: 'anna' }),
  ]);
  expect(run.rejections.get('u-1')).toMatch('There is no message "approve": this case understands update, ');
  expect(run.rejections.get('u-2')).toMatch('close needs `version`');
  await expect(run.query('status')).rejects.toThrow('There is no query "status"');
  await run.activate([run.signal('freeze', { by: 'anna', commandId: 'f-1' })]);
  const [activity] = run.activities.values();
  expect(activity).toMatchObject({
    type: 'applyCaseCommand',
    input: { ...REF, kind: 'unknown', message: { name: 'freeze' }, commandId: 'f-1' },
  });
  await run.dispose();
});

test('a case that is in no database leaves no workflow behind', async () => {
  const run = await startCase();
  const [activity] = run.activities.values();
  expect(activity?.type).toBe('waitForCase');
  await run.activate([run.fail(activity!, 'There is no case 1001-1.', 'NotFound')]);
  expect(run.isOver).toBe(true);
  await run.dispose();
});

test('a step that a newer release planned is decided again', async () => {
  const run = await startCase({ plan: aPlan({ step: 'sendPostcard' as never, at: START }) });
  expect([...run.activities.values()].map(({ type }) => type)).toEqual(['waitForCase']);
  await run.dispose();
});

test('a closed case ends with its outcome', async () => {
  const engine = new FakeCase(START);
  const run = await startCase({ plan: engine.plan() });
  await run.activate([run.signal('close', { by: 'anna', version: 1, reason: 'enough' })]);
  const [activity] = run.activities.values();
  await run.activate([run.resolve(activity!, engine.run(activity!))]);
  expect(run.result).toEqual({ state: 'CLOSED', outcome: 'UNCOLLECTED' });
  await run.dispose();
});

test('a rehearsing case moves its clock to each step instead of waiting for it', async () => {
  const plan = aPlan({ step: 'prepareCase', at: START + DAY, because: 'OPENED_BY_SYSTEM', version: 1 });
  const run = await startCase({ plan, rehearsal: { startsAt: START } }, `${REHEARSAL_NAMESPACE}-1`);
  const order = aPlan({ step: 'orderCollection', at: START + 5 * DAY, because: 'ORDER_DUE', version: 2 });
  const took: [string, number][] = [];
  const answers = [order, aPlan({ because: 'AWAITS_COLLECTOR', state: 'PENDING' })];
  for (const next of answers) {
    const [activity] = run.activities.values();
    took.push([activity!.type, (Number(activity!.input.asOf) - START) / DAY]);
    expect(activity!.isLocal).toBe(true);
    await run.activate([run.resolve(activity!, next)]);
  }
  expect(took).toEqual([
    ['prepareCase', 1],
    ['orderCollection', 5],
  ]);
  // Without a planned moment nothing can come any more.
  expect(run.result).toEqual({ state: 'PENDING' });
  expect(run.timers.size).toBe(0);
  expect(run.searchAttributes.size).toBe(0);
  await run.dispose();
});

const startOpening = () => {
  const input = { creditor: 'acme', request: 'r-1' };
  return stage.start({ type: 'openCase', workflowId: 'open-case/acme/r-1', input }, START, 1);
};

test('an opening opens the case, starts its workflow and says what came of it', async () => {
  const run = await startOpening();
  const [open] = run.activities.values();
  expect(open).toMatchObject({ type: 'openCase', input: { creditor: 'acme', request: 'r-1', asOf: START } });
  const opening = { ok: true, reference: '1001-1', isNew: true, says: 'Case 1001-1 was opened.' };
  await run.activate([run.resolve(open!, opening)]);
  const [relay] = run.activities.values();
  expect(relay?.type).toBe('relayWakes');
  expect((await metadataOf(run)).currentDetails).toBe('Case 1001-1 was opened.');
  await run.activate([run.resolve(relay!, 1)]);
  expect(run.result).toEqual(opening);
  await run.dispose();
});

test('an opening that is refused says why', async () => {
  const run = await startOpening();
  const [open] = run.activities.values();
  const opening = { ok: false, refused: 'Invoice 1001 has an active case.' };
  await run.activate([run.resolve(open!, opening)]);
  expect(run.activities.size).toBe(0);
  expect(run.result).toEqual(opening);
  await run.dispose();
});
