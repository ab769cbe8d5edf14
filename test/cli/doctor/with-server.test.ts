import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { setHasWorkflow } from '../../../db/invoice/invoices.ts';
import { openTasksOf } from '../../../db/tasks/tasks.ts';
import { clearingLeftovers } from '../../../gateways/leftovers.ts';
import { connect } from '../../../temporal/connect.ts';
import { sql } from '../../db/sql.ts';
import { openDesk } from '../../workflows/desk.ts';
import { openOffice, until } from '../../workflows/office.ts';
import { reconcileNow } from '../../workflows/reconcile-now.ts';
import { inProcess } from '../in-process.ts';

const office = openOffice();

interface Found {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

/** What the doctor says of one thing. */
async function found(what: string): Promise<Found> {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const { out } = await inProcess(['doctor', '--json'], {
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: office.namespace,
    DUNWELL_DATA: office.folder,
  });
  const { findings } = JSON.parse(out) as { findings: Found[] };
  const one = findings.find((finding) => finding.what === what);
  if (one === undefined) throw new Error(`the doctor says nothing of ${what}`);
  return one;
}

test('the doctor names an invoice whose workflow was deleted, and is green once the sweep took it up', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  expect(await found('carried by workflows')).toMatchObject({ ok: true });
  const { workflowId } = desk.handle();
  const { workflowService, options } = office.temporal;
  const { namespace } = options;
  await workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
  await until('it is named', async () => {
    const { ok, says } = await found('carried by workflows');
    return !ok && says === `No workflow runs any more: invoice 1001 of ${desk.id}.`;
  });
  await until('it is taken up', async () => {
    await reconcileNow(office);
    return desk.clock().isRunning();
  });
  expect(await found('carried by workflows')).toMatchObject({ ok: true });
});

test('an open invoice that never had a workflow is named once it should have one', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  expect(await found('invoices without workflow')).toMatchObject({ ok: true });
  const { id } = await desk.row();
  await office.db.transaction((tx) => setHasWorkflow(tx, id, false));
  // Decided a moment ago: its start may be under way.
  expect(await found('invoices without workflow')).toMatchObject({ ok: true });
  await sql(office.db).run('update invoices set decided_at = decided_at - 3600000 where id = ?', id);
  const says = `Invoices that nothing carries on: invoice 1001 of ${desk.id}.`;
  expect(await found('invoices without workflow')).toMatchObject({ ok: false, says });
  await reconcileNow(office);
  expect(await found('invoices without workflow')).toMatchObject({ ok: true });
});

test('a running workflow of what is not in the books is named by its id', async () => {
  const workflowId = `invoice/acme/${randomUUID()}`;
  // What the tests before have ended is a moment longer in the server's list.
  await until('all that run are in the books', async () => (await found('workflows of nothing')).ok);
  const handle = await office.temporal.workflow.start('invoice', {
    taskQueue: 'nobody',
    workflowId,
    args: [{}],
  });
  await until('it is named', async () => (await found('workflows of nothing')).says.includes(workflowId));
  await handle.terminate();
  await until('it is gone', async () => (await found('workflows of nothing')).ok);
});

test('a workflow that fails at every attempt is named and becomes a task, which ends when it goes on', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.handle().terminate();
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const workflowsPath = fileURLToPath(new URL('../../workflows/a-broken-build.ts', import.meta.url));
  const connections = await connect(server, office.namespace);
  const worker = await Worker.create({
    connection: connections.native,
    namespace: office.namespace,
    taskQueue: 'broken',
    workflowBundle: await bundleWorkflowCode({ workflowsPath }),
  });
  const { workflowId } = desk.handle();
  const about = { creditor: desk.id, subject: 'invoice', about: '1001' } as const;
  const tasks = async () => (await office.db.read((tx) => openTasksOf(tx, about))).map(({ kind }) => kind);
  await worker.runUntil(async () => {
    await office.temporal.workflow.start('invoice', { taskQueue: 'broken', workflowId, args: [{}] });
    await until(
      'it is named',
      async () => (await found('failing workflows')).says.includes(workflowId),
      180_000,
    );
    expect((await found('failing workflows')).ok).toBe(false);
    const { odd } = await reconcileNow(office);
    expect(odd.join()).toContain(`fail at every attempt: ${workflowId}`);
    expect(await tasks()).toEqual(['STUCK']);
    await reconcileNow(office);
    expect(await tasks()).toEqual(['STUCK']);
  });
  await connections.close();
  await desk.handle().terminate('the broken build is gone');
  await until('the sweep carries it on, and its task has ended', async () => {
    await reconcileNow(office);
    return (await desk.clock().isRunning()) && (await tasks()).length === 0;
  });
}, 240_000);

test('what a killed writer left is named after a while, and removed from the outbox after an hour', async () => {
  const outbox = join(office.folder, 'outbox');
  const letters = join(outbox, 'letters');
  mkdirSync(letters, { recursive: true });
  const old = join(letters, `.${randomUUID()}.part`);
  const fresh = join(letters, `.${randomUUID()}.part`);
  const own = join(letters, 'my.part');
  for (const path of [old, fresh, own]) writeFileSync(path, 'half a let');
  for (const path of [old, own]) utimesSync(path, 0, Date.now() / 1000 - 3_601);
  const { ok, says } = await found('half-written files');
  expect({ ok, says }).toEqual({ ok: false, says: `A killed process left: ${old}.` });
  const clear = clearingLeftovers(outbox);
  expect(await clear(Date.now())).toEqual([old]);
  expect([old, fresh, own].map((path) => existsSync(path))).toEqual([false, true, true]);
  expect(await clear(Date.now())).toEqual([]);
  expect(await found('half-written files')).toMatchObject({ ok: true });
});
