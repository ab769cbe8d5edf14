import type { About } from '../database.ts';
import { type DatabaseStats, TransactionKind, type TransactionStats } from '../stats.ts';
import type { Tx } from '../tx.ts';

export function kindOf(about: About | undefined): TransactionKind {
  if (about === undefined) return TransactionKind.ALL;
  return 'invoice' in about || 'case' in about ? TransactionKind.ROW : TransactionKind.CREDITOR;
}

/** What a transaction does. */
export type Work<T> = (tx: Tx) => Promise<T>;

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

  /** Runs one, whose work is given in a form that is noticed when it begins. */
  async count<T>(kind: TransactionKind, work: Work<T>, run: (counted: Work<T>) => Promise<T>): Promise<T> {
    const counts = this.byKind[kind];
    const asked = performance.now();
    let began: number | undefined;
    try {
      const answer = await run((tx) => {
        began = performance.now();
        return work(tx);
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
