import { existsSync } from 'node:fs';
import { WorkFailed } from '../failures.ts';

/** Fails when there is no such file. */
export function requireReadable(file: string): void {
  if (!existsSync(file)) throw new WorkFailed(`There is no file ${file}.`);
}
