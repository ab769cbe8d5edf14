import type { Follower, PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';
import { named } from '../books/named.ts';
import { count } from '../kit/format.ts';

const BEHIND_MS = 60_000;
const BEHIND_BYTES = 256 * 1024 * 1024;
const MOST = 1000;

/** What a failover would lose, unless the server waits for its followers. */
export function followers({ followers: all }: Pick<PostgresHealth, 'followers'>): Finding {
  const what = 'servers that follow';
  if (all.length === 0) return good(what, 'None that can be seen from here.');
  const behind = all.filter(
    ({ behindMs, behindBytes }) => (behindMs ?? 0) > BEHIND_MS || (behindBytes ?? 0) > BEHIND_BYTES,
  );
  if (behind.length === 0) return good(what, `${count(all.length, 'server')}, none far behind.`);
  return bad(
    what,
    `Far behind: ${named(behind.map(inWords), MOST)}.`,
    'see its disk and its network: a failover to it would lose what it does not have yet',
  );
}

function inWords({ name, behindMs, behindBytes }: Follower): string {
  const parts = [
    ...(behindMs === null ? [] : [`${Math.round(behindMs / 1000)} s`]),
    ...(behindBytes === null ? [] : [`${Math.round(behindBytes / 1024 / 1024)} MB`]),
  ];
  return `${name} by ${parts.join(', ')}`;
}
