import { setTimeout as sleep } from 'node:timers/promises';
import { completeCliServer } from './complete-cli-server.ts';
import type { LocalServer } from './found-server.ts';
import { requireFreePort } from './ports.ts';
import { type ServerCommand, type ServerSettings, serverCommand } from './server-command.ts';
import { runServer, type ServerProcess } from './server-process.ts';

const RESTARTS = 5;
const WITHIN_MS = 60_000;
const FIRST_WAIT_MS = 250;

/** How a server that runs here came to its end. */
export type ServerEnd = { reason: 'stopped' } | { reason: 'failed'; error: Error };

export interface SupervisedServer {
  pid(): number | undefined;
  stop(): Promise<void>;
  kill9(): void;
  exited: Promise<ServerEnd>;
}

interface Supervision {
  found: LocalServer;
  settings: ServerSettings;
  onMessage: (text: string) => void;
  onStarted: (pid: number | undefined) => void;
}

/**
 * Starts a server and keeps it running: one that dies is started again with the same settings, at most five
 * times a minute. The first start is not repeated: what stands in its way then is for a person to solve.
 */
export async function supervise({
  found,
  settings,
  onMessage,
  onStarted,
}: Supervision): Promise<SupervisedServer> {
  const command = serverCommand(found, settings);
  const stopping = new AbortController();
  let server = await start(command, settings);
  try {
    onStarted(server.pid());
  } catch (error) {
    // Whoever started it cannot go on: a server that nobody holds must not stay behind.
    await server.stop();
    throw error;
  }

  async function keepRunning(): Promise<ServerEnd> {
    const deaths: number[] = [];
    for (;;) {
      const words = await server.ended;
      if (stopping.signal.aborted) return { reason: 'stopped' };
      if (!settings.dbFile)
        return failed(`the Temporal server in memory died, and its workflows with it: ${words}`);
      deaths.push(Date.now());
      const recent = deaths.filter((at) => at > Date.now() - WITHIN_MS).length;
      if (recent > RESTARTS) {
        return failed(
          `the Temporal server died ${recent} times within a minute, so it was given up: ${words}`,
        );
      }
      onMessage(`the Temporal server died and is started again: ${words}`);
      await sleep(FIRST_WAIT_MS * 2 ** (recent - 1), undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return { reason: 'stopped' };
      await restart();
    }
  }

  /** A start that fails counts as one more death: its process has ended, which the loop sees. */
  async function restart(): Promise<void> {
    // Current from its first moment, so that a stop in the middle of the start reaches it.
    server = runServer(command);
    try {
      await untilReady(server, command, settings);
      onStarted(server.pid());
      onMessage('the Temporal server is back');
    } catch {
      await server.stop();
    }
  }

  const exited = keepRunning();
  return {
    pid: () => server.pid(),
    async stop() {
      stopping.abort();
      await server.stop();
      await exited;
    },
    kill9: () => server.kill9(),
    exited,
  };
}

async function start(command: ServerCommand, settings: ServerSettings): Promise<ServerProcess> {
  if (!command.saysReady) {
    await requireFreePort(settings.port, '--port');
    if (settings.uiPort) await requireFreePort(settings.uiPort, '--ui-port');
  }
  const server = runServer(command);
  try {
    await untilReady(server, command, settings);
    return server;
  } catch (error) {
    await server.stop();
    throw new Error(`the Temporal server did not start: ${(error as Error).message}`, { cause: error });
  }
}

async function untilReady(
  server: ServerProcess,
  command: ServerCommand,
  settings: ServerSettings,
): Promise<void> {
  await server.started;
  if (!command.saysReady) await completeCliServer(server, settings);
}

function failed(words: string): ServerEnd {
  return { reason: 'failed', error: new Error(words) };
}
