// A process with a server, a database, the file outbox and a worker that carries claims from the notice through
// debt collection to the end, for tests that kill it:
//   tsx case-driver.ts <folder> <address of the books> <server executable> <bundle> <settings as JSON>
// It tells on standard output what it comes to, one JSON object per line.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { createDunwellClient } from '../../client/client.ts';
import {
  instructionKindOf,
  invoiceWorkflowId,
  parseCaseWorkflowId,
  parseInvoiceWorkflowId,
} from '../../contracts/ids.ts';
import { RowKind } from '../../contracts/intake.ts';
import { SearchAttribute } from '../../contracts/search-attributes.ts';
import { type CaseRow, findCaseByReference } from '../../db/case/cases.ts';
import { publishPolicy, saveCreditor } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import { completeBatch, stageBatch, stageRows } from '../../db/intake/intake.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import type { Gateways } from '../../gateways/gateways.ts';
import { connect } from '../../temporal/connect.ts';
import type { LocalServer } from '../../temporal/found-server.ts';
import { startServer } from '../../temporal/start-server.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { openAt } from '../db/address.ts';
import { clockOf } from '../workflows/clock.ts';
import { startOnItsDay } from '../workflows/start-on-its-day.ts';
import { BLOCKING, creditor, INVOICES, WINDOWS, type Window } from './case-windows.ts';

export interface CaseDriverSettings {
  /** Takes the invoices in. */
  readonly begins: boolean;
  /** Invoices of which each stops for ever in the window of its name. */
  readonly stops: readonly string[];
  /** Invoices whose case gets no receipt in this process. */
  readonly waits: readonly string[];
}

const [folder = '', address = '', executable = '', bundlePath = '', json = ''] = process.argv.slice(2);
const settings = JSON.parse(json) as CaseDriverSettings;
const NAMESPACE = 'dunwell-test';
const stopped = new Set<string>();

const tell = (said: object) => writeSync(1, `${JSON.stringify(said)}\n`);
const forever = () => new Promise<never>(() => undefined);
const referenceOf = (number: string) => `${number}-1`;

installRuntime(() => undefined);
const found = { kind: 'built', executable, says: 'a test' } as LocalServer;
const server = await startServer({
  found,
  dbFile: join(folder, 'temporal.db'),
  port: 0,
  namespace: NAMESPACE,
  searchAttributes: SearchAttribute,
  onMessage: (says) => tell({ says }),
});
tell({ serverPid: server.pid });
const { native, client } = await connect(server, NAMESPACE);
const db = await openAt(address);
startOnItsDay(client, db, new Map());
const dunwell = createDunwellClient(client);
const worker = await createWorker({
  connection: native,
  client,
  namespace: NAMESPACE,
  db: stoppingDatabase(db),
  gateways: stoppingGateways(createFileOutbox({ folder: join(folder, 'outbox') })),
  bundle: { codePath: bundlePath },
});
void worker.run();
if (settings.begins) await begin();
await Promise.all(INVOICES.map(carry));
tell({ isDone: true });

async function begin(): Promise<void> {
  const today = Math.floor(Date.now() / 86_400_000);
  const at = Date.now();
  const batch = { creditor: creditor.creditor, batchId: 'batch-1' };
  const claim = { issuedOn: today - 120, dueOn: today - 90, lastLevel: 'notice', lastLevelOn: today - 20 };
  const rows = INVOICES.flatMap((number) => [
    { kind: RowKind.CUSTOMER, body: { customer: `c-${number}`, name: 'Jan', email: 'jan@example.org' } },
    {
      kind: RowKind.INVOICE,
      body: { number, customer: `c-${number}`, amount: 10_000, currency: 'EUR', ...claim },
    },
  ]);
  await db.transaction(async (tx) => {
    const published = { creditor: creditor.creditor, hash: 'h', policy: creditor.policy, at, by: 'test' };
    const { version } = await publishPolicy(tx, published);
    await saveCreditor(tx, creditor, version);
    await stageBatch(tx, { id: batch.batchId, creditor: creditor.creditor, by: 'test', at });
    await stageRows(
      tx,
      batch.batchId,
      rows.map((row, i) => ({ ...row, seq: i + 1, line: i + 2 })),
    );
    await completeBatch(tx, batch.batchId, rows.length, at);
  });
  await dunwell.startIntake(batch);
  await dunwell.intakeResult(batch);
}

/** Leads one claim on, from wherever it stands: to its transfer, two receipts, and the close of its case. */
async function carry(number: string): Promise<void> {
  for (; ; await sleep(100)) {
    const invoice = await db.read((tx) => findInvoiceByNumber(tx, creditor.creditor, number));
    const row = await caseOf(number);
    if (row === undefined) {
      const handle = client.workflow.getHandle(invoiceWorkflowId(creditor.creditor, number));
      if (invoice?.nextAt != null) await clockOf(client, handle).beginAdvanceTo(invoice.nextAt + 1000);
      continue;
    }
    if (row.state === 'CLOSED' && row.nextStep === 'endCase' && invoice?.stage === 'PAID') return;
    if (row.state !== 'PROCESSING' || settings.waits.includes(number)) continue;
    const ref = { creditor: creditor.creditor, reference: row.reference };
    const from = { by: 'anna', version: row.version };
    // Whoever asks again after a crash asks with the same ids.
    const [kind, fields] =
      row.collected === 0
        ? (['addCollectedAmount', { amount: '40.00', externalId: 'r-1' }] as const)
        : row.collected === 4000
          ? (['addCollectedAmount', { amount: '60.00', externalId: 'r-2' }] as const)
          : (['close', { reason: 'settled' }] as const);
    await dunwell.askCase(ref, kind, { ...from, ...fields }).catch(() => undefined);
  }
}

async function caseOf(number: string): Promise<CaseRow | undefined> {
  return db.read((tx) => findCaseByReference(tx, creditor.creditor, referenceOf(number)));
}

/** Stops an activity right after its commit, or, in the last window, in the middle of its transaction. */
function stoppingDatabase(real: Database): Database {
  return new Proxy(real, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target);
      if (name !== 'transaction') return typeof value === 'function' ? value.bind(target) : value;
      return async (...[work, about]: Parameters<Database['transaction']>) => {
        const { activityType, workflowExecution } = Context.current().info;
        const number = numberOf(workflowExecution?.workflowId ?? '');
        const isBlocking = number === BLOCKING && mayStop(number);
        const result = await target.transaction(async (tx) => {
          const done = await work(tx);
          const row = await findCaseByReference(tx, creditor.creditor, referenceOf(BLOCKING));
          if (isBlocking && (row?.collected ?? 0) > 0) stopTheProcess(number);
          return done;
        }, about);
        const window = WINDOWS[number ?? ''];
        if (number !== undefined && window?.at === 'commit' && window.activity === activityType) {
          const row = await caseOf(number);
          if (row !== undefined && window.when(row)) await stop(number);
        }
        return result;
      };
    },
  });
}

function stoppingGateways(gateways: Gateways): Gateways {
  const { collector } = gateways;
  return {
    ...gateways,
    collector: {
      name: collector.name,
      dedupes: collector.dedupes,
      trace: (key, content) => collector.trace(key, content),
      ask: (order, target) => collector.ask(order, target),
      async deliver(delivery) {
        const number = numberOf(delivery.key.split('/').slice(0, 3).join('/')) ?? '';
        const window: Window | undefined = WINDOWS[number];
        const about = instructionKindOf(delivery.key);
        const isIts = window !== undefined && window.at !== 'commit' && window.about === about;
        if (isIts && window.at === 'before hand-over') await stop(number);
        const receipt = await collector.deliver(delivery);
        if (isIts && window.at === 'after hand-over') await stop(number);
        return receipt;
      },
    },
  };
}

function numberOf(workflowId: string): string | undefined {
  return (
    parseInvoiceWorkflowId(workflowId)?.number ??
    parseCaseWorkflowId(workflowId)?.reference.replace(/-1$/, '')
  );
}

function mayStop(number: string): boolean {
  return settings.stops.includes(number) && !stopped.has(number);
}

async function stop(number: string): Promise<void> {
  if (!mayStop(number)) return;
  stopped.add(number);
  tell({ number, stops: true });
  await forever();
}

function stopTheProcess(number: string): void {
  tell({ number, stops: true });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
