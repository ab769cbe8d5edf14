import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateSignals } from '../activities/signals/evaluate.ts';
import { openDatabase } from '../db/open.ts';
import { createSources } from '../gather/sources.ts';
import { evaluateWhileImporting } from '../test/activities/signals/while-importing.ts';
import { AS_OF, CREDITOR, publishSample, settings } from '../test/domain/signals/sample-settings.ts';

/*
 * npm run bench -- signals-while-importing [rows]
 *
 * Takes a file of that many rows in while an evaluation is asked for, which takes it in first, and says whether both
 * ended right: every row taken, and a list that one more evaluation leaves as it is.
 */

export interface WhileImportingBench {
  readonly rows: number;
  readonly taken: number;
  readonly refused: number;
  readonly importSeconds: number;
  readonly evaluations: number;
  readonly customers: number;
  /** What one more evaluation changes; nothing is right. */
  readonly changedAfterwards: number;
  readonly rssMegabytes: number;
}

const noEvidence = { ...settings, early: { ...settings.early, contact: null, consent: null } };

export async function benchSignalsWhileImporting(rows: number): Promise<WhileImportingBench> {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-bench-'));
  const db = await openDatabase({ file: join(folder, 'dunwell.db') });
  try {
    await publishSample(db, noEvidence);
    const { imported, importSeconds, evaluations, last } = await evaluateWhileImporting(db, rows);
    const deps = { db, sources: createSources(false) };
    const { early, crisis } = await evaluateSignals(deps, { creditor: CREDITOR }, AS_OF, () => undefined);
    return {
      rows,
      taken: imported.taken,
      refused: imported.refused,
      importSeconds: Math.round(importSeconds),
      evaluations: evaluations.length,
      customers: last.customers,
      changedAfterwards: early.added + early.removed + crisis.added + crisis.removed,
      rssMegabytes: Math.round(process.memoryUsage().rss / 1e6),
    };
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
