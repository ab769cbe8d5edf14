import type { QueryConfig } from 'pg';

/** How long what is waited for, in milliseconds. */
export interface Limits {
  /** For a connection of the pool while all are busy. */
  readonly poolMs: number;
  /** For the server to answer a new connection. */
  readonly connectMs: number;
  /** For a lock that another transaction holds. */
  readonly lockMs: number;
  /** For the answer to one statement. */
  readonly statementMs: number;
  /** For the next statement of a transaction: a process that stands still must not hold its locks for ever. */
  readonly idleMs: number;
  /** How much longer than a statement may take we wait for any answer: a server that is gone gives none. */
  readonly graceMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  poolMs: 30_000,
  connectMs: 10_000,
  lockMs: 10_000,
  statementMs: 60_000,
  idleMs: 5_000,
  graceMs: 15_000,
};

/**
 * Makes the settings of a transaction. They are said in each, not once for the connection, so that they hold also where
 * a pooler such as PgBouncer gives each transaction another connection to the server.
 */
export function settingsOf({ lockMs, statementMs, idleMs }: Limits): QueryConfig {
  const settings = {
    // The planner takes the long statements of an evaluation for worth compiling, which takes twenty times as long.
    jit: 'off',
    // What was answered as committed is on the server's disk.
    synchronous_commit: 'on',
    lock_timeout: lockMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: idleMs,
  };
  const said = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', true)`);
  return { name: `dunwell_settings_${lockMs}_${statementMs}_${idleMs}`, text: `select ${said.join(', ')}` };
}

/** Says for the rest of a transaction how long it waits for a lock. */
export function waitingFor(lockMs: number): QueryConfig {
  return {
    name: 'dunwell_waiting_for',
    text: `select set_config('lock_timeout', $1, true)`,
    values: [`${lockMs}`],
  };
}
