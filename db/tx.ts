import type Sqlite from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { TransactionMisuse } from './errors.ts';

declare const transaction: unique symbol;

/** A transaction under way: the first argument of every function of this folder, opaque outside it. */
export interface Tx {
  readonly [transaction]: true;
}

/** One open connection with the statements prepared on it. */
export interface Connection {
  readonly client: Sqlite.Database;
  readonly orm: BetterSQLite3Database;
  /** The statements of each list, prepared when the list is first used. */
  readonly prepared: unknown[];
}

/** What a `Tx` is inside this folder. */
export class RunningTransaction {
  readonly connection: Connection;
  isOpen = true;
  constructor(connection: Connection) {
    this.connection = connection;
  }

  asTx(): Tx {
    return this as unknown as Tx;
  }
}

/** The connection of a transaction; throws when the transaction is over. */
function connectionOf(tx: Tx): Connection {
  const running = tx as unknown as RunningTransaction;
  if (!running.isOpen) {
    throw new TransactionMisuse(
      'This transaction is over: await every call of the database inside the function given to transaction or read.',
    );
  }
  return running.connection;
}

let lists = 0;

/**
 * Declares a list of statements; each connection prepares them once, at their first use.
 *
 * A Drizzle query built per call costs 13 times a prepared one (measured: 17k against 217k reads per second).
 */
export function preparedStatements<Statements>(
  prepare: (orm: BetterSQLite3Database, client: Sqlite.Database) => Statements,
): (tx: Tx) => Statements {
  const index = lists++;
  return (tx) => {
    const connection = connectionOf(tx);
    const known = connection.prepared[index] as Statements | undefined;
    if (known !== undefined) return known;
    const statements = prepare(connection.orm, connection.client);
    connection.prepared[index] = statements;
    return statements;
  };
}
