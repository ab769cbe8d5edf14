import { setTimeout as sleep } from 'node:timers/promises';
import type { About } from '../../db/database.ts';
import { firstUntaken, untakenOf } from '../../db/intake/order.ts';
import type { Tx } from '../../db/tx.ts';
import { yieldToEventLoop } from '../../db/yield-to-event-loop.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { AFTER_FAILURE_MS } from '../intake/take-in.ts';
import { takeNext } from '../intake/take-next.ts';

/** Nothing was decided: what was staged for the creditor before is more than could be taken in meanwhile. */
export class StagedFirst extends Error {
  /** When it is worth asking again. */
  readonly againInMs: number;
  constructor(creditor: string, rows: number) {
    super(`${rows} rows that were staged for ${creditor} are taken in first.`);
    this.againInMs = Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, rows / ROWS_PER_MS));
  }
}

/** About as many as are taken in beside other work: so long is waited, within these limits. */
const ROWS_PER_MS = 4;
const SHORTEST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
/** So long an activity of 30 seconds may take in before it gives its place to others. */
const PATIENCE_MS = 5_000;

export interface Deciding {
  readonly creditor: string;
  /** What it changes; anything of the creditor unless given. */
  readonly about?: About;
  readonly asOf: Instant;
  readonly patienceMs?: number;
  /** Called while it takes in, for activities that beat. */
  readonly onWait?: () => void;
}

/**
 * The one way in which activities decide about a creditor: in the transaction of the decision it is looked whether
 * anything staged before is untaken. Then nothing is decided; it is taken in first, and the decision begins anew. So no
 * letter goes out whose payment was told to us, whoever staged it and whether or not its intake was ever started.
 *
 * Throws StagedFirst when that takes longer than it may.
 */
export async function decide<T>(
  deps: Pick<Deps, 'db' | 'sources'>,
  { creditor, about = { creditor }, asOf, patienceMs = PATIENCE_MS, onWait = () => undefined }: Deciding,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const decided = await deps.db.transaction(
      async (tx) => ((await firstUntaken(tx, creditor)) === undefined ? { value: await work(tx) } : null),
      about,
    );
    if (decided !== null) return decided.value;
    await takeStaged(deps, creditor, asOf, end, onWait);
  }
}

async function takeStaged(
  deps: Pick<Deps, 'db' | 'sources'>,
  creditor: string,
  asOf: Instant,
  end: number,
  onWait: () => void,
): Promise<void> {
  for (;;) {
    const { kind } = await takeNext(deps, creditor, asOf);
    if (kind === 'none') return;
    onWait();
    if (performance.now() > end) {
      const { rows } = await deps.db.read((tx) => untakenOf(tx, creditor));
      throw new StagedFirst(creditor, rows);
    }
    if (kind === 'failed') await sleep(AFTER_FAILURE_MS);
    else await yieldToEventLoop();
  }
}
