import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../workflows/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/dunwell.mjs', import.meta.url));
/** Nobody listens there, as it is a port of the system that has been out of use for decades. */
const NOBODY = 'postgres://dunwell:hidden@127.0.0.1:1/books';

it('a worker whose database is away at its start says so, and ends when it is told to stop', async () => {
  const data = temporaryFolder('dunwell-database-away-');
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const child = spawn(process.execPath, [PROGRAM, 'worker', '--data', data, '--patience', '600'], {
    env: { ...process.env, DUNWELL_DATABASE: NOBODY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  const told = new Promise<void>((resolve) => {
    child.stderr.on('data', (part) => {
      said += part;
      if (/books on 127\.0\.0\.1:1/.test(said)) resolve();
    });
  });
  await told;
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(said.match(/books on 127\.0\.0\.1:1/g)?.length).toBeLessThan(4);
  expect(said).not.toContain('hidden');
});
