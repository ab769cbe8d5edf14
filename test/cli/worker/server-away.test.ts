import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { findServer } from '../../../temporal/find-server.ts';
import { type LocalServer, Way } from '../../../temporal/found-server.ts';
import { startServer } from '../../../temporal/start-server.ts';
import { temporaryFolder } from '../../workflows/temporary-folder.ts';
import { dunwell } from '../dunwell.ts';
import { ACME } from '../prepared-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/dunwell.mjs', import.meta.url));

it('a server that is away costs a worker one line in plain words', async () => {
  const data = temporaryFolder('dunwell-away-');
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const creditor = join(data, 'acme.yaml');
  writeFileSync(creditor, ACME);
  expect(await dunwell(['policy', 'publish', creditor, '--data', data, '--create'])).toMatchObject({
    code: 0,
  });
  const found = (await findServer({ ways: [Way.built] })) as LocalServer;
  const server = await startServer({ found, port: 0, namespace: 'dunwell', searchAttributes: {} });
  onTestFinished(() => server.stop());
  const child = spawn(process.execPath, [PROGRAM, 'worker', '--data', data], {
    env: { ...process.env, TEMPORAL_ADDRESS: server.address },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  // What the SDK's native side says by itself goes to standard output.
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      said += part;
    });
  const until = async (words: RegExp) => {
    for (const end = Date.now() + 60_000; !words.test(said); await sleep(100)) {
      if (Date.now() > end) throw new Error(`waited too long for ${words}: ${said}`);
    }
  };
  await until(/^Worker on /m);
  await server.stop();
  const away = /does not answer; it is asked again/g;
  await until(away);
  // In as long again dozens of calls have gone unanswered.
  await sleep(10_000);
  expect(said.match(away)).toHaveLength(1);
  expect(said.split('\n').filter((line) => /warn|error/i.test(line)).length).toBeLessThanOrEqual(3);
}, 120_000);
