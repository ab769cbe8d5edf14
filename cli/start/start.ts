import { Command } from 'commander';
import type { RunningApi } from '../../api/serve.ts';
import { createDunwellClient } from '../../client/client.ts';
import type { Database } from '../../db/database.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { serveForCollectors } from '../api/serve.ts';
import { now } from '../kit/clock.ts';
import { type DatabaseOptions, withDatabaseOption } from '../kit/database-option.ts';
import { WorkFailed } from '../kit/failures.ts';
import { dunwell } from '../kit/hint.ts';
import { openForRun } from '../kit/open-books.ts';
import { defaultDataFolder, numberOption, withExamples } from '../kit/options.ts';
import { outboxOf, withNewOutbox, withOutbox } from '../kit/outbox.ts';
import { Output } from '../kit/output.ts';
import { requireFile } from '../kit/require-file.ts';
import { stopAll } from '../kit/stop-all.ts';
import { listenForStop, type StopSignal } from '../kit/stop-signal.ts';
import { clockOfBooks } from './clock-of-books.ts';
import { readCollectorsFile } from './collectors.ts';
import { operatorLinks } from './links.ts';
import { type NewServerOption, refuseNewServer, withNewServer } from './new-server.ts';
import { printOverview } from './overview.ts';
import { type PreparedServer, prepareServer } from './prepare-server.ts';
import { readCreditorFile } from './publish.ts';
import { publishIfNeeded } from './publish-if-needed.ts';
import { type RunningWorker, runWorker } from './run-worker.ts';
import { stagePause } from './stage-pause.ts';
import { followLedger, type LedgerFiles, mappingFrom, stageLedger } from './take-ledger.ts';

interface Options extends LedgerFiles, DatabaseOptions, NewServerOption {
  readonly port: number;
  readonly uiPort: number;
  readonly metricsPort?: number;
  readonly apiPort?: number;
  readonly creditor?: string;
  readonly collectors?: string;
  readonly mapping?: string;
  readonly paused?: boolean;
  readonly from?: string;
  readonly outbox?: string;
  readonly newOutbox?: boolean;
}

const port = numberOption(0, 65_535);

export function build(): Command {
  const command = new Command()
    .description(
      'Run everything on this machine: Temporal server with its UI, database, worker and Schedules. An empty database gets a small example ledger. Ctrl-C drains and stops; the next start goes on.',
    )
    .option('--data <folder>', 'where everything lies; DUNWELL_DATA when set', defaultDataFolder())
    .option('--port <number>', 'port of the Temporal server; 0 chooses a free one', port, 7233)
    .option('--ui-port <number>', "port of Temporal's UI; 0 chooses a free one", port, 8233)
    .option('--metrics-port <number>', 'port of the Prometheus metrics; none when not given', port)
    .option(
      '--api-port <number>',
      "port for collectors' reports over HTTP, on this machine only; none when not given",
      port,
    )
    .option('--creditor <file>', 'creditor file to publish; the example when there is no creditor yet')
    .option('--collectors <file>', 'file of collector configurations to publish')
    .option('--ledger <file>', 'invoices to take in, instead of the example')
    .option('--payments <file>', 'payments to take in with the ledger')
    .option('--partial', 'the ledger counts as complete although some payments are missing or refused')
    .option('--customers <file>', 'customers to take in with the ledger')
    .option('--holds <file>', 'pauses that another system has set')
    .option('--plans <file>', 'payment plans that are kept, each with its end')
    .option('--reports <file>', 'reports to municipalities that another system has sent')
    .option('--cases <file>', 'debt collection cases that collectors work on already')
    .option('--mapping <file>', 'how the columns of these files are named and written')
    .option('--paused', 'pause the creditor before anything is sent: look first, then dunwell resume')
    .option('--from <address>', "sender's address of e-mails")
    .action(run);
  return withExamples(withNewServer(withNewOutbox(withOutbox(withDatabaseOption(command)))), [
    'npm start',
    'npm start -- --ui-port 9233 --data /var/lib/dunwell',
    'npm start -- --api-port 8280',
    'npm start -- --creditor acme.creditor.yaml --ledger invoices.csv --payments payments.csv --paused',
  ]);
}

async function run(options: Options): Promise<void> {
  const output = new Output(false);
  installRuntime((line) => output.warn(line));
  // Read before anything starts: a mistake in a file should not cost a server's start.
  const { ledger, payments, customers, holds, plans, reports, cases } = options;
  for (const one of [ledger, payments, customers, holds, plans, reports, cases]) requireFile(one);
  const file = options.creditor === undefined ? undefined : await readCreditorFile(options.creditor);
  const collectors =
    options.collectors === undefined ? undefined : await readCollectorsFile(options.collectors);
  const mapping = options.mapping === undefined ? undefined : await mappingFrom(options.mapping);
  const stop = listenForStop(() => output.note('\nStopping: what is under way is finished first.'));
  const { data, db } = await openForRun(options, {
    mayCreate: true,
    mayBegin: (db, folder) => refuseNewServer(db, folder, options),
  });
  output.note(`Database ${db.place} is ready.`);
  let server: PreparedServer | undefined;
  let worker: RunningWorker | undefined;
  let api: RunningApi | undefined;
  try {
    server = await prepareServer({
      dataFolder: data,
      port: options.port,
      uiPort: options.uiPort,
      metricsPort: options.metricsPort,
      onMessage: (text) => output.note(text),
    });
    const creditor = await publishIfNeeded(db, { creditor: file, collectors }, output);
    const request = { db, creditor, dataFolder: data, files: { ...options, mapping }, output };
    if (options.paused === true) await stagePause(db, creditor, now());
    const ledger = await stageLedger(request);
    worker = await runWorker({
      server,
      namespace: server.namespace,
      db,
      outbox: outboxOf(options),
      clockOfBooks: clockOfBooks(options),
      newOutbox: options.newOutbox,
      newServer: options.newServer,
      from: options.from,
      onMessage: (text) => output.note(text),
      isCancelled: stop.isRequested,
    });
    output.note('The worker and its Schedules are running.');
    api = await serveReports(options.apiPort, db, worker, output);
    if (ledger !== null) await followLedger(request, ledger, worker, stop);
    if (stop.isRequested()) return;
    await printOverview({ db, output });
    printLinks(server, options, output);
    if (options.paused === true) {
      const resume = dunwell(`resume --whole-creditor --creditor ${creditor} --commit`, options);
      output.note(`Creditor ${creditor} is paused: look, then let it go on with \`npx ${resume}\`.`);
    }
    await untilStopped(stop, server, worker);
  } finally {
    await stopAll(
      () => api?.close(),
      () => worker?.drain(),
      () => server?.stop(),
      () => db.close(),
      () => stop.dispose(),
    );
    if (worker !== undefined) output.note('Stopped. Everything is kept; start again to go on.');
  }
}

/** Takes collectors' reports beside the worker, where a port was given. */
async function serveReports(
  apiPort: number | undefined,
  db: Database,
  { connections }: RunningWorker,
  output: Output,
): Promise<RunningApi | undefined> {
  if (apiPort === undefined) return undefined;
  const { tellCase } = createDunwellClient(connections.client);
  const api = await serveForCollectors({ db, host: '127.0.0.1', port: apiPort, tellCase, output });
  output.note(`Collectors' reports are taken at ${api.url}/collectors/<configuration>/reports`);
  return api;
}

/** Stays up until Ctrl-C; a server or worker that cannot go on is an error. */
async function untilStopped(stop: StopSignal, server: PreparedServer, worker: RunningWorker): Promise<void> {
  const failed = server.failed.then((error) => {
    throw new WorkFailed(`The Temporal server keeps stopping: ${error.message}`, error);
  });
  const ended = worker.ended.then(() => {
    if (!stop.isRequested()) throw new WorkFailed('The worker stopped by itself.');
  });
  await Promise.race([stop.requested, failed, ended]);
}

function printLinks(server: PreparedServer, options: Options, output: Output): void {
  output.note(
    `\nTemporal at ${server.address}, namespace ${server.namespace}. Letters, mails and orders: ${outboxOf(options).folder}`,
  );
  if (server.uiUrl !== undefined) {
    output.note(`Temporal's UI: ${server.uiUrl}\n`);
    for (const { name, url } of operatorLinks(server.uiUrl, server.namespace))
      output.note(`  ${name.padEnd(30)} ${url}`);
  }
  output.note(`\nRunning. Ctrl-C stops; \`npx ${dunwell('status', options)}\` looks from another terminal.`);
}
