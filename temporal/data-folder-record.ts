import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isLocked } from '../db/drivers/sqlite/folder-lock.ts';

/** What server.json in a data folder tells about the process that runs on it. */
export interface RunningServer {
  /** The Dunwell process that owns the folder. */
  pid: number;
  state: 'starting' | 'ready';
  address: string;
  uiUrl: string | undefined;
  namespace: string;
  serverPid: number | undefined;
  /** When the owner began, in ISO 8601. */
  since: string;
  /** The owner stops, with its server, as soon as nothing is due: nobody else can rely on it. */
  endsWhenIdle?: boolean;
}

export function recordFile(dataFolder: string): string {
  return join(dataFolder, 'server.json');
}

/** Locked for as long as a process runs on the folder. */
export function lockFile(dataFolder: string): string {
  return join(dataFolder, 'owner.lock');
}

/**
 * The server that runs on a data folder right now, for commands that want to talk to it; undefined when none
 * does. A record that a killed process left behind does not count: its lock must be held and the port answer.
 */
export async function readRunning(dataFolder: string): Promise<RunningServer | undefined> {
  const record = readRecord(dataFolder);
  if (record?.state !== 'ready' || !isLocked(lockFile(dataFolder))) return undefined;
  return (await answers(record.address)) ? record : undefined;
}

/** What stands in the folder, whether or not its owner still lives. */
export function readRecord(dataFolder: string): RunningServer | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(dataFolder), 'utf8')) as RunningServer;
  } catch {
    return undefined;
  }
}

function answers(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.split(/:(?=\d+$)/);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: 1_000 });
    const leave = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => leave(true));
    socket.once('error', () => leave(false));
    socket.once('timeout', () => leave(false));
  });
}
