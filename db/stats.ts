/** What a transaction was about, in a word. */
export const TransactionKind = {
  /** All books. */
  ALL: 'all',
  CREDITOR: 'creditor',
  /** An invoice or a case. */
  ROW: 'row',
  /** A reading. */
  READ: 'read',
} as const;
export type TransactionKind = (typeof TransactionKind)[keyof typeof TransactionKind];

/** Transactions of one kind since the database was opened. */
export interface TransactionStats {
  readonly committed: number;
  readonly failed: number;
  /** Until the work began: for a connection or a turn, and for locks. */
  readonly waitedMs: number;
  /** From there until the end. */
  readonly workedMs: number;
}

/** What this process does with the database. */
export interface DatabaseStats {
  readonly connections: { readonly busy: number; readonly idle: number };
  /** Transactions that wait for a connection, or for their turn. */
  readonly waiting: number;
  readonly transactions: Readonly<Record<TransactionKind, TransactionStats>>;
}
