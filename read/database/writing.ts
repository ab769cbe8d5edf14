import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';

export function writing({
  isReadOnly,
  isFollower,
}: Pick<PostgresHealth, 'isReadOnly' | 'isFollower'>): Finding {
  const what = 'writing to the database';
  if (isFollower) {
    return bad(
      what,
      'This server follows another one and takes no writes: all that is due waits.',
      'name the server that takes writes, or wait for the failover to end; what waits goes on by itself',
    );
  }
  if (!isReadOnly) return good(what, 'The server takes writes.');
  return bad(
    what,
    'Transactions are read-only for this user: all that is due waits.',
    'see default_transaction_read_only of the server, the database and the user',
  );
}
