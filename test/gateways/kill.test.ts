import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { putOnce, traceFile } from '../../gateways/outbox-file.ts';
import { tempFolder } from './temp-folder.ts';

const SIZE = 300_000;
const ROUNDS = 3;

it('a writer killed at any moment leaves whole files or none, and the next attempt goes on', async () => {
  const folder = tempFolder();
  for (let round = 0; round < ROUNDS; round++) {
    const writer = startWriter(folder, round);
    await once(writer.stdout!, 'data');
    await sleep(round * 17);
    const gone = once(writer, 'exit');
    writer.kill('SIGKILL');
    await gone;
  }
  const named = readdirSync(folder).filter((name) => !name.startsWith('.'));
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(readFileSync(join(folder, name)).length).toBe(SIZE);
  // The one that was under way when the last writer died.
  const next = `${ROUNDS - 1}-${named.filter((name) => name.startsWith(`${ROUNDS - 1}-`)).length}.html`;
  expect(await traceFile(folder, next)).toBe('absent');
  await putOnce(folder, next, 'whole');
  expect(await traceFile(folder, next)).toBe('delivered');
}, 60_000);

function startWriter(folder: string, round: number): ChildProcess {
  const outbox = new URL('../../gateways/outbox-file.ts', import.meta.url).href;
  const program = `
    import { putOnce } from ${JSON.stringify(outbox)};
    for (let i = 0; ; i++) {
      await putOnce(${JSON.stringify(folder)}, '${round}-' + i + '.html', 'x'.repeat(${SIZE}));
      if (i === 0) console.log('writing');
    }`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
