import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database } from '../db/database.ts';
import type { WorkerSettings } from '../db/tables/workers.ts';
import type { Tx } from '../db/tx.ts';
import { OF_NO_CREDITOR } from '../db/workers/of-no-creditor.ts';
import { notedServer, type ServerOfBooks } from '../db/workers/server.ts';
import {
  areTakenBack,
  forgetSilentWorkers,
  forgetWorker,
  listWorkers,
  noteWorker,
  SILENT_MS,
  type WorkerRow,
} from '../db/workers/workers.ts';
import { isGone, thisProcess } from './process-name.ts';

const BEAT_MS = 20_000;
const LOOK_AGAIN_MS = 1_000;

export interface Announcing {
  readonly db: Database;
  readonly server: ServerOfBooks;
  readonly version: string;
  /** What has to be the same on every machine, as it is here now. */
  readonly settings: () => Promise<WorkerSettings>;
  /** How far this machine's clock is ahead of the database's; null where they share one. */
  readonly clockAheadMs: () => Promise<number | null>;
  readonly onMessage: (text: string) => void;
  readonly isCancelled?: (() => boolean) | undefined;
  /** How often it tells, and by which clock it knows how long it was silent; tests have their own. */
  readonly beatMs?: number;
  readonly now?: () => number;
}

/** A worker that the books know of. */
export interface Presence {
  /** Resolves with why it has to stop: it was silent for so long that others may have taken its place, and they did. */
  readonly replaced: Promise<OtherServer>;
  /** Takes leave. */
  stop(): Promise<void>;
}

/** The books are carried by another Temporal server: a second one would carry every invoice once more. */
export class OtherServer extends Error {}

/**
 * Tells the books that this worker is there, and goes on doing so until it is stopped.
 *
 * Refused while a worker on another Temporal server says the same. One that was killed is waited for until it counts
 * as gone.
 */
export async function announce(announcing: Announcing): Promise<Presence> {
  const { db, server, onMessage, isCancelled = () => false } = announcing;
  const id = randomUUID();
  const since = Date.now();
  const row = async (): Promise<WorkerRow> => ({
    ...thisProcess(),
    host: hostname(),
    id,
    version: announcing.version,
    server: server.id,
    serverSays: server.says,
    settings: await announcing.settings(),
    clockAheadMs: await announcing.clockAheadMs(),
    since,
    seenAt: Date.now(),
  });
  const first = new Map<string, number>();
  for (;;) {
    const me = await row();
    const other = await db.transaction((tx) => tell(tx, me), OF_NO_CREDITOR);
    if (other === undefined) break;
    const seen = first.get(other.id);
    if (seen !== undefined && seen !== other.seenAt) throw new OtherServer(refusal(other, server));
    if (seen === undefined) onMessage(waiting(other));
    first.set(other.id, other.seenAt);
    if (isCancelled()) throw new OtherServer(refusal(other, server));
    await later(LOOK_AGAIN_MS);
  }
  return beating(announcing, id, row);
}

/** Notes it, unless a worker on another server is there: that is answered. */
async function tell(tx: Tx, me: WorkerRow): Promise<WorkerRow | undefined> {
  const elsewhere = (await listWorkers(tx)).find((one) => one.server !== me.server && isThere(one));
  if (elsewhere !== undefined) return elsewhere;
  await forgetSilentWorkers(tx, me.seenAt - SILENT_MS);
  await noteWorker(tx, me);
  // Asked behind it, as taking the books back waits for those that tell of themselves.
  if (await areTakenBack(tx)) throw new OtherServer(TAKEN_AWAY);
  return undefined;
}

const TAKEN_AWAY =
  'These books were taken back into their file just now: leave DUNWELL_DATABASE out to go on there.';

function isThere(worker: WorkerRow): boolean {
  return worker.seenAt > Date.now() - SILENT_MS && !isGone(worker);
}

/**
 * Tells again and again. After a silence, as of a machine that slept or a database that was away, it has counted as gone,
 * and looks first whether others have begun on another server meanwhile.
 */
function beating(
  { db, server, beatMs = BEAT_MS, now = Date.now }: Announcing,
  id: string,
  row: () => Promise<WorkerRow>,
): Presence {
  let replace: (error: OtherServer) => void = () => undefined;
  const replaced = new Promise<OtherServer>((resolve) => {
    replace = resolve;
  });
  let toldAt = now();
  const again = async () => {
    // From the beginning of a beat: it may sleep in the middle of one, too.
    const begunAt = now();
    const me = await row();
    await db.transaction(async (tx) => {
      // Asked where nobody else can be told meanwhile: it may have waited for that, too.
      const wasSilent = now() - toldAt > SILENT_MS;
      if (!wasSilent) return noteWorker(tx, me);
      const other = await tell(tx, me);
      if (other !== undefined) throw new OtherServer(refusal(other, server));
      const noted = await notedServer(tx);
      if (noted !== undefined && noted.id !== server.id) throw new OtherServer(leftBehind(noted, server));
    }, OF_NO_CREDITOR);
    toldAt = begunAt;
  };
  let beat: Promise<void> = Promise.resolve();
  let isBeating = false;
  const timer = setInterval(() => {
    if (isBeating) return;
    isBeating = true;
    // The database may be away for a while: the next beat tells.
    beat = again()
      .catch((error: unknown) => {
        if (error instanceof OtherServer) replace(error);
      })
      .finally(() => {
        isBeating = false;
      });
  }, beatMs);
  return {
    replaced,
    async stop() {
      clearInterval(timer);
      await beat;
      // What cannot be told is forgotten by itself.
      await db.transaction((tx) => forgetWorker(tx, id), OF_NO_CREDITOR).catch(() => undefined);
    },
  };
}

function waiting({ host, serverSays }: WorkerRow): string {
  return `A worker on ${host} was on these books a moment ago, with ${serverSays}: waiting to see whether it is still there.`;
}

function refusal({ host, pid, serverSays }: WorkerRow, { says }: ServerOfBooks): string {
  return (
    `These books are carried by ${serverSays}: a worker works there now, process ${pid} on ${host}. ` +
    `Here it would be ${says}, and every invoice would be carried twice. ` +
    'Set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to the same server, or stop the workers of the other one first.'
  );
}

function leftBehind({ says: there }: ServerOfBooks, { says }: ServerOfBooks): string {
  return (
    `These books went over to ${there} while this worker was silent, asleep or cut off from them. It works with ${says}, ` +
    'and every invoice would be carried twice: set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to that server.'
  );
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
