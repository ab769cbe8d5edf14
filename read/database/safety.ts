import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';

/** Whether a committed payment can be lost. `synchronous_commit` needs no look: each transaction sets its own. */
export function safety({ settings }: Pick<PostgresHealth, 'settings'>): Finding {
  const what = 'safety of what is written';
  const off = (['fsync', 'full_page_writes'] as const).filter((name) => settings[name] === 'off');
  if (off.length === 0) return good(what, 'What was committed is on the disk of the server.');
  return bad(
    what,
    `The server has ${off.join(' and ')} off: after a crash the books may be damaged or lack what was committed.`,
    `turn ${off.length === 1 ? 'it' : 'them'} on in postgresql.conf; only a server for tests can do without`,
  );
}
