import { createCalendar } from '../../calendar/calendar.ts';
import { lawOfCharges } from '../../config/charges/law.ts';
import { signalsHash } from '../../config/hash.ts';
import { loadCreditorFile } from '../../config/load.ts';
import { formatProblem, type Problem } from '../../config/problem.ts';
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
 *
 * A new policy is held against the law of the day on what it charges: above it nothing is published, and what
 * nobody held against a law is among the notes.
 */
export async function publish(
  db: Database,
  { creditor, hash }: { creditor: Creditor; hash: string },
  asOf: Instant,
  by: string,
): Promise<{ version: number; isNew: boolean; areSignalsNew: boolean; notes: readonly Problem[] }> {
  const id = creditor.creditor;
  const law = lawOfCharges(creditor, createCalendar(creditor).dayOf(asOf));
  const work = async (tx: Tx) => {
    const published = await publishPolicy(tx, { creditor: id, hash, policy: creditor.policy, at: asOf, by });
    if (published.isNew && law.refused.length > 0) throw new WorkFailed(refusedInWords(law.refused));
    await saveCreditor(tx, creditor, published.version);
    const settings = creditor.signals ?? null;
    const signals = await publishSignalSettings(tx, {
      creditor: id,
      hash: signalsHash(settings),
      settings,
      at: asOf,
      by,
    });
    const notes = published.isNew ? law.notes : [];
    return { ...published, areSignalsNew: signals.isNew, notes };
  };
  return db.transaction(work, { creditor: id });
}

function refusedInWords(refused: readonly Problem[]): string {
  return [...refused.map(inWords), 'Nothing was published.'].join('\n');
}

/** A problem without the file that it stands in. */
export function inWords({ path, reason }: Problem): string {
  return `${path}: ${reason}`;
}
