import { statfsSync } from 'node:fs';

/** Less than SQLite may want for its next page of log or of shared memory. */
const FULL_BELOW = 1024 * 1024;

/** True when there is next to no room left where the folder lies. */
export function isDiskFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < FULL_BELOW;
  } catch {
    return false;
  }
}
