import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { fixture, linesOf, rehearseFiles } from './rehearse-files.ts';
import { sharedBundle } from './shared-bundle.ts';

// The expected lines were computed independently of this code, from the rules alone.
test.for([
  ['netherlands', 'none'],
  ['netherlands', 'all'],
  ['sweden', 'none'],
  ['sweden', 'all'],
  ['bavaria', 'all'],
  ['zurich', 'none'],
] as const)(
  'the ledger %s, approving %s, comes to the lines computed independently',
  async ([name, approve], { onTestFinished }) => {
    const dataFolder = temporaryFolder('dunwell-ledger-');
    onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
    const { folder, ...files } = fixture(name);
    const out = join(dataFolder, 'lines.jsonl');
    const { problems, summary } = await rehearseFiles({
      ...files,
      approve,
      dataFolder,
      out,
      ...sharedBundle(),
    });
    expect(problems.filter((problem) => problem.isBad)).toEqual([]);
    const lines = linesOf(out);
    expect(lines).toEqual(linesOf(join(folder, `expected.${approve}.jsonl`)));
    expect(summary?.invoices.count).toBe(lines.length);
  },
);
