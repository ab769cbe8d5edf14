import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fixture, linesOf, rehearseFiles } from './rehearse-files.ts';
import { sharedBundle } from './shared-bundle.ts';

/** A disk of so many MB, where this process may mount one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

test('a rehearsal whose disk fills up ends in words, and goes on with the same call once there is room', async (context) => {
  const dataFolder = smallDisk(24);
  if (dataFolder === undefined) return context.skip('This process may not mount a disk.');
  const { creditor, ...files } = fixture('netherlands');
  const out = join(mkdtempSync(join(tmpdir(), 'dunwell-lines-')), 'lines.jsonl');
  const call = { creditor, ...files, approve: 'none' as const, dataFolder, out, ...sharedBundle() };
  const ballast = join(dataFolder, 'ballast');
  let isFilled = false;
  const filled = rehearseFiles(call, {
    onProgress: (phase, done) => {
      if (phase !== 'rehearsing' || done === 0 || isFilled) return;
      isFilled = true;
      try {
        writeFileSync(ballast, Buffer.alloc(24 * 1024 * 1024));
      } catch {
        // As much as there was room for.
      }
    },
  });
  await expect(filled).rejects.toThrow(/disk of .* is full: make room/);
  expect(isFilled).toBe(true);
  rmSync(ballast);
  await rehearseFiles(call);
  expect(linesOf(out)).toEqual(linesOf(join(fixture('netherlands').folder, 'expected.none.jsonl')));
}, 120_000);
