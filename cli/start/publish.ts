import { signalsHash } from '../../config/hash.ts';
import { loadCreditorFile } from '../../config/load.ts';
import { formatProblem } from '../../config/problem.ts';
import { publishPolicy, saveCreditor } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import { publishSignalSettings } from '../../db/signals/settings.ts';
import type { Tx } from '../../db/tx.ts';
import type { Creditor } from '../../domain/invoice/policy.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Reads a creditor file, or says everything that is wrong with it. */
export async function readCreditorFile(
  file: string,
): Promise<{ creditor: Creditor; hash: string; source: string }> {
  const loaded = await loadCreditorFile(file);
  if (loaded.ok) return loaded;
  throw new WorkFailed(loaded.problems.map((problem) => formatProblem(file, problem)).join('\n'));
}

/**
 * Publishes a creditor: new invoices are pinned to this policy, open ones keep theirs. Signal settings hold for
 * everyone from now on; a file without them takes them back.
 */
export async function publish(
  db: Database,
  { creditor, hash }: { creditor: Creditor; hash: string },
  asOf: Instant,
  by: string,
): Promise<{ version: number; isNew: boolean; areSignalsNew: boolean }> {
  const id = creditor.creditor;
  const work = async (tx: Tx) => {
    const published = await publishPolicy(tx, { creditor: id, hash, policy: creditor.policy, at: asOf, by });
    await saveCreditor(tx, creditor, published.version);
    const settings = creditor.signals ?? null;
    const signals = await publishSignalSettings(tx, {
      creditor: id,
      hash: signalsHash(settings),
      settings,
      at: asOf,
      by,
    });
    return { ...published, areSignalsNew: signals.isNew };
  };
  return db.transaction(work, { creditor: id });
}
