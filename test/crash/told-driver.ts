// What happens to a data folder before the command line is run on it, in a process that is killed.
//   tsx told-driver.ts prepare <folder> <address of the books> <server executable> <bundle>
//   tsx told-driver.ts die <folder> <address of the books> <staged | in between | taken in> <payments file>
// `prepare` takes in sixty invoices and lets the timers of their first letters come due while no worker runs.
// `die` stages the payments, takes in as much of them as it is told, and kills itself.
import { join } from 'node:path';
import { takeNext } from '../../activities/intake/take-next.ts';
import { createDunwellClient } from '../../client/client.ts';
import { invoiceWorkflowId } from '../../contracts/ids.ts';
import { RowKind } from '../../contracts/intake.ts';
import { SearchAttribute } from '../../contracts/search-attributes.ts';
import { publishPolicy, saveCreditor } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import { completeBatch, stageBatch, stageRows } from '../../db/intake/intake.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import { createSources } from '../../gather/sources.ts';
import { stageFiles } from '../../intake/stage-files.ts';
import { connect } from '../../temporal/connect.ts';
import type { LocalServer } from '../../temporal/found-server.ts';
import { startServer } from '../../temporal/start-server.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { openAt } from '../db/address.ts';
import { acme } from '../db/samples.ts';
import { clockOf } from '../workflows/clock.ts';

const [mode = '', folder = '', address = '', ...rest] = process.argv.slice(2);
const NAMESPACE = 'dunwell';
const NUMBERS = Array.from({ length: 60 }, (_, i) => `R-${i + 1}`);
const today = Math.floor(Date.now() / 86_400_000);
const { creditor } = acme;

const tell = (said: object) => console.log(JSON.stringify(said));
const db = await openAt(address);
await (mode === 'prepare' ? prepare(db) : die(db));

async function prepare(books: Database): Promise<void> {
  const [executable = '', codePath = ''] = rest;
  installRuntime(() => undefined);
  const server = await startServer({
    found: { kind: 'built', executable, says: 'a test' } as LocalServer,
    dbFile: join(folder, 'temporal.db'),
    port: 0,
    namespace: NAMESPACE,
    searchAttributes: SearchAttribute,
    onMessage: () => undefined,
  });
  const { native, client } = await connect(server, NAMESPACE);
  const worker = await createWorker({
    connection: native,
    client,
    namespace: NAMESPACE,
    db: books,
    gateways: createFileOutbox({ folder: join(folder, 'outbox') }),
    bundle: { codePath },
  });
  const running = worker.run();
  await takeInvoices(books);
  const batch = { creditor, batchId: 'invoices' };
  const dunwell = createDunwellClient(client);
  await dunwell.startIntake(batch);
  await dunwell.intakeResult(batch);
  const clocks = NUMBERS.map((number) =>
    clockOf(client, client.workflow.getHandle(invoiceWorkflowId(creditor, number))),
  );
  // Each has set its timer: only then there is a moment to skip to.
  for (const clock of clocks) await clock.untilQuiet();
  worker.shutdown();
  await running;
  const moments = await books.read(async (tx) => {
    const rows = NUMBERS.map((number) => findInvoiceByNumber(tx, creditor, number));
    return (await Promise.all(rows)).map((row) => (row?.nextAt ?? 0) + 1000);
  });
  for (const [i, clock] of clocks.entries()) await clock.beginAdvanceTo(moments[i] ?? 0);
  for (const [i, clock] of clocks.entries()) {
    while ((await clock.now()) < (moments[i] ?? 0)) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  tell({ areDue: true });
}

async function takeInvoices(books: Database): Promise<void> {
  const at = Date.now();
  await books.transaction(async (tx) => {
    const { version } = await publishPolicy(tx, { creditor, hash: 'h', policy: acme.policy, at, by: 'test' });
    await saveCreditor(tx, acme, version);
    await stageBatch(tx, { id: 'invoices', creditor, by: 'test', at });
    const dates = { issuedOn: today, dueOn: today + 3 };
    const rows = NUMBERS.flatMap((number) => [
      { kind: RowKind.CUSTOMER, body: { customer: `c-${number}`, name: 'Jan', email: 'jan@example.org' } },
      {
        kind: RowKind.INVOICE,
        body: { number, customer: `c-${number}`, ...dates, amount: 10_000, currency: 'EUR' },
      },
    ]);
    await stageRows(
      tx,
      'invoices',
      rows.map((row, i) => ({ ...row, seq: i + 1, line: i + 2 })),
    );
    await completeBatch(tx, 'invoices', rows.length, at);
  });
}

async function die(books: Database): Promise<void> {
  const [when = '', payments = ''] = rest;
  const asOf = Date.now();
  const deps = { db: books, sources: createSources(false) };
  await stageFiles({ db: books, creditor, by: 'test', asOf, payments }, () => undefined);
  // The file is more than one page.
  if (when === 'in between') await takeNext(deps, creditor, asOf);
  while (when === 'taken in' && (await takeNext(deps, creditor, asOf)).kind === 'moved');
  process.kill(process.pid, 'SIGKILL');
}
