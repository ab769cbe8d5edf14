import type { About } from '../database.ts';
import { type DatabaseStats, TransactionKind, type TransactionStats } from '../stats.ts';

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
