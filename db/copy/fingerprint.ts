import { createHash, type Hash } from 'node:crypto';

/** What one value of a row can be, as either engine answers. */
export type Value = string | number | bigint | Buffer | null;

/** What a table holds, in a few words: equal for two tables only when each row of them is. */
export interface Print {
  readonly rows: number;
  readonly sha256: string;
}

/** Takes the fingerprint of a table, row by row in the order of its key. */
export class Fingerprint {
  private readonly hash: Hash = createHash('sha256');
  private rows = 0;

  add(row: readonly Value[]): void {
    this.rows += 1;
    let text = '';
    for (const value of row) {
      if (Buffer.isBuffer(value)) {
        this.hash.update(`${text}b${value.length}:`).update(value);
        text = '';
      } else {
        text += value === null ? 'n' : typeof value === 'string' ? `t${value.length}:${value}` : `i${value};`;
      }
    }
    this.hash.update(`${text}\n`);
  }

  print(): Print {
    return { rows: this.rows, sha256: this.hash.digest('hex') };
  }
}

/** One fingerprint of all tables. */
export function ofAll(prints: ReadonlyMap<string, Print>): string {
  const hash = createHash('sha256');
  for (const [table, { rows, sha256 }] of prints) hash.update(`${table} ${rows} ${sha256}\n`);
  return hash.digest('hex');
}
