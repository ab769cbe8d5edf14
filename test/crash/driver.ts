// A process with a server, a database, file outboxes and a worker, for tests that kill it.
//   tsx driver.ts <folder> <address of the books> <server executable> <bundle> <settings as JSON>
// It tells on standard output what it comes to, one JSON object per line, and takes `{"release": number}`.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createDunwellClient } from '../../client/client.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import { invoiceWorkflowId } from '../../contracts/ids.ts';
import { RowKind } from '../../contracts/intake.ts';
import { SearchAttribute } from '../../contracts/search-attributes.ts';
import { publishPolicy, saveCreditor } from '../../db/creditor/creditors.ts';
import { completeBatch, stageBatch, stageRows } from '../../db/intake/intake.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import type { SameForAll } from '../../gateways/gateways.ts';
import type { Gateway } from '../../gateways/port.ts';
import { connect } from '../../temporal/connect.ts';
import type { LocalServer } from '../../temporal/found-server.ts';
import { startServer } from '../../temporal/start-server.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { openAt } from '../db/address.ts';
import { acme } from '../db/samples.ts';
import { clockOf } from '../workflows/clock.ts';

export interface DriverSettings {
  readonly invoices: readonly string[];
  /** Takes them in and skips each to its first letter. */
  readonly begins: boolean;
  /** Where the first attempt at an invoice's letter hangs: before its gateway takes it, or after. */
  readonly hangs: Readonly<Record<string, 'before' | 'after'>>;
}

const [folder = '', address = '', executable = '', bundlePath = '', json = ''] = process.argv.slice(2);
const settings = JSON.parse(json) as DriverSettings;
const NAMESPACE = 'dunwell-test';
const released = new Map<string, () => void>();

const tell = (said: object) => console.log(JSON.stringify(said));
createInterface({ input: process.stdin }).on('line', (line) => {
  const { release } = JSON.parse(line) as { release: string };
  released.get(release)?.();
});

installRuntime(() => undefined);
const found = { kind: 'built', executable, says: 'a test' } as LocalServer;
const dbFile = join(folder, 'temporal.db');
const server = await startServer({
  found,
  dbFile,
  port: 0,
  namespace: NAMESPACE,
  searchAttributes: SearchAttribute,
  onMessage: (says) => tell({ says }),
});
tell({ serverPid: server.pid });
const { native, client } = await connect(server, NAMESPACE);
const db = await openAt(address);
const worker = await createWorker({
  connection: native,
  client,
  namespace: NAMESPACE,
  db,
  gateways: hanging(createFileOutbox({ folder: join(folder, 'outbox') })),
  bundle: { codePath: bundlePath },
});
void worker.run();
if (settings.begins) await begin();
tell({ isReady: true });
await tellStages();

async function begin(): Promise<void> {
  const today = Math.floor(Date.now() / 86_400_000);
  const at = Date.now();
  const batch = { creditor: acme.creditor, batchId: 'batch-1' };
  await db.transaction(async (tx) => {
    const { creditor, policy } = acme;
    const { version } = await publishPolicy(tx, { creditor, hash: 'h', policy, at, by: 'test' });
    await saveCreditor(tx, acme, version);
    await stageBatch(tx, { id: batch.batchId, creditor, by: 'test', at });
    const rows = settings.invoices.flatMap((number) => [
      { kind: RowKind.CUSTOMER, body: { customer: `c-${number}`, name: 'Jan', email: 'jan@example.org' } },
      {
        kind: RowKind.INVOICE,
        body: {
          number,
          customer: `c-${number}`,
          issuedOn: today,
          dueOn: today + 3,
          amount: 10_000,
          currency: 'EUR',
        },
      },
    ]);
    await stageRows(
      tx,
      batch.batchId,
      rows.map((row, i) => ({ ...row, seq: i + 1, line: i + 2 })),
    );
    await completeBatch(tx, batch.batchId, rows.length, at);
  });
  const dunwell = createDunwellClient(client);
  await dunwell.startIntake(batch);
  await dunwell.intakeResult(batch);
  for (const number of settings.invoices) {
    const row = await db.read((tx) => findInvoiceByNumber(tx, acme.creditor, number));
    const handle = client.workflow.getHandle(invoiceWorkflowId(acme.creditor, number));
    await clockOf(client, handle).beginAdvanceTo((row?.nextAt ?? 0) + 1000);
  }
}

async function tellStages(): Promise<void> {
  const told = new Map<string, string>();
  for (;;) {
    for (const number of settings.invoices) {
      const row = await db.read((tx) => findInvoiceByNumber(tx, acme.creditor, number));
      if (row === undefined || told.get(number) === row.stage) continue;
      told.set(number, row.stage);
      tell({ number, stage: row.stage });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function hanging(gateways: SameForAll): SameForAll {
  const { email } = gateways;
  const seen = new Set<string>();
  const gateway: Gateway = {
    name: email.name,
    dedupes: email.dedupes,
    trace: (key, content) => email.trace(key, content),
    async deliver(delivery) {
      const number = (delivery.content as EffectContent & { kind: 'level' }).invoice.number;
      const hangs = seen.has(number) ? undefined : settings.hangs[number];
      seen.add(number);
      tell({ number, attempt: true });
      if (hangs === 'before') await hang(number);
      const receipt = await email.deliver(delivery);
      if (hangs === 'after') await hang(number);
      return receipt;
    },
  };
  return { ...gateways, email: gateway };
}

function hang(number: string): Promise<void> {
  return new Promise((resolve) => {
    released.set(number, resolve);
    tell({ number, hangs: true });
  });
}
