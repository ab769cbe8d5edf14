import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type CaseRef, createDunwellClient, type DunwellClient } from '../../client/client.ts';
import { runningWorkflows } from '../../client/running-workflows.ts';
import { caseWorkflowId } from '../../contracts/ids.ts';
import { SearchAttribute } from '../../contracts/search-attributes.ts';
import { TASK_QUEUE } from '../../contracts/task-queues.ts';
import { findCaseByReference, insertCase } from '../../db/case/cases.ts';
import type { Database } from '../../db/database.ts';
import { connect, type TemporalConnections } from '../../temporal/connect.ts';
import { ensureNamespace } from '../../temporal/ensure-namespace.ts';
import { ensureSearchAttributes } from '../../temporal/ensure-search-attributes.ts';
import { adoptServer } from '../../worker/adopt-server.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { addInvoice } from '../db/samples.ts';
import { freshDatabase } from '../db/test-database.ts';
import { until } from './office.ts';
import { FakeCase } from './serverless/fake-case.ts';

/** The real case workflow on a real server; its activities are played. */
const played = new Map<string, FakeCase>();
let connections: TemporalConnections;
let client: DunwellClient;
let worker: { worker: Worker; end: Promise<void> };

const act = (type: string) => async (input: { reference: string }) => {
  const engine = played.get(input.reference);
  if (engine === undefined) throw new Error(`no test plays ${input.reference}`);
  return engine.run({ seq: 0, isLocal: false, type, input });
};

const activities = {
  ...Object.fromEntries(
    ['waitForCase', 'prepareCase', 'orderCollection', 'applyCaseCommand'].map((name) => [name, act(name)]),
  ),
  openCase: async ({ request }: { request: string }) =>
    request === 'bad'
      ? { ok: false, refused: 'Invoice 1001 has an active case.' }
      : { ok: true, reference: `${request}-1`, isNew: true, says: 'Opened.' },
  relayWakes: async () => 0,
  reconcile: async () => ({ started: 0, woken: 0, notified: 0, odd: [] }),
};

beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  installRuntime(() => undefined);
  // Of its own: what other files left behind would be found by queries, too.
  const namespace = `dunwell-test-cases-${randomUUID().slice(0, 8)}`;
  connections = await connect(server, namespace);
  await ensureNamespace(connections.connection, namespace, 1);
  await ensureSearchAttributes(connections.connection, namespace, SearchAttribute);
  client = createDunwellClient(connections.client);
  const created = await Worker.create({
    connection: connections.native,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath: server.bundlePath },
    activities,
  });
  worker = { worker: created, end: created.run() };
});

afterAll(async () => {
  for (const reference of played.keys())
    await handleOf({ creditor: 'acme', reference })
      .terminate()
      .catch(() => undefined);
  worker.worker.shutdown();
  await worker.end;
  await connections.close();
});

/** A case whose first step lies a day ahead. */
function aCase(reference: string): { ref: CaseRef; engine: FakeCase } {
  const engine = new FakeCase(Date.now());
  played.set(reference, engine);
  return { ref: { creditor: 'acme', reference }, engine };
}

const HERE = { id: 'here', says: 'the server of all tests', isOfFolder: false };
const from = { by: 'anna', version: 1 };
const handleOf = ({ creditor, reference }: CaseRef) =>
  connections.client.workflow.getHandle(caseWorkflowId(creditor, reference));

/** A database whose one case was carried by a workflow. */
async function booksWithACase(): Promise<{ db: Database; carried: () => Promise<boolean | undefined> }> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const { id, customerId, issuedOn, dueOn } = await addInvoice(tx, '1000');
    const row = {
      creditor: 'acme',
      reference: '1000-1',
      externalId: 'transfer/1000/1',
      source: 'transfer',
      state: 'PREPARING',
      customerId,
      amount: 10_000,
      currency: 'EUR',
      contractDate: issuedOn,
      dueOn,
      openedAt: 5_000,
      hasWorkflow: true,
    } as const;
    await insertCase(tx, { row, billingAddress: {}, lineItems: [], invoiceIds: [id] });
  });
  const carried = async () => (await db.read((tx) => findCaseByReference(tx, 'acme', '1000-1')))?.hasWorkflow;
  return { db, carried };
}

test('on a server that knows no invoice and no case, cases are taken up again; on one that knows a case, not', async () => {
  const { db, carried } = await booksWithACase();
  expect(await adoptServer(connections.client, db, HERE, { isNew: true })).toBe(1);
  expect(await carried()).toBe(false);
  const known = await booksWithACase();
  const { ref, engine } = aCase('1000-1');
  await client.startCase(ref, engine.plan());
  await until('it is counted', async () => {
    const { count } = await connections.client.workflow.count('WorkflowType="case"');
    return count === 1;
  });
  expect(await adoptServer(connections.client, known.db, HERE, { isNew: false })).toBe(0);
  expect(await known.carried()).toBe(true);
});

test('a case is started once, asked, told and found by its state', async () => {
  const { ref, engine } = aCase('1001-1');
  expect(await client.startCase(ref, engine.plan())).toBe('started');
  expect(await client.startCase(ref, engine.plan())).toBe('running');
  expect(await client.askCase(ref, 'pause', from)).toMatchObject({ ok: true, state: { held: true } });
  expect(await client.askCase(ref, 'markAsReviewed', from)).toMatchObject({ ok: false, refused: 'Not now.' });
  // @ts-expect-error: a change without its version does not compile, and is refused before it is sent.
  expect(await client.askCase(ref, 'close', { by: 'anna' })).toMatchObject({
    ok: false,
    refused: expect.stringContaining('close needs `version`'),
  });
  const query =
    'WorkflowType="case" AND DunwellStage="PREPARING" AND DunwellHeld=true AND DunwellMode IS NULL';
  await until('it is found', async () => {
    for await (const { workflowId } of connections.client.workflow.list({ query }))
      if (workflowId === caseWorkflowId('acme', '1001-1')) return true;
    return false;
  });
  expect(await client.tellCase(ref, 'close', { ...from, reason: 'enough' })).toBe('told');
  expect(await handleOf(ref).result()).toEqual({ state: 'CLOSED', outcome: 'UNCOLLECTED' });
});

test('a case whose workflow has ended is answered all the same; nobody is told', async () => {
  const { ref, engine } = aCase('1002-1');
  await client.startCase(ref, engine.plan());
  await client.askCase(ref, 'close', { ...from, reason: 'enough' });
  await handleOf(ref).result();
  expect(await client.tellCase(ref, 'lookAgain', { by: 'anna' })).toBe('absent');
  expect(await client.askCase(ref, 'pause', from)).toMatchObject({ ok: false, refused: 'Not now.' });
  expect(await handleOf(ref).result()).toEqual({ state: 'CLOSED', outcome: 'UNCOLLECTED' });
});

test('only what names a case goes into its history', async () => {
  const { ref, engine } = aCase('1003-1');
  const row = { ...ref, customer: 'Jansen', amount: 12_500 };
  await client.startCase(row, engine.plan());
  const [started] = (await handleOf(ref).fetchHistory()).events ?? [];
  const [payload] = started?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const input = JSON.parse(Buffer.from(payload?.data ?? []).toString()) as object;
  expect(Object.keys(input).sort()).toEqual(['creditor', 'plan', 'reference']);
});

test('the server says which of a thousand ids run, and how many of each kind', async () => {
  const server = runningWorkflows(connections.client);
  const { ref, engine } = aCase('1004-1');
  await client.startCase(ref, engine.plan());
  const id = handleOf(ref).workflowId;
  await until('it is found', async () => (await server.runningAmong([id])).size === 1);
  expect(await server.countRunning('case')).toBeGreaterThan(0);
  const others = Array.from({ length: 999 }, (_, i) => `case/acme/%C3%A4-${i}`);
  expect(await server.runningAmong([...others, id])).toEqual(new Set([id]));
  expect(await server.runningAmong([id])).toEqual(new Set([id]));
  expect(await server.runningAmong([])).toEqual(new Set());
  const all: string[] = [];
  for await (const page of server.eachRunning('case')) all.push(...page);
  expect(all).toContain(id);
  expect(await server.failingTasks(10)).toEqual([]);
  await handleOf(ref).terminate();
  await until('it is gone', async () => (await server.runningAmong([id])).size === 0);
});

test('a case is opened from a staged request, once, and the answer can be read later', async () => {
  const request = { creditor: 'acme', request: '1005' };
  await client.openCase(request);
  await client.openCase(request);
  expect(await client.openCaseResult(request)).toMatchObject({ ok: true, reference: '1005-1' });
  await client.openCase({ creditor: 'acme', request: 'bad' });
  expect(await client.openCaseResult({ creditor: 'acme', request: 'bad' })).toEqual({
    ok: false,
    refused: 'Invoice 1001 has an active case.',
  });
});
