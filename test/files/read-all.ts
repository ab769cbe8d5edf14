import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BadRow, formatRowProblem, type GoodRow, isBad } from '../../files/item.ts';
import { readMapping } from '../../files/load-mapping.ts';
import type { Mapping } from '../../files/mapping.ts';

/** Runs the work with the path of a file of that content, which is gone afterwards. */
export async function withFile<T>(
  content: string | Uint8Array,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'dunwell-files-'));
  try {
    const path = join(folder, 'f.csv');
    await writeFile(path, content);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** All of a file: its good rows, and each problem as people read it. */
export async function readAll<Good extends GoodRow<unknown>>(
  content: string | Uint8Array,
  read: (path: string) => AsyncIterable<Good | BadRow>,
): Promise<{ rows: Good['row'][]; lines: number[]; problems: string[]; bad: BadRow[]; good: Good[] }> {
  return withFile(content, async (path) => {
    const good: Good[] = [];
    const bad: BadRow[] = [];
    for await (const item of read(path)) {
      if (isBad(item)) bad.push(item);
      else good.push(item);
    }
    const problems = bad.flatMap(({ line, problem, also }) =>
      [problem, ...also].map((one) => formatRowProblem('f.csv', line, one)),
    );
    return { rows: good.map(({ row }) => row), lines: good.map(({ line }) => line), problems, bad, good };
  });
}

/** A mapping that must be sound. */
export function mappingOf(source: string): Mapping {
  const result = readMapping(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.mapping;
}
