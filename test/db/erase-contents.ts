import Sqlite from 'better-sqlite3';

/** Erases what was sent under a key, as docs/operating.md does it by hand; returns how many contents went. */
export function eraseContent(file: string, key: string): number {
  const client = new Sqlite(file, { timeout: 10_000 });
  try {
    return client.prepare('delete from effect_contents where key = ?').run(key).changes;
  } finally {
    client.close();
  }
}
