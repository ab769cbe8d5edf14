// Runs the tests: `npm test`, or `npm test -- test/domain -t 'a name'` for some of them.
// The last line is always `N passed, N failed`, also when the test runner itself crashes; before it stand the names of
// those that failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPostgresIfWanted } from './test/install-postgres.mjs';
import { installPdfToolsIfWanted } from './test/pdf-tools.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const runner = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reporter = join(root, 'scripts', 'test', 'count-reporter.mjs');

await installPostgresIfWanted();
await installPdfToolsIfWanted();
const folder = mkdtempSync(join(tmpdir(), 'dunwell-test-'));
const file = join(folder, 'counts.json');
const code = await runTests(process.argv.slice(2));
const counts = judge(readCounts(), code);
rmSync(folder, { recursive: true, force: true });

process.exitCode = counts.failed > 0 ? 1 : 0;
for (const failure of counts.failures) process.stdout.write(`failed: ${failure}\n`);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} the runner's exit code; not 0 when a signal ended it
 */
function runTests(args) {
  const child = spawn(
    process.execPath,
    [runner, 'run', '--reporter=default', `--reporter=${reporter}`, ...args],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DUNWELL_TEST_COUNTS: file },
    },
  );
  // Ctrl-C reaches the runner by itself; it then ends as it likes and the last line is still written.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`the tests cannot be run: ${error.message}`);
      resolve(1);
    });
    child.once('close', (status) => resolve(status ?? 1));
  });
}

/** @returns {{ passed: number, failed: number, skipped: number, hasEnded: boolean, failures: string[] }} */
function readCounts() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, hasEnded: false, failures: [] };
  }
}

/**
 * A run that did not come to its end, or that failed for another reason than a test, has failed.
 *
 * @param {ReturnType<typeof readCounts>} counts
 * @param {number} status
 */
function judge(counts, status) {
  const crashed = !counts.hasEnded || (status !== 0 && counts.failed === 0);
  return crashed ? { ...counts, failed: counts.failed + 1 } : counts;
}
