import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signalsOf } from '../test/activities/signals/signals-of.ts';
import { settings } from '../test/domain/signals/sample-settings.ts';
import { startPostgres } from '../test/postgres/start-postgres.ts';

/*
 * npm run bench -- signals-on-both [customers]
 *
 * Evaluates the same customers on SQLite and on PostgreSQL, twice, and counts what is not the same: who is on the
 * list, for which gateway, with which amount, and who left it for which reason.
 */

export interface SignalsOnBothBench {
  readonly customers: number;
  readonly signals: number;
  readonly left: number;
  /** Signals of one engine that the other does not have; nothing is right. */
  readonly different: number;
  /** Of the two evaluations. */
  readonly sqliteSeconds: readonly number[];
  readonly postgresSeconds: readonly number[];
}

export async function benchSignalsOnBoth(customers: number): Promise<SignalsOnBothBench> {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-bench-'));
  const server = await startPostgres();
  try {
    const sqlite = await signalsOf(join(folder, 'dunwell.db'), { customers, settings });
    const postgres = await signalsOf(server.url(), { customers, settings });
    return {
      customers,
      signals: sqlite.signals.length,
      left: sqlite.signals.filter((row) => row.includes('"removed"')).length,
      different: without(sqlite.signals, postgres.signals) + without(postgres.signals, sqlite.signals),
      sqliteSeconds: sqlite.seconds.map(rounded),
      postgresSeconds: postgres.seconds.map(rounded),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many of the ones the others lack. */
function without(some: readonly string[], others: readonly string[]): number {
  const known = new Set(others);
  return some.filter((each) => !known.has(each)).length;
}

const rounded = (seconds: number) => Math.round(seconds * 10) / 10;
