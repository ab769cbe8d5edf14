import type { Relayed } from '../../contracts/background.ts';
import type { Database } from '../../db/database.ts';
import { Mutex } from '../../db/drivers/mutex.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { relayCaseWakes } from './case-wakes.ts';
import { relayInvoiceWakes } from './invoice-wakes.ts';

/** Two relays of one process would tell everybody twice: the second waits, and finds what is left. */
const turns = new WeakMap<Database, Mutex>();
const BEAT_MS = 5_000;

/** Relays queued wakes to their workflows until none is left, those of invoices first, then those of cases. */
export async function relayWakes(
  deps: Deps,
  asOf: Instant,
  onProgress: (woken: number) => void,
): Promise<Relayed> {
  // A rehearsal starts its workflows itself, each on a clock of its own: a wake would start one on today's.
  if (deps.sources.rehearsal) return { woken: 0, refused: [] };
  const turn = turns.get(deps.db) ?? new Mutex();
  turns.set(deps.db, turn);
  const beat = setInterval(() => onProgress(0), BEAT_MS);
  const release = await turn.acquire().finally(() => clearInterval(beat));
  try {
    const refused: string[] = [];
    const woken = await relayInvoiceWakes(deps, asOf, refused, onProgress);
    await relayCaseWakes(deps, asOf, refused);
    return { woken, refused };
  } finally {
    release();
  }
}
