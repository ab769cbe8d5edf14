import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who puts files where users name them does it through files/whole-file.ts; these have a reason not to. */
const BY_THEMSELVES: Readonly<Record<string, string>> = {
  'files/whole-file.ts': 'is that place',
  'gateways/outbox-file.ts': 'writes under names of its own that are never replaced, flushed for good',
  'temporal/claim-data-folder.ts': 'keeps its own record in the data folder, renamed so that none reads half',
  'temporal/build-server.mjs': 'fills a cache of its own',
  'temporal/download-temporal-cli.ts': 'fills a cache of its own',
  'gateways/letters/print-house/disk.ts':
    'moves what waits into a batch of its own names, and writes its manifest last',
  'cli/intake/bounces/move-files.ts': 'moves messages to where the user says, under names that are free',
  'cli/intake/bounces/read-bounces.ts': 'never replaces a file that is still to be taken in',
  'cli/start/example-ledger.ts': 'writes the example into a folder of its own',
};
/** `scripts` rewrites files of the repository only. */
const ROOMS_LEFT_OUT = new Set([
  'node_modules',
  'scripts',
  'test',
  'bench',
  'dist',
  'data',
  'docs',
  'examples',
]);
const WRITES =
  /\b(rename|renameSync|link|linkSync|createWriteStream|writeFile|writeFileSync|appendFile|appendFileSync|copyFile|copyFileSync)\(/;

function sources(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || ROOMS_LEFT_OUT.has(path) ? [] : sources(path);
    }
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

describe('files are put in their place by one function', () => {
  it('and nobody renames, links or writes beside it without a reason that stands here', () => {
    const writers = sources().filter((path) => {
      const text = readFileSync(path, 'utf8');
      return /from 'node:fs(\/promises)?'/.test(text) && WRITES.test(text);
    });
    expect(writers.sort()).toEqual(Object.keys(BY_THEMSELVES).sort());
  });
});
