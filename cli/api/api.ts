import { Command } from 'commander';
import { type DatabaseOptions, withDatabaseOption } from '../kit/database-option.ts';
import { openForRun } from '../kit/open-books.ts';
import { defaultDataFolder, numberOption, withExamples } from '../kit/options.ts';
import { Output } from '../kit/output.ts';
import { listenForStop } from '../kit/stop-signal.ts';
import { serveForCollectors } from './serve.ts';
import { lazyClient } from './tell-case.ts';

interface Options extends DatabaseOptions {
  readonly host: string;
  readonly port: number;
}

export function build(): Command {
  const command = new Command()
    .description(
      "Serve HTTP for other systems: collectors' reports are taken at /collectors/<configuration>/reports. Put a proxy with TLS before it; beside `npm start --api-port` it is not needed.",
    )
    .option(
      '--data <folder>',
      'where the books lie, unless a database is named; DUNWELL_DATA when set',
      defaultDataFolder(),
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 chooses a free one', numberOption(0, 65_535), 8280)
    .action(run);
  return withExamples(withDatabaseOption(command), [
    'dunwell api',
    'dunwell api --host 0.0.0.0 --port 8280 --data /var/lib/dunwell',
  ]);
}

async function run(options: Options): Promise<void> {
  const output = new Output(false);
  const stop = listenForStop(() => output.note('\nStopping: what is under way is answered first.'));
  const { data, db } = await openForRun(options);
  const client = lazyClient(data);
  try {
    const { host, port } = options;
    const api = await serveForCollectors({ db, host, port, tellCase: client.tellCase, output });
    await output.line(`Listening on ${api.url}`);
    await stop.requested;
    await api.close();
  } finally {
    await client.close();
    await db.close();
    stop.dispose();
  }
}
