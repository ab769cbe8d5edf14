import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';

/** Above this share the next worker, or the next look, may find no place. */
const FULL_FROM = 0.8;

export function connections({
  connections: used,
  settings,
}: Pick<PostgresHealth, 'connections' | 'settings'>): Finding {
  const what = 'connections to the database';
  const places = Number(settings.max_connections) - Number(settings.superuser_reserved_connections);
  const says = `${used} of ${places} that the server takes are in use`;
  if (used < places * FULL_FROM) return good(what, `${says}.`);
  return bad(
    what,
    `${says}: one more worker may be refused.`,
    'raise max_connections, give workers smaller pools, or put PgBouncer between',
  );
}
