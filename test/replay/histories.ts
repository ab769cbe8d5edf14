import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export const HISTORIES = join(import.meta.dirname, 'histories');

/** Saved histories by name; `npx tsx scripts/save-histories.ts` writes them anew. */
export function savedHistories(): { name: string; history: unknown }[] {
  const names = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));
  return names.map((name) => ({ name, history: JSON.parse(readFileSync(join(HISTORIES, name), 'utf8')) }));
}

/** Writes a workflow's history under that name. */
export function saveHistory(name: string, history: Parameters<typeof historyToJSON>[0]): void {
  mkdirSync(HISTORIES, { recursive: true });
  // Stack traces hold the paths of whoever recorded them; replay never reads them.
  const text = historyToJSON(history).replaceAll(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
  writeFileSync(join(HISTORIES, `${name}.json`), `${text}\n`);
}
