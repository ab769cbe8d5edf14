import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { beforeAll, onTestFinished, vi } from 'vitest';
import { findServer } from '../../temporal/find-server.ts';
import { type LocalServer, Way } from '../../temporal/found-server.ts';
import { type RunningTemporal, type StartServerOptions, startServer } from '../../temporal/start-server.ts';

// Starting and stopping a real server takes some seconds on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

/** Without set-up before it, the first test run builds the server, which takes minutes. */
beforeAll(async () => void (await builtServer()), 900_000);

/** The build of the embedded server, made once for all tests and all runs. */
export async function builtServer(): Promise<LocalServer> {
  return (await findServer({ ways: [Way.built] })) as LocalServer;
}

/** A folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-temporal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server on free ports that is stopped after the test. */
export async function startForTest(options: Partial<StartServerOptions> = {}): Promise<RunningTemporal> {
  const found = options.found ?? (await builtServer());
  const server = await startServer({
    port: 0,
    namespace: 'default',
    searchAttributes: {},
    ...options,
    found,
  });
  onTestFinished(() => server.stop());
  return server;
}

/** A client whose connection is closed after the test. */
export async function clientOf(server: RunningTemporal): Promise<Client & { connection: Connection }> {
  const connection = await Connection.connect({ address: server.address });
  onTestFinished(() => connection.close());
  return new Client({ connection, namespace: server.namespace }) as Client & { connection: Connection };
}

/** Waits until something is true; fails with what was waited for. */
export async function until(
  what: string,
  check: () => boolean | Promise<boolean>,
  limitMs = 20_000,
): Promise<void> {
  for (const end = Date.now() + limitMs; ; await sleep(50)) {
    if (await check()) return;
    if (Date.now() > end) throw new Error(`waited too long until ${what}`);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
