import type { About } from '../../db/database.ts';
import { type Page, pages } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import { OF_NO_CREDITOR } from '../../db/workers/of-no-creditor.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { unlessRefused } from '../sweep/refused-by-server.ts';

/** Starts and messages under way at once: enough to keep the server busy, few enough not to flood it. */
const AT_ONCE = 20;

const PAGE = 200;

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

export interface Relaying {
  /** Whose wakes they are, where that is one invoice or one case. Those of many go beside everybody: nobody decides by them. */
  readonly about?: About;
  /** Takes who could not be told, in words. */
  readonly refused?: string[];
  readonly onProgress?: (told: number) => void;
}

/**
 * Relays all that is queued, until a pass over it from the beginning finds nothing that was not told or refused before:
 * where several write at once, a wake may show only after one with a higher number.
 */
export async function relayAll<W extends Wake>(
  deps: Deps,
  queue: WakeQueue<W>,
  read: (tx: Tx, page: Page) => Promise<readonly W[]>,
  asOf: Instant,
  { refused = [], onProgress = () => undefined }: Omit<Relaying, 'about'> = {},
): Promise<number> {
  const stay = new Set<number>();
  let told = 0;
  for (;;) {
    let found = 0;
    for await (const page of pages({ limit: PAGE }, (page) => deps.db.read((tx) => read(tx, page)))) {
      const unseen = page.filter(({ id }) => !stay.has(id));
      found += unseen.length;
      const before = told;
      const relaying = { refused, onProgress: (some: number) => onProgress(before + some) };
      const result = await relayPage(deps, queue, unseen, asOf, relaying);
      told += result.told;
      for (const id of result.stay) stay.add(id);
    }
    if (found === 0) return told;
  }
}

/**
 * Relays wakes to their workflows, one message to each, and returns to how many and which wakes stay. A wake is removed only after its
 * workflow was told: killed in between, it is relayed again, and being told twice changes nothing. The wake of one that
 * the server refuses stays, and the others go on.
 */
export async function relayPage<W extends Wake>(
  deps: Deps,
  queue: WakeQueue<W>,
  page: readonly W[],
  asOf: Instant,
  { about = OF_NO_CREDITOR, refused = [], onProgress = () => undefined }: Relaying = {},
): Promise<{ readonly told: number; readonly stay: readonly number[] }> {
  const each = [...byRow(queue, page).values()];
  const relayed: number[] = [];
  const stay: number[] = [];
  let told = 0;
  for (let i = 0; i < each.length; i += AT_ONCE) {
    const some = each.slice(i, i + AT_ONCE).map(async (wakes) => {
      const tell = () => queue.tell(deps, wakes, asOf);
      const isRefused = (await unlessRefused(refused, queue.whom(wakes[0]), tell)) === 'refused';
      (isRefused ? stay : relayed).push(...wakes.map(({ id }) => id));
      if (!isRefused) told += 1;
    });
    await Promise.all(some);
    onProgress(told);
  }
  if (relayed.length > 0) await deps.db.transaction((tx) => queue.remove(tx, relayed), about);
  return { told, stay };
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
