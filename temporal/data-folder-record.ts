import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

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
}

/** How often an owner touches its record, and when a record without a touch no longer counts. */
export const BEAT_MS = 5_000;
const SILENT_MS = 30_000;

export function recordFile(dataFolder: string): string {
  return join(dataFolder, 'server.json');
}

/**
 * The server that runs on a data folder right now, for commands that want to talk to it; undefined when none
 * does. A record that a killed process left behind does not count: the process must live and the port answer.
 */
export async function readRunning(dataFolder: string): Promise<RunningServer | undefined> {
  const record = readRecord(dataFolder);
  if (record?.state !== 'ready' || !isAlive(record.pid)) return undefined;
  return (await answers(record.address)) ? record : undefined;
}

/** The process that owns the folder, starting or ready; undefined when it is free. */
export function ownerOf(dataFolder: string): RunningServer | undefined {
  const record = readRecord(dataFolder);
  // The heartbeat tells our process from another one that got the same number after a restart of the machine.
  const touched = statSync(recordFile(dataFolder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return record && isAlive(record.pid) && Date.now() - touched < SILENT_MS ? record : undefined;
}

function readRecord(dataFolder: string): RunningServer | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(dataFolder), 'utf8')) as RunningServer;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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
