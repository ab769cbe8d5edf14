import { Command, InvalidArgumentError } from 'commander';
import type { Database } from '../../db/database.ts';
import { untilItPasses } from '../../db/until-it-passes.ts';
import { metricsText } from '../../read/database/metrics.ts';
import { createCircuits } from '../../worker/create-worker.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { type RunningMetrics, serveMetrics } from '../../worker/serve-metrics.ts';
import { seeUndone } from '../../worker/undone.ts';
import { causesOf, tasksInWords, undoneInShort } from '../../worker/undone-words.ts';
import { type IdleEnd, waitUntilIdle } from '../../worker/until-idle.ts';
import { withCreate } from '../kit/data-folder.ts';
import { type DatabaseOptions, withDatabaseOption } from '../kit/database-option.ts';
import { WorkFailed } from '../kit/failures.ts';
import { dunwell } from '../kit/hint.ts';
import { openForRun } from '../kit/open-books.ts';
import { defaultDataFolder, numberOption, withExamples } from '../kit/options.ts';
import { outboxOf, withNewOutbox, withOutbox } from '../kit/outbox.ts';
import { Output } from '../kit/output.ts';
import { stopAll } from '../kit/stop-all.ts';
import { listenForStop, type StopSignal } from '../kit/stop-signal.ts';
import { clockOfBooks } from '../start/clock-of-books.ts';
import { unlessCancelled } from '../start/connect-with-patience.ts';
import { type NewServerOption, refuseNewServer, withNewServer } from '../start/new-server.ts';
import { NAMESPACE, type PreparedServer } from '../start/prepare-server.ts';
import { type RunningWorker, runWorker } from '../start/run-worker.ts';
import { serverForWorker } from '../start/server-for-worker.ts';

interface Options extends DatabaseOptions, NewServerOption {
  readonly namespace?: string;
  readonly from?: string;
  readonly outbox?: string;
  readonly newOutbox?: boolean;
  readonly create?: boolean;
  readonly untilIdle?: boolean;
  readonly metricsPort?: number;
  /** Seconds. */
  readonly idleFor: number;
  /** Seconds. */
  readonly patience: number;
}

interface Run {
  readonly options: Options;
  readonly data: string;
  readonly db: Database;
  readonly output: Output;
  readonly stop: StopSignal;
  readonly since: number;
  readonly circuits: ReturnType<typeof createCircuits>;
}

export function build(): Command {
  const command = new Command()
    .description(
      'Run a worker against the Temporal server of TEMPORAL_ADDRESS (or a profile), or the one that runs on the data folder; without either the embedded server is started beside it.',
    )
    .option(
      '--data <folder>',
      'books, unless a database is named, and outbox; DUNWELL_DATA when set',
      defaultDataFolder(),
    )
    .option('--namespace <name>', `namespace; of the profile, else ${NAMESPACE}`)
    .option('--from <address>', "sender's address of e-mails")
    .option(
      '--metrics-port <number>',
      'port of the Prometheus metrics, 0 chooses a free one; none when not given',
      numberOption(0, 65_535),
    )
    .option('--until-idle', 'do all that is due, then exit 0; exit 1 when something of it is left undone')
    .option('--idle-for <seconds>', 'how long nothing must be due', seconds, 30)
    .option(
      '--patience <seconds>',
      'how long a server may take to answer, and how long nothing may get done of what is due or failed',
      seconds,
      300,
    )
    .action(run);
  return withExamples(withNewServer(withNewOutbox(withOutbox(withDatabaseOption(withCreate(command))))), [
    'TEMPORAL_ADDRESS=temporal.internal:7233 dunwell worker --data /var/lib/dunwell',
    'dunwell worker --until-idle --idle-for 30 --patience 600',
  ]);
}

/** Whoever stopped it waits: so long the database may be away at the last words. */
const LAST_LOOK_MS = 5_000;

function seconds(text: string): number {
  const match = /^(\d+)s?$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Write seconds, like 30.');
  return Number(match[1]);
}

async function run(options: Options): Promise<void> {
  const output = new Output(false);
  installRuntime((line) => output.warn(line));
  const stop = listenForStop(() => output.note('\nStopping: what is under way is finished first.'));
  const opened = await openForRun(options, {
    mayBegin: (db, folder) => refuseNewServer(db, folder, options),
    patienceMs: options.patience * 1000,
    isCancelled: stop.isRequested,
    onMessage: (text) => output.note(text),
  }).catch((error: unknown) => {
    stop.dispose();
    throw error;
  });
  const { data, db } = opened;
  let metrics: RunningMetrics | undefined;
  try {
    const circuits = createCircuits();
    metrics = await watched(() => metricsText(db.stats(), circuits.all()), options, output);
    const running: Run = { options, data, db, output, stop, since: Date.now(), circuits };
    const end = await work(running);
    if (end !== undefined) await tellEnd(end, running);
  } finally {
    await metrics?.close();
    await db.close();
    stop.dispose();
  }
}

async function watched(
  text: () => string,
  { metricsPort }: Options,
  output: Output,
): Promise<RunningMetrics | undefined> {
  if (metricsPort === undefined) return undefined;
  try {
    const metrics = await serveMetrics(metricsPort, text);
    output.note(`Metrics on ${metrics.url}.`);
    return metrics;
  } catch (error) {
    throw new WorkFailed(`Port ${metricsPort} of the metrics cannot be used: ${(error as Error).message}.`);
  }
}

/** Works until it is stopped, or until there is nothing more to do: undefined where that was not asked for. */
async function work(running: Run): Promise<IdleEnd | undefined> {
  const { options, data, db, output, stop, since, circuits } = running;
  const onMessage = (text: string) => output.note(text);
  let server: PreparedServer | undefined;
  let worker: RunningWorker | undefined;
  const patience = { ms: options.patience * 1000, isCancelled: stop.isRequested };
  const calledOff: IdleEnd | undefined = options.untilIdle === true ? { kind: 'stopped' } : undefined;
  try {
    server = await serverForWorker({
      dataFolder: data,
      namespace: options.namespace,
      endsWhenIdle: options.untilIdle === true,
      patience,
      onMessage,
    });
    if (server === undefined) return calledOff;
    worker = await unlessCancelled(
      patience,
      runWorker({
        server,
        namespace: server.namespace,
        db,
        outbox: outboxOf(options),
        clockOfBooks: clockOfBooks(options),
        newOutbox: options.newOutbox,
        newServer: options.newServer,
        from: options.from,
        circuits,
        patience,
        onMessage,
        isCancelled: stop.isRequested,
      }),
    );
    if (worker === undefined) return calledOff;
    output.note(`Worker on ${server.address}, namespace ${server.namespace}, database ${db.place}.`);
    const failed = untilFailed(server, worker, stop);
    if (options.untilIdle !== true) {
      await Promise.race([stop.requested, failed]);
      return undefined;
    }
    const idle = waitUntilIdle({
      client: worker.connections.client,
      db,
      worker: worker.worker,
      idleForMs: options.idleFor * 1000,
      patienceMs: options.patience * 1000,
      since,
      onMessage,
      isCancelled: stop.isRequested,
      cancelled: stop.requested,
    });
    return await Promise.race([idle, failed]);
  } finally {
    await stopAll(
      () => worker?.drain(),
      () => server?.stop(),
    );
  }
}

/** Never resolves: a worker or a server of ours that cannot go on is an error. */
async function untilFailed(server: PreparedServer, worker: RunningWorker, stop: StopSignal): Promise<never> {
  const ended = worker.ended.then(() => 'The worker stopped by itself.');
  const because = await Promise.race([
    ended,
    server.failed.then(({ message }) => `The Temporal server keeps stopping: ${message}`),
  ]);
  if (stop.isRequested()) return new Promise<never>(() => undefined);
  throw new WorkFailed(because);
}

/** The last words of a run, and its exit code: told when the worker is drained, so that they hold. */
async function tellEnd(end: IdleEnd, { options, db, output, stop, since }: Run): Promise<void> {
  const more = `\`${dunwell('doctor', options)}\` says more.`;
  switch (end.kind) {
    case 'done': {
      const tasks = tasksInWords(end.undone.tasks);
      if (tasks !== null) output.note(`${tasks} \`${dunwell('tasks', options)}\` lists them.`);
      output.note('All that was due is done.');
      return;
    }
    case 'undone': {
      const tasks = tasksInWords(end.undone.tasks);
      const lines = [...end.obstacles, ...causesOf(end.undone), ...(tasks === null ? [] : [tasks])];
      if (end.undone.tasks.length > 0)
        lines.push(`\`${dunwell('tasks', options)}\` lists tasks with what happened and what to do.`);
      throw new WorkFailed([...lines, `Not done: ${undoneInShort(end.undone)}. ${more}`].join('\n'));
    }
    case 'stopped': {
      const { signal, exitCode } = stop.received() ?? { signal: 'SIGTERM', exitCode: 143 };
      const undone = await untilItPasses(() => db.read((tx) => seeUndone(tx, Date.now(), since)), {
        ms: LAST_LOOK_MS,
      });
      const left = undoneInShort(undone);
      output.note(
        left === '' ? `Stopped by ${signal}: nothing was left.` : `Stopped by ${signal}. Left: ${left}.`,
      );
      process.exitCode = exitCode;
      return;
    }
    case 'deaf':
      throw new WorkFailed(`${end.because} ${more}`);
    default:
      end satisfies never;
  }
}
