import type { OpenTransaction, PostgresHealth } from '../../db/drivers/postgres/health.ts';
import { bad, type Finding, good } from '../books/finding.ts';
import { named } from '../books/named.ts';

/** Longer than any of ours: a page of an intake or an evaluation takes seconds. */
const LONG_MS = 60_000;
/** The server ends one of ours that asks nothing for five seconds; whoever is not ended so is another program. */
const IDLE_MS = 10_000;
const MOST = 1000;

/** They hold locks that others wait for, and keep deleted rows from being cleared. */
export function longTransactions({ transactions }: Pick<PostgresHealth, 'transactions'>): Finding {
  const what = 'long transactions';
  const long = transactions.filter(({ ageMs, idleMs }) => ageMs > LONG_MS || (idleMs ?? 0) > IDLE_MS);
  if (long.length === 0) return good(what, 'No transaction stands open for long.');
  return bad(
    what,
    `Open for long: ${named(long.map(inWords), MOST)}.`,
    'end what holds it, such as a psql that was left open: select pg_terminate_backend(PID)',
  );
}

function inWords({ pid, application, ageMs, idleMs }: OpenTransaction): string {
  const of = application === '' ? '' : ` of ${application}`;
  const idle = idleMs === null ? '' : `, idle for ${seconds(idleMs)}`;
  return `process ${pid}${of}, for ${seconds(ageMs)}${idle}`;
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
