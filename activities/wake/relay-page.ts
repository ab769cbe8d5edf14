import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { unlessRefused } from '../sweep/refused-by-server.ts';

/** Starts and messages under way at once: enough to keep the server busy, few enough not to flood it. */
const AT_ONCE = 20;

interface Wake {
  readonly id: number;
}

/** Queued wakes of one kind of workflows. */
export interface WakeQueue<W extends Wake> {
  /** Whose wake it is, by the number of its row. */
  rowOf(wake: W): number;
  /** As sentences call it: `Invoice 1001 of acme`. */
  whom(wake: W): string;
  /** Tells one of what was queued for it, the newest last. */
  tell(deps: Deps, wakes: readonly [W, ...W[]], asOf: Instant): Promise<unknown>;
  remove(tx: Tx, ids: readonly number[]): Promise<void>;
}

/**
 * Relays wakes to their workflows, one message to each, and returns to how many. A wake is removed only after its
 * workflow was told: killed in between, it is relayed again, and being told twice changes nothing. The wake of one that
 * the server refuses stays, and the others go on.
 */
export async function relayPage<W extends Wake>(
  deps: Deps,
  queue: WakeQueue<W>,
  page: readonly W[],
  asOf: Instant,
  refused: string[] = [],
  onProgress: (told: number) => void = () => undefined,
): Promise<number> {
  const each = [...byRow(queue, page).values()];
  const relayed: number[] = [];
  let told = 0;
  for (let i = 0; i < each.length; i += AT_ONCE) {
    const some = each.slice(i, i + AT_ONCE).map(async (wakes) => {
      const tell = () => queue.tell(deps, wakes, asOf);
      if ((await unlessRefused(refused, queue.whom(wakes[0]), tell)) === 'refused') return;
      relayed.push(...wakes.map(({ id }) => id));
      told += 1;
    });
    await Promise.all(some);
    onProgress(told);
  }
  if (relayed.length > 0) await deps.db.transaction((tx) => queue.remove(tx, relayed));
  return told;
}

function byRow<W extends Wake>(queue: WakeQueue<W>, page: readonly W[]): Map<number, [W, ...W[]]> {
  const groups = new Map<number, [W, ...W[]]>();
  for (const wake of page) {
    const row = queue.rowOf(wake);
    const before = groups.get(row);
    if (before === undefined) groups.set(row, [wake]);
    else before.push(wake);
  }
  return groups;
}
