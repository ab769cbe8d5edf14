import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish, readCreditorFile } from '../../../cli/start/publish.ts';
import type { Database } from '../../../db/database.ts';
import { stageFiles } from '../../../intake/stage-files.ts';
import { CREDITOR } from './invoices.ts';

const BY = 'night';

export async function publishCreditor(db: Database, folder: string, text: string): Promise<void> {
  const file = join(folder, 'creditor.yaml');
  writeFileSync(file, text);
  await publish(db, await readCreditorFile(file), Date.now(), BY);
}

/** Stages files as `dunwell import` and `dunwell payments` do; a bad row is a mistake of ours. */
export async function stageForNight(
  db: Database,
  files: Partial<Record<'invoices' | 'customers' | 'payments', string>>,
): Promise<void> {
  const request = { db, creditor: CREDITOR, by: BY, asOf: Date.now(), ...files };
  const { problems } = await stageFiles(request, () => undefined);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
}
