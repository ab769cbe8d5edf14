import { expect, test } from 'vitest';
import { choosePorts } from '../../temporal/ports.ts';
import { supervise } from '../../temporal/supervise.ts';
import { builtServer, isAlive, until } from './real-server.ts';

test('a server whose starter cannot go on is stopped again, and the error is told', async () => {
  const [port = 0] = await choosePorts([0]);
  const settings = {
    dbFile: undefined,
    synchronous: 'full',
    port,
    uiPort: undefined,
    metricsPort: undefined,
    namespace: 'default',
    retentionDays: 30,
    searchAttributes: {},
  } as const;
  let pid = 0;
  const started = supervise({
    found: await builtServer(),
    settings,
    onMessage: () => undefined,
    onStarted: (serverPid) => {
      pid = serverPid ?? 0;
      throw new Error('the disk is full');
    },
  });
  await expect(started).rejects.toThrow('the disk is full');
  expect(pid).toBeGreaterThan(0);
  await until('the server has ended', () => !isAlive(pid));
});
