import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fixture, linesOf } from '../rehearsal/rehearse-files.ts';
import { sharedBundle } from '../rehearsal/shared-bundle.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { startChild } from './child.ts';

const { folder: expected, ...ledger } = fixture('netherlands');

function rehearsal() {
  const dataFolder = temporaryFolder('dunwell-crash-');
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const files = {
    ...ledger,
    approve: 'all',
    dataFolder,
    out: join(dataFolder, 'lines.jsonl'),
    ...sharedBundle(),
  };
  const start = () => {
    const child = startChild('./rehearse-child.ts', [JSON.stringify(files)]);
    onTestFinished(() => child.kill9());
    return child;
  };
  return { ...files, start };
}

/** The child's own server, without those of others. */
function serverOf(pid: number): number {
  return Number(
    execFileSync('pgrep', ['-P', String(pid), '-f', 'temporal.db'], { encoding: 'utf8' }).split('\n')[0],
  );
}

test('a rehearsal killed again and again comes to the same lines', async () => {
  const { start, out, dataFolder } = rehearsal();
  for (const part of [0, 30]) {
    const child = start();
    const isThere = (said: { [name: string]: unknown }) =>
      said.isDone === true || (said.phase === 'rehearsing' && Number(said.done) >= part);
    const said = await child.untilSaid(`${part} have ended`, isThere);
    await child.kill9();
    if (said.isDone === true) break;
  }
  const last = start();
  expect(await last.ended).toBe(0);
  expect(linesOf(out)).toEqual(linesOf(join(expected, 'expected.all.jsonl')));
  expect(readdirSync(join(dataFolder, 'rehearsals'))).toEqual([]);
}, 180_000);

test('a rehearsal whose server is killed goes on by itself and comes to the same lines', async () => {
  const { start, out } = rehearsal();
  const child = start();
  await child.untilSaid('some have ended', (said) => said.phase === 'rehearsing' && Number(said.done) > 0);
  process.kill(serverOf(child.pid), 'SIGKILL');
  expect(await child.ended).toBe(0);
  expect(linesOf(out)).toEqual(linesOf(join(expected, 'expected.all.jsonl')));
}, 180_000);
