import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';
import { CLOCKS_MAY_DIFFER_MS, differenceInWords } from '../kit/clock-difference.ts';

export function clock({ clockAheadMs }: Pick<PostgresHealth, 'clockAheadMs'>): Finding {
  const what = 'clock of this machine';
  if (Math.abs(clockAheadMs) <= CLOCKS_MAY_DIFFER_MS) return good(what, 'It goes with that of the database.');
  return bad(
    what,
    `It is ${differenceInWords(clockAheadMs)} that of the database.`,
    'set both by NTP: letters go out by the clock of the worker',
  );
}
