import { Command } from 'commander';
import { prepareDataFolder, requireDataFolder, SERVER_DATABASE, withCreate } from '../kit/data-folder.ts';
import { namesDatabase } from '../kit/database-option.ts';
import { WorkFailed } from '../kit/failures.ts';
import { DATABASE } from '../kit/missing-database.ts';
import { defaultDataFolder, numberOption, withExamples } from '../kit/options.ts';
import { Output } from '../kit/output.ts';
import { listenForStop } from '../kit/stop-signal.ts';
import { NAMESPACE, prepareServer } from '../start/prepare-server.ts';

interface Options {
  readonly data: string;
  readonly port: number;
  readonly uiPort: number;
  readonly metricsPort?: number;
  readonly namespace: string;
  readonly create?: boolean;
}

const port = numberOption(0, 65_535);

export function build(): Command {
  const command = new Command()
    .description('Run the embedded Temporal server alone, with its UI.')
    .option('--data <folder>', 'where its file lies; DUNWELL_DATA when set', defaultDataFolder())
    .option('--port <number>', 'port of the server; 0 chooses a free one', port, 7233)
    .option('--ui-port <number>', 'port of the UI; 0 chooses a free one', port, 8233)
    .option('--metrics-port <number>', 'port of the Prometheus metrics; none when not given', port)
    .option('--namespace <name>', 'namespace', NAMESPACE)
    .action(run);
  return withExamples(withCreate(command), [
    'dunwell server --data /var/lib/dunwell',
    'dunwell server --data /var/lib/dunwell --create',
  ]);
}

async function run(options: Options): Promise<void> {
  const output = new Output(false);
  const stop = listenForStop(() => output.note('\nStopping.'));
  // Where the books lie elsewhere the folder is the server's alone, as it is of a worker.
  const dataFolder = namesDatabase()
    ? prepareDataFolder(options.data)
    : requireDataFolder(options, [DATABASE, SERVER_DATABASE]);
  const { port, uiPort, metricsPort, namespace } = options;
  const server = await prepareServer({
    dataFolder,
    port,
    uiPort,
    metricsPort,
    namespace,
    onMessage: (text) => output.note(text),
  });
  try {
    if (!server.isOurs) {
      throw new WorkFailed(
        `A server is configured already (${server.address}): unset TEMPORAL_ADDRESS to run the embedded one.`,
      );
    }
    await output.line(
      `Temporal at ${server.address}, UI at ${server.uiUrl ?? 'none'}, namespace ${server.namespace}.`,
    );
    const failed = server.failed.then((error) => {
      throw new WorkFailed(`The server keeps stopping: ${error.message}`, error);
    });
    await Promise.race([stop.requested, failed]);
  } finally {
    await server.stop();
    stop.dispose();
  }
}
