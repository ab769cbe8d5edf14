import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../database.ts';
import { PassingTrouble } from '../../errors.ts';
import { PostgresDatabase } from './database.ts';
import { inWords, isTemporary } from './errors.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { migrate, refuseUnlessCurrent, refuseWithoutBooks } from './migrate.ts';
import { connected } from './one-connection.ts';
import { addressFor, placeOf, poolSizeIn } from './place.ts';
import { Pool } from './pool.ts';
import { refuseTakenBack } from './taken-back.ts';

export interface PostgresOptions {
  /** postgres://user:password@host:port/name; it is never shown. */
  readonly url: string;
  readonly readOnly?: boolean;
  /** Refuses an empty database instead of beginning books in it; a reader never begins any. */
  readonly mustHoldBooks?: boolean;
  /** The most connections of this process; what the address says, or ten, unless given. */
  readonly poolSize?: number;
  /** How long to try again while the server starts, or cannot be reached; not at all unless given. */
  readonly patienceMs?: number;
  /** Asked between two attempts: true ends the patience. */
  readonly isCancelled?: () => boolean;
  /** Hears what is in the way while it is tried again. */
  readonly onMessage?: (text: string) => void;
  readonly limits?: Partial<Limits>;
}

const DEFAULT_POOL_SIZE = 10;
const PAUSE_MS = 500;

/** Opens the database, migrating it where needed; refuses one that a newer version wrote. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { readOnly = false, patienceMs = 0 } = options;
  const size = options.poolSize ?? poolSizeIn(options.url) ?? DEFAULT_POOL_SIZE;
  const { mustHoldBooks = readOnly } = options;
  const url = addressFor(options.url);
  const place = placeOf(url);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  await patiently({ ...options, patienceMs, place }, () =>
    prepare(url, { place, readOnly, mustHoldBooks, limits }),
  );
  return new PostgresDatabase(place, new Pool({ url, place, size, limits }), limits, readOnly);
}

interface Preparing {
  readonly place: string;
  readonly readOnly: boolean;
  readonly mustHoldBooks: boolean;
  readonly limits: Limits;
}

/** On a connection of its own, as migrating takes as long as it takes. */
async function prepare(url: string, { place, readOnly, mustHoldBooks, limits }: Preparing): Promise<void> {
  await connected(
    url,
    async ({ query }) => {
      if (mustHoldBooks) await refuseWithoutBooks(query, place);
      if (readOnly) await refuseUnlessCurrent(query, place);
      else await migrate(query, place);
      if (!readOnly) await refuseTakenBack(query, place);
    },
    limits.connectMs,
  );
}

type Patience = Pick<PostgresOptions, 'isCancelled' | 'onMessage'> & {
  readonly patienceMs: number;
  readonly place: string;
};

const mayPass = (error: unknown) => error instanceof PassingTrouble || isTemporary(error);

async function patiently<T>(
  { patienceMs, place, isCancelled = () => false, onMessage = () => undefined }: Patience,
  attempt: () => Promise<T>,
): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let told = ''; ; ) {
    try {
      return await attempt();
    } catch (error) {
      const said = inWords(error, place);
      if (!mayPass(error) || performance.now() + PAUSE_MS > until || isCancelled()) throw said;
      const text = (said as Error).message;
      if (text !== told) onMessage(text);
      told = text;
    }
    await sleep(PAUSE_MS);
  }
}
