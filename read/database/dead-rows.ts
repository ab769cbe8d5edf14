import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';
import { named } from '../books/named.ts';

/** Autovacuum comes at a fifth of a table; many times that and it does not come any more. */
const MANY = 10_000;
const SHARE = 1;
const MOST = 1000;

/** Deleted and changed rows take room, and erased data stays there, until they are cleared. */
export function deadRows({ tables, settings }: Pick<PostgresHealth, 'tables' | 'settings'>): Finding {
  const what = 'deleted rows';
  if (settings.autovacuum === 'off' || settings.track_counts === 'off') {
    return bad(
      what,
      'The server clears nothing by itself: tables grow, and what was erased stays on its disk.',
      'turn on autovacuum and track_counts',
    );
  }
  const alone = tables.filter(({ isLeftAlone }) => isLeftAlone).map(({ name }) => name);
  if (alone.length > 0) {
    return bad(
      what,
      `Not cleared by itself: ${named(alone, MOST)}.`,
      'alter table NAME reset (autovacuum_enabled)',
    );
  }
  const bloated = tables.filter(({ live, dead }) => dead >= MANY && dead > live * SHARE);
  if (bloated.length === 0) return good(what, 'They are cleared as they come.');
  return bad(
    what,
    `More than half of it deleted: ${named(
      bloated.map(({ name, live, dead }) => `${name} (${dead} beside ${live} that count)`),
      MOST,
    )}.`,
    'end long transactions and forgotten replication slots, then vacuum the table',
  );
}
