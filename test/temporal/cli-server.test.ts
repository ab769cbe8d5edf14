import { fileURLToPath } from 'node:url';
import type { Connection } from '@temporalio/client';
import { expect, test } from 'vitest';
import { ensureNamespace } from '../../temporal/ensure-namespace.ts';
import { ensureSearchAttributes } from '../../temporal/ensure-search-attributes.ts';
import type { LocalServer } from '../../temporal/found-server.ts';
import { fakeProgram } from './fake-program.ts';
import { builtServer, clientOf, isAlive, scratchFolder, startForTest, until } from './real-server.ts';

const DAY_SECONDS = 86_400;
const ATTRIBUTES = { Stage: 'KEYWORD', NextAt: 'DATETIME', Held: 'BOOL' } as const;

/** A `temporal server start-dev` as far as we can see it: one day of retention, no attributes on an old file. */
async function cliLike(): Promise<LocalServer> {
  const { executable } = await builtServer();
  const standIn = fileURLToPath(new URL('./start-dev.mjs', import.meta.url));
  const script = `exec '${process.execPath}' '${standIn}' '${executable}' "$@"`;
  return { kind: 'cli', executable: fakeProgram(scratchFolder(), 'temporal', script), says: 'a stand-in' };
}

test('a server of the CLI gets the retention and the search attributes that it did not take by flags', async () => {
  const found = await cliLike();
  const server = await startForTest({ found, dataFolder: scratchFolder(), searchAttributes: ATTRIBUTES });
  const { connection } = await clientOf(server);
  const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * DAY_SECONDS);
  const query = "Stage = 'listed' AND Held = true";
  await connection.workflowService.countWorkflowExecutions({ namespace: 'default', query });
});

test('a server of the CLI is started again when it dies, and stops when it is told to', async () => {
  const found = await cliLike();
  const messages: string[] = [];
  const onMessage = (text: string) => void messages.push(text);
  const server = await startForTest({ found, dataFolder: scratchFolder(), onMessage });
  server.kill9ForTests();
  await until('it is back', () => messages.includes('the Temporal server is back'));
  const pid = server.pid ?? 0;
  expect(isAlive(pid)).toBe(true);
  await server.stop();
  expect(isAlive(pid)).toBe(false);
});

test('a namespace is made once and usable at once, and others keep their retention unless told otherwise', async () => {
  const server = await startForTest();
  const { connection } = await clientOf(server);
  expect(await ensureNamespace(connection, 'acme', 30)).toEqual({ created: true, retentionDays: 30 });
  expect(await ensureNamespace(connection, 'acme', 60)).toEqual({ created: false, retentionDays: 30 });
  expect(await ensureNamespace(connection, 'acme', 60, { correctRetention: true })).toMatchObject({
    retentionDays: 60,
  });

  const added = await ensureSearchAttributes(connection, 'acme', ATTRIBUTES);
  expect(added).toEqual({ added: ['Stage', 'NextAt', 'Held'] });
  await connection.workflowService.countWorkflowExecutions({ namespace: 'acme', query: "Stage = 'listed'" });
  expect(await ensureSearchAttributes(connection, 'acme', ATTRIBUTES)).toEqual({ added: [] });
});

test('a search attribute of another type is an error that names it', async () => {
  const server = await startForTest({ searchAttributes: ATTRIBUTES });
  const { connection } = await clientOf(server);
  await expect(ensureSearchAttributes(connection, 'default', { Stage: 'BOOL' })).rejects.toThrow(
    'the search attribute Stage of the namespace default is Keyword and must be Bool',
  );
});

test('where attributes may not be added the error names those that are missing', async () => {
  const server = await startForTest();
  const { connection } = await clientOf(server);
  const refusal = Object.assign(new Error('Request unauthorized.'), { code: 7 });
  const closed = {
    workflowService: connection.workflowService,
    operatorService: {
      listSearchAttributes: () => Promise.reject(refusal),
      addSearchAttributes: () => Promise.reject(refusal),
    },
  } as unknown as Connection;
  await expect(ensureSearchAttributes(closed, 'default', ATTRIBUTES)).rejects.toThrow(
    /the namespace default lacks search attributes that may not be added from here: Stage=Keyword, NextAt=Datetime, Held=Bool\. Add them .* Cloud/,
  );
});
