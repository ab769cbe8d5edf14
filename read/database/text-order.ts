import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';
import { named } from '../books/named.ts';

const MOST = 1000;

/** Pages of lists go on behind a text: in another order rows would be left out or come twice. */
export function textOrder({ otherwiseSorted }: Pick<PostgresHealth, 'otherwiseSorted'>): Finding {
  const what = 'order of text';
  if (otherwiseSorted.length === 0) return good(what, 'All columns of text are ordered by their bytes.');
  return bad(
    what,
    `Ordered otherwise: ${named(otherwiseSorted, MOST)}.`,
    'somebody changed the tables by hand: alter table NAME alter column COLUMN type text collate "C"',
  );
}
