import type { Dirent } from 'node:fs';
import { opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** As files are called while they are written: whole ones never are. */
const UNFINISHED = /^\.(dunwell-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;

/** Files below a folder that a killed process left half written, and that nobody has written to since then. */
export async function* leftoversIn(folder: string, before: number): AsyncGenerator<string> {
  for await (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* leftoversIn(path, before);
    else if (entry.isFile() && UNFINISHED.test(entry.name) && (await changedAt(path)) < before) yield path;
  }
}

/** A folder that is gone or may not be read holds nothing to clear away; who writes there says what is wrong. */
async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(folder);
  } catch {
    return;
  }
}

async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Nothing takes that long to write. */
const LEFT_AFTER_MS = 3_600_000;

/** Clears a folder of what killed processes left half written, at most once an hour; says what it took away. */
export function clearingLeftovers(folder: string): (asOf: number) => Promise<readonly string[]> {
  let clearedAt = Number.NEGATIVE_INFINITY;
  return async (asOf) => {
    if (asOf - clearedAt < LEFT_AFTER_MS) return [];
    clearedAt = asOf;
    const removed: string[] = [];
    for await (const path of leftoversIn(folder, asOf - LEFT_AFTER_MS)) {
      await rm(path, { force: true });
      removed.push(path);
    }
    return removed;
  };
}
