import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';

/** Every statement was tried from this one on. */
const LEAST_MAJOR = 15;

export function version({ version: says, major }: Pick<PostgresHealth, 'version' | 'major'>): Finding {
  const what = 'version of PostgreSQL';
  if (major >= LEAST_MAJOR) return good(what, `${says}.`);
  return bad(
    what,
    `${says}, which no statement was tried on: ${LEAST_MAJOR} is the oldest.`,
    `move to PostgreSQL ${LEAST_MAJOR} or newer`,
  );
}
