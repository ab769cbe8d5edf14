import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Claim, claimDataFolder } from './claim-data-folder.ts';
import type { RunningServer } from './data-folder-record.ts';
import type { LocalServer } from './found-server.ts';
import { choosePorts } from './ports.ts';
import type { SearchAttributes } from './search-attributes.ts';
import type { ServerSettings } from './server-command.ts';
import { type ServerEnd, type SupervisedServer, supervise } from './supervise.ts';

export interface StartServerOptions {
  found: LocalServer;
  /** Holds temporal.db and server.json; only one process may run on it. */
  dataFolder?: string;
  /** Another database file, without a record of who runs on it. Neither of the two: in memory. */
  dbFile?: string;
  /** See ServerSettings; full by default. */
  synchronous?: 'full' | 'normal';
  /** 0 chooses a free port and keeps it when the server is started again. */
  port: number;
  /** Left out: no web UI. 0 chooses a free port. */
  uiPort?: number | undefined;
  metricsPort?: number | undefined;
  namespace: string;
  retentionDays?: number;
  searchAttributes: SearchAttributes;
  /** Whoever starts it stops it as soon as nothing is due. */
  endsWhenIdle?: boolean | undefined;
  /** Told in words when the server died and was started again. */
  onMessage?: (text: string) => void;
  /** Told once when the server keeps dying and is not started again. */
  onFailure?: (error: Error) => void;
}

export interface RunningTemporal {
  address: string;
  uiUrl: string | undefined;
  metricsUrl: string | undefined;
  namespace: string;
  /** The process of the server; another one after it was started again. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
  /** Kills the server as a crash would; it is started again like after any crash. */
  kill9ForTests(): void;
  exited: Promise<ServerEnd>;
}

/**
 * Starts a local server and returns once clients can use it with its namespace, retention and search attributes.
 *
 * It stops with this process, even when that is killed. When the server dies by itself it is started again on
 * the same file and ports; running workflows go on as if nothing had happened.
 */
export async function startServer(options: StartServerOptions): Promise<RunningTemporal> {
  const settings = await settingsFrom(options);
  const address = `127.0.0.1:${settings.port}`;
  const uiUrl = settings.uiPort ? `http://127.0.0.1:${settings.uiPort}` : undefined;
  let lost: (error: Error) => void = () => undefined;
  const claim = options.dataFolder
    ? claimFor(
        options.dataFolder,
        { address, uiUrl, namespace: settings.namespace, endsWhenIdle: options.endsWhenIdle ?? false },
        (error) => lost(error),
      )
    : undefined;
  let server: SupervisedServer;
  try {
    if (settings.dbFile) mkdirSync(dirname(settings.dbFile), { recursive: true });
    server = await supervise({
      found: options.found,
      settings,
      onMessage: options.onMessage ?? (() => {}),
      onStarted: (serverPid) => claim?.update({ state: 'ready', serverPid }),
    });
  } catch (error) {
    claim?.release();
    throw error;
  }
  const exited = server.exited.then((end) => {
    claim?.release();
    if (end.reason === 'failed') options.onFailure?.(end.error);
    return end;
  });
  lost = (error) => options.onFailure?.(error);
  return {
    address,
    uiUrl,
    metricsUrl: settings.metricsPort ? `http://127.0.0.1:${settings.metricsPort}/metrics` : undefined,
    namespace: settings.namespace,
    get pid() {
      return server.pid();
    },
    async stop() {
      await server.stop();
      await exited;
    },
    kill9ForTests: () => server.kill9(),
    exited,
  };
}

async function settingsFrom(options: StartServerOptions): Promise<ServerSettings> {
  const wanted = [options.port, options.uiPort, options.metricsPort];
  const [port, uiPort, metricsPort] = await choosePorts(wanted);
  const { dataFolder, dbFile } = options;
  return {
    dbFile: dbFile ? resolve(dbFile) : dataFolder ? resolve(dataFolder, 'temporal.db') : undefined,
    synchronous: options.synchronous ?? 'full',
    port: port ?? 0,
    uiPort,
    metricsPort,
    namespace: options.namespace,
    retentionDays: options.retentionDays ?? 30,
    searchAttributes: options.searchAttributes,
  };
}

type Whereabouts = Pick<RunningServer, 'address' | 'uiUrl' | 'namespace' | 'endsWhenIdle'>;

function claimFor(folder: string, where: Whereabouts, onLost: (error: Error) => void): Claim {
  const since = new Date().toISOString();
  const record = { ...where, pid: process.pid, state: 'starting', serverPid: undefined, since } as const;
  return claimDataFolder(resolve(folder), record, onLost);
}
