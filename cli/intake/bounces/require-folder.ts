import { statSync } from 'node:fs';

/** Why a path is no folder to move files to; undefined when it is one. */
export function requireFolder(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return `There is no folder ${path}: make it first.`;
  return found.isDirectory() ? undefined : `${path} is no folder.`;
}
