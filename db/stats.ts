import type { About } from './database.ts';

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

export function kindOf(about: About | undefined): TransactionKind {
  if (about === undefined) return TransactionKind.ALL;
  return 'invoice' in about || 'case' in about ? TransactionKind.ROW : TransactionKind.CREDITOR;
}

type Counting = { -readonly [Name in keyof TransactionStats]: TransactionStats[Name] };

const none = (): Counting => ({ committed: 0, failed: 0, waitedMs: 0, workedMs: 0 });

/** Counts transactions as they run. */
export class TransactionCounts {
  private readonly byKind: Readonly<Record<TransactionKind, Counting>> = {
    all: none(),
    creditor: none(),
    row: none(),
    read: none(),
  };

  get soFar(): DatabaseStats['transactions'] {
    return structuredClone(this.byKind);
  }

  /** Runs one, which tells when its work begins. */
  async count<T>(kind: TransactionKind, run: (begun: () => void) => Promise<T>): Promise<T> {
    const counts = this.byKind[kind];
    const asked = performance.now();
    let began: number | undefined;
    try {
      const answer = await run(() => {
        began = performance.now();
      });
      counts.committed++;
      return answer;
    } catch (error) {
      counts.failed++;
      throw error;
    } finally {
      const ended = performance.now();
      counts.waitedMs += (began ?? ended) - asked;
      counts.workedMs += ended - (began ?? ended);
    }
  }
}
