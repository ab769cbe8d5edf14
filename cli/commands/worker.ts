import { Command, InvalidArgumentError } from 'commander';
import { openDatabase } from '../../db/open.ts';
import { readRunning } from '../../temporal/data-folder-record.ts';
import { findExternalServer } from '../../temporal/external-server.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { type IdleEnd, waitUntilIdle } from '../../worker/until-idle.ts';
import { databaseFile, outboxFolder, requireDataFolder, withCreate } from '../data-folder.ts';
import { WorkFailed } from '../failures.ts';
import { dunwell } from '../hint.ts';
import { defaultDataFolder, withExamples } from '../options.ts';
import { Output } from '../output.ts';
import { NAMESPACE, type PreparedServer, prepareServer } from '../start/prepare-server.ts';
import { type RunningWorker, runWorker } from '../start/run-worker.ts';
import { listenForStop } from '../stop-signal.ts';

interface Options {
  readonly data: string;
  readonly namespace?: string;
  readonly from?: string;
  readonly create?: boolean;
  readonly untilIdle?: boolean;
  /** Seconds. */
  readonly idleFor: number;
}

export function build(): Command {
  const command = new Command()
    .description(
      'Run a worker against the Temporal server of TEMPORAL_ADDRESS (or a profile), or the one that runs on the data folder; without either the embedded server is started beside it.',
    )
    .option('--data <folder>', 'database and outbox; DUNWELL_DATA when set', defaultDataFolder())
    .option('--namespace <name>', `namespace; of the profile, else ${NAMESPACE}`)
    .option('--from <address>', "sender's address of e-mails")
    .option('--until-idle', 'do all that is due, then exit 0')
    .option('--idle-for <seconds>', 'how long nothing must be due', seconds, 30)
    .action(run);
  return withExamples(withCreate(command), [
    'TEMPORAL_ADDRESS=temporal.internal:7233 dunwell worker --data /var/lib/dunwell',
    'dunwell worker --until-idle --idle-for 30',
  ]);
}

function seconds(text: string): number {
  const match = /^(\d+)s?$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Write seconds, like 30.');
  return Number(match[1]);
}

async function run(options: Options): Promise<void> {
  const output = new Output(false);
  const data = requireDataFolder(options);
  installRuntime((line) => output.warn(line));
  const stop = listenForStop(() => output.note('\nStopping: what is under way is finished first.'));
  const db = await openDatabase({ file: databaseFile(data) });
  let server: PreparedServer | undefined;
  let worker: RunningWorker | undefined;
  try {
    server = await serverFor(options, data, output);
    worker = await runWorker({
      server,
      namespace: server.namespace,
      db,
      outbox: outboxFolder(data),
      from: options.from,
      onMessage: (text) => output.note(text),
      isCancelled: stop.isRequested,
    });
    output.note(
      `Worker on ${server.address}, namespace ${server.namespace}, database ${databaseFile(data)}.`,
    );
    if (options.untilIdle === true) {
      const end = await waitUntilIdle({
        client: worker.connections.client,
        db,
        worker: worker.worker,
        idleForMs: options.idleFor * 1000,
        onMessage: (text) => output.note(text),
        isCancelled: stop.isRequested,
      });
      tellEnd(end, output, options);
      return;
    }
    const ended = worker.ended.then(() => {
      if (!stop.isRequested()) throw new WorkFailed('The worker stopped by itself.');
    });
    await Promise.race([stop.requested, ended]);
  } finally {
    await worker?.drain();
    await server?.stop();
    await db.close();
    stop.dispose();
  }
}

function tellEnd(end: IdleEnd, output: Output, options: Options): void {
  switch (end.kind) {
    case 'idle':
      output.note('All that was due is done.');
      return;
    case 'stopped':
      return;
    case 'stuck':
      throw new WorkFailed(`${end.because} \`${dunwell('doctor', options)}\` says more.`);
    default:
      end satisfies never;
  }
}

/** The server of the environment, else the one running on this data folder, else our own. */
async function serverFor(options: Options, data: string, output: Output): Promise<PreparedServer> {
  const running = findExternalServer(process.env) === undefined ? await readRunning(data) : undefined;
  if (running !== undefined) {
    const namespace = options.namespace ?? running.namespace;
    const failed = new Promise<Error>(() => undefined);
    return {
      address: running.address,
      namespace,
      uiUrl: undefined,
      isOurs: false,
      failed,
      stop: async () => undefined,
    };
  }
  const wishes = { dataFolder: data, port: 0, uiPort: undefined, namespace: options.namespace };
  return prepareServer({ ...wishes, onMessage: (text) => output.note(text) });
}
