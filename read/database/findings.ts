import type { PostgresHealth } from '../../db/drivers/postgres/health.ts';
import type { Finding } from '../books/finding.ts';
import { clock } from './clock.ts';
import { connections } from './connections.ts';
import { deadRows } from './dead-rows.ts';
import { followers } from './followers.ts';
import { longTransactions } from './long-transactions.ts';
import { safety } from './safety.ts';
import { textOrder } from './text-order.ts';
import { version } from './version.ts';
import { writing } from './writing.ts';

/** All that is looked at on a PostgreSQL server, in the order in which it is told. */
const FINDINGS: readonly ((health: PostgresHealth) => Finding)[] = [
  ...[version, writing, safety, clock, longTransactions, connections, deadRows, textOrder, followers],
];

export function postgresFindings(health: PostgresHealth): readonly Finding[] {
  return FINDINGS.map((look) => look(health));
}
