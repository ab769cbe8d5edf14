import { readdir } from 'node:fs/promises';

/** What came out for debtors and collectors: the names of the files in the outbox, which are the keys of effects. */
export async function lettersIn(outbox: string): Promise<readonly string[]> {
  const entries = await readdir(outbox, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
