import type { DatabaseStats } from './stats.ts';
import type { Tx } from './tx.ts';

/** Which program keeps the books. */
export const Engine = { SQLITE: 'sqlite', POSTGRES: 'postgres' } as const;
export type Engine = (typeof Engine)[keyof typeof Engine];

/**
 * What a transaction changes, so that others that change something else may run beside it where the engine can do that.
 *
 * Nothing given: it runs alone. A creditor: alone among those of the creditor. An invoice or a case of a creditor: its
 * customer, itself and the invoices of the case are locked first; those of other customers run beside it, and those
 * that name no single row of the creditor wait. SQLite runs all one by one.
 */
export type About =
  | { readonly creditor: string }
  | { readonly creditor: string; readonly invoice: string }
  | { readonly creditor: string; readonly case: string };

export interface Database {
  readonly engine: Engine;
  /** Where the books lie, in words without secrets: the file, or host and name of the database. */
  readonly place: string;
  /**
   * Runs the work in one transaction: all of it is written, or nothing.
   *
   * The work may await nothing but functions of this folder; one that waits for other work is rolled back, so that no
   * lock is ever held over a call to the outside.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, about?: About): Promise<T>;
  /** Runs the work on one consistent snapshot beside the writers, under the same rules; writing fails. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** What this process does with it, for whoever watches. */
  stats(): DatabaseStats;
  /** Waits for what is under way, then closes. */
  close(): Promise<void>;
}
