import { fileURLToPath } from 'node:url';
import { type LocalServer, Way } from './found-server.ts';
import { asPairs, type SearchAttributes } from './search-attributes.ts';

/** What a local server is to be, whichever program runs it; all ports are chosen. */
export interface ServerSettings {
  /** SQLite file; undefined keeps everything in memory. */
  dbFile: string | undefined;
  /** full: a power cut loses nothing; normal: a killed process loses nothing, and writing is cheaper. */
  synchronous: 'full' | 'normal';
  port: number;
  /** undefined: no web UI. */
  uiPort: number | undefined;
  metricsPort: number | undefined;
  namespace: string;
  retentionDays: number;
  searchAttributes: SearchAttributes;
}

export interface ServerCommand {
  file: string;
  args: string[];
  /** Our own server says when it is ready; the CLI has to be asked, and completed afterwards. */
  saysReady: boolean;
}

/** The command that runs a found server with these settings and stops it when this process is gone. */
export function serverCommand(found: LocalServer, settings: ServerSettings): ServerCommand {
  if (found.kind === Way.built) return { file: found.executable, args: ownFlags(settings), saysReady: true };
  // The CLI watches nobody, so a guard runs it that does.
  const guard = fileURLToPath(new URL('./guard-child.mjs', import.meta.url));
  return { file: process.execPath, args: [guard, found.executable, ...cliFlags(settings)], saysReady: false };
}

function ownFlags(s: ServerSettings): string[] {
  return [
    ...['--port', `${s.port}`, '--ui-port', `${s.uiPort ?? 0}`, '--metrics-port', `${s.metricsPort ?? 0}`],
    ...['--namespace', s.namespace, '--retention', `${s.retentionDays * 24}h`],
    ...['--search-attributes', asPairs(s.searchAttributes).join(',')],
    ...(s.dbFile ? ['--db', s.dbFile, '--synchronous', s.synchronous] : []),
    ...['--parent-pid', `${process.pid}`, '--watch-stdin'],
  ];
}

/** The CLI has no flag for the retention and ignores search attributes on an existing file: see start-server.ts. */
function cliFlags(s: ServerSettings): string[] {
  const dynamic = {
    'frontend.WorkflowTimeSkippingEnabled': true,
    'frontend.enableServerVersionCheck': false,
    'frontend.rps': 100_000,
    'frontend.namespaceRPS': 100_000,
    'history.rps': 100_000,
    'matching.rps': 100_000,
  };
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', `${s.port}`, '--log-level', 'error'],
    ...(s.uiPort ? ['--ui-port', `${s.uiPort}`] : ['--headless']),
    ...(s.metricsPort ? ['--metrics-port', `${s.metricsPort}`] : []),
    ...['--namespace', s.namespace],
    ...(s.dbFile ? ['--db-filename', s.dbFile] : []),
    ...(s.dbFile
      ? ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', `synchronous=${s.synchronous}`]
      : []),
    ...asPairs(s.searchAttributes).flatMap((pair) => ['--search-attribute', pair]),
    ...Object.entries(dynamic).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
  ];
}
