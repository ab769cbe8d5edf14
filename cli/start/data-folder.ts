import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { WorkFailed } from '../failures.ts';

/** Makes the data folder when needed and checks that it can be written; returns its absolute path. */
export function prepareDataFolder(folder: string): string {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new WorkFailed(
      `The data folder ${path} cannot be written (${code}): name another one with --data.`,
      error,
    );
  }
  return path;
}
