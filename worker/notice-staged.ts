import type { Client } from '@temporalio/client';
import { createDunwellClient } from '../client/client.ts';
import { openCaseRequests } from '../db/case/requests.ts';
import type { Database } from '../db/database.ts';
import { DatabaseError } from '../db/errors.ts';
import { untakenBatches } from '../db/intake/order.ts';
import { type EndedObstacle, endedObstaclesLeft } from '../db/invoice/ended-obstacles.ts';
import { lyingWakes } from '../db/invoice/wake.ts';

const EVERY_MS = 1_000;
/** One that was started and is still open may have lost its workflow. */
const START_AGAIN_AFTER_MS = 60_000;

/** What the server refuses stays lying; more than these never do. */
const MOST_WAKES = 1_000;

export interface Noticing {
  readonly onMessage?: (text: string) => void;
  readonly everyMs?: number;
}

/** The watch over what was staged; stopped before its connection is closed. */
export interface Watch {
  stop(): Promise<void>;
}

/**
 * Notices within about a second what was staged while the worker runs, and starts its workflow, whoever staged it and
 * whether or not they lived on to do so. Likewise it has wakes relayed that lie there without anybody at it.
 *
 * As it is what looks at the database when nothing is due, it says when that goes away and comes back.
 */
export function noticeStaged(
  db: Database,
  temporal: Client,
  { onMessage = () => undefined, everyMs = EVERY_MS }: Noticing = {},
): Watch {
  const client = createDunwellClient(temporal);
  const reading = toldOnce(db, onMessage);
  const startedAt = new Map<string, number>();
  /** Those that lay there when the last relay began, and whether others lay there at the last look. */
  let relayed: ReadonlySet<string> = new Set();
  let lay = false;

  async function startOnce(id: string, start: () => Promise<void>): Promise<void> {
    if (performance.now() - (startedAt.get(id) ?? Number.NEGATIVE_INFINITY) < START_AGAIN_AFTER_MS) return;
    await start();
    startedAt.set(id, performance.now());
  }

  async function look(): Promise<void> {
    const { batches, requests, wakes } = await reading(async (tx) => ({
      batches: await untakenBatches(tx),
      requests: await openCaseRequests(tx),
      wakes: [...named(await lyingWakes(tx, MOST_WAKES)), ...(await endedObstaclesLeft(tx)).map(nameOf)],
    }));
    for (const { creditor, id } of batches) {
      await startOnce(`batch/${id}`, () => client.startIntake({ creditor, batchId: id }));
    }
    for (const { creditor, id: request } of requests) {
      await startOnce(`request/${request}`, () => client.openCase({ creditor, request }));
    }
    const areNew = wakes.some((wake) => !relayed.has(wake));
    // Those of a batch are relayed by its own workflow once it is taken in; most others by whoever queued them.
    if (lay && areNew && batches.length === 0) {
      // One that is under way may have read its last page before these came: the next look sees.
      if (await client.startRelay()) relayed = new Set(wakes);
    }
    lay = areNew;
    if (batches.length + requests.length === 0) startedAt.clear();
  }

  let isStopped = false;
  let wakeUp: () => void = () => undefined;
  const watching = (async () => {
    while (!isStopped) {
      // The server may be away for a while, or the database locked: the next look sees the same.
      await look().catch(() => undefined);
      if (isStopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      isStopped = true;
      wakeUp();
      await watching;
    },
  };
}

/** Reads, and says once that the database is away, and once that it is back. */
function toldOnce(db: Database, onMessage: (text: string) => void): Database['read'] {
  let isAway = false;
  return async (work) => {
    try {
      const answer = await db.read(work);
      if (isAway) onMessage(`The database ${db.place} answers again.`);
      isAway = false;
      return answer;
    } catch (error) {
      if (error instanceof DatabaseError && !isAway) {
        isAway = true;
        onMessage(error.message);
      }
      throw error;
    }
  };
}

/** By its mark too: a relay that was killed in the middle moved it. */
function nameOf({ creditor, obstacle, endedAt, doneUpTo }: EndedObstacle): string {
  return `${creditor} no longer ${obstacle} ${endedAt} ${doneUpTo}`;
}

/**
 * Each by its own name. The highest number alone would not tell: a wake whose transaction took longer shows only after
 * others with higher numbers.
 */
function named({ invoices, cases }: Awaited<ReturnType<typeof lyingWakes>>): readonly string[] {
  return [...invoices.map((id) => `invoice ${id}`), ...cases.map((id) => `case ${id}`)];
}
