import { isLocked } from '../../db/drivers/sqlite/folder-lock.ts';
import { lockFile, type RunningServer, readRecord, readRunning } from '../../temporal/data-folder-record.ts';
import { findExternalServer } from '../../temporal/external-server.ts';
import { WorkFailed } from '../kit/failures.ts';
import { type Patience, unlessCancelled } from './connect-with-patience.ts';
import { type PreparedServer, prepareServer } from './prepare-server.ts';

export interface WorkersServer {
  readonly dataFolder: string;
  readonly namespace: string | undefined;
  readonly endsWhenIdle: boolean;
  readonly patience: Patience;
  readonly onMessage: (text: string) => void;
}

const LOOK_AGAIN_MS = 250;

/**
 * The server of the environment, else the one running on this data folder, else our own. One that is just starting
 * is waited for, and so is the end of a run that would take its server along. Undefined when that was called off.
 */
export async function serverForWorker(wishes: WorkersServer): Promise<PreparedServer | undefined> {
  const { dataFolder, namespace, endsWhenIdle, patience, onMessage } = wishes;
  const asked = { dataFolder, port: 0, uiPort: undefined, namespace, endsWhenIdle, patience, onMessage };
  if (isServerConfigured()) return unlessCancelled(patience, prepareServer(asked));
  const end = performance.now() + patience.ms;
  for (let told = ''; !patience.isCancelled(); ) {
    if (!isLocked(lockFile(dataFolder))) {
      try {
        return await prepareServer(asked);
      } catch (error) {
        // Another one that began in the same moment has it.
        if (!isLocked(lockFile(dataFolder))) throw error;
        continue;
      }
    }
    const running = await readRunning(dataFolder);
    if (running !== undefined && running.endsWhenIdle !== true)
      return serverOf(running, dataFolder, namespace);
    const owner = readRecord(dataFolder);
    if (performance.now() >= end) throw new WorkFailed(waitedInVain(owner, patience));
    const says = waiting(owner, patience);
    if (says !== told) onMessage(says);
    told = says;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return undefined;
}

/** True when the environment or a profile names a Temporal server. */
export function isServerConfigured(): boolean {
  try {
    return findExternalServer(process.env) !== undefined;
  } catch (error) {
    throw new WorkFailed(error instanceof Error ? error.message : String(error), error);
  }
}

function serverOf(running: RunningServer, dataFolder: string, namespace: string | undefined): PreparedServer {
  return {
    address: running.address,
    namespace: namespace ?? running.namespace,
    uiUrl: undefined,
    isOurs: false,
    ofFolder: dataFolder,
    failed: new Promise<Error>(() => undefined),
    stop: async () => undefined,
  };
}

function waiting(owner: RunningServer | undefined, { ms }: Patience): string {
  const atMost = `${Math.round(ms / 1000)} seconds at most`;
  return owner?.endsWhenIdle === true
    ? `${whoIs(owner)} is at the same work on this folder: waiting for its end, ${atMost}.`
    : `${whoIs(owner)} is starting the server of this folder: waiting for it, ${atMost}.`;
}

function waitedInVain(owner: RunningServer | undefined, { ms }: Patience): string {
  const forSo = `after ${Math.round(ms / 1000)} seconds of waiting`;
  return owner?.endsWhenIdle === true
    ? `${whoIs(owner)}, there since ${owner.since}, is still at the same work on this folder ${forSo}: nothing was done here.`
    : `${whoIs(owner)} runs on this folder and its server does not answer ${forSo}: nothing was done here.`;
}

function whoIs(owner: RunningServer | undefined): string {
  return owner === undefined ? 'Another process' : `Process ${owner.pid}`;
}
