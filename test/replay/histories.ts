import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const HISTORIES = join(import.meta.dirname, 'histories');

/** Saved histories by name; `npx tsx scripts/save-histories.ts` writes them anew. */
export function savedHistories(): { name: string; history: unknown }[] {
  const names = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));
  return names.map((name) => ({ name, history: JSON.parse(readFileSync(join(HISTORIES, name), 'utf8')) }));
}
