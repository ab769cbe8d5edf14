import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../workflows/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/dunwell.mjs', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url));
/** A few seconds on a machine that has nothing else to do. */
const LIMIT_MS = 120_000;

/** Runs it as a process, which is killed, and has no exit code, when it does not end by itself. */
function dunwell(args: readonly string[]): Promise<{ code: number | null; err: string }> {
  const { TEMPORAL_PROFILE: _, DUNWELL_DATA: __, ...inherited } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [PROGRAM, ...args],
      {
        env: { ...inherited, TEMPORAL_ADDRESS: '127.0.0.1:1' },
        timeout: LIMIT_MS,
        killSignal: 'SIGKILL',
      },
      (_error, _out, err) => resolve({ code: child.exitCode, err }),
    );
    child.stdin?.end();
  });
}

/** Each way to fail: with what is broken, called in its folder. */
const FAILURES: readonly (readonly [string, (data: string) => readonly string[], RegExp])[] = [
  [
    '`start` with a broken creditor file',
    (data) => ['start', '--creditor', join(data, 'broken.yaml'), '--data', data],
    /broken\.yaml/,
  ],
  [
    '`start` on a folder that is none',
    (data) => ['start', '--data', join(data, 'file')],
    /cannot be written/,
  ],
  ['`start` whose database is none', (data) => ['start', '--data', join(data, 'garbled')], /dunwell\.db/],
  ['`start` whose server does not answer', (data) => ['start', '--data', data], /No Temporal server answers/],
  ['`worker` whose database is none', (data) => ['worker', '--data', join(data, 'garbled')], /dunwell\.db/],
  [
    '`worker` whose server does not answer',
    (data) => ['worker', '--create', '--patience', '1', '--data', data],
    /No Temporal server answers/,
  ],
  [
    '`rehearse` with a missing mapping',
    (data) => rehearsal(data, '--mapping', join(data, 'none.yaml')),
    /none\.yaml/,
  ],
  ['`rehearse` whose server does not answer', (data) => rehearsal(data), /No Temporal server answers/],
];

function rehearsal(data: string, ...more: string[]): readonly string[] {
  const creditor = join(EXAMPLES, 'acme.creditor.yaml');
  return ['rehearse', join(EXAMPLES, 'invoices.csv'), '--creditor', creditor, '--data', data, ...more];
}

it.each(FAILURES)('%s fails in words and ends', { timeout: LIMIT_MS + 10_000 }, async (_, args, words) => {
  const data = temporaryFolder('dunwell-ends-early-');
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  writeFileSync(join(data, 'broken.yaml'), 'creditor: [');
  writeFileSync(join(data, 'file'), '');
  mkdirSync(join(data, 'garbled'));
  writeFileSync(join(data, 'garbled', 'dunwell.db'), 'no database'.repeat(1000));
  const { code, err } = await dunwell(args(data));
  expect(err).toMatch(words);
  expect(err).not.toMatch(/^\s+at /m);
  expect(code, err).toBe(1);
});
