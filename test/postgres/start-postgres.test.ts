import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPostgres } from './shared-postgres.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  // It is told of the end of its server.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

it('The server of all tests answers, and its user may create databases', async () => {
  const { url } = sharedPostgres();
  expect(await ask(url, 'select rolcreatedb from pg_roles where rolname = current_user')).toBe(true);
});

describe('A server of its own', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ fsync: true });
    await ask(server.url(), 'create table kept (id int)');
  });
  afterAll(() => server.stop());

  it('is durable when asked, and listens on its socket alone', async () => {
    expect(await ask(server.url(), 'show fsync')).toBe('on');
    expect(await ask(server.url(), 'show full_page_writes')).toBe('on');
    expect(await ask(server.url(), 'show listen_addresses')).toBe('');
  });

  it.each(['restart', 'kill'] as const)('has kept its data after %s', async (way) => {
    const { pid } = server;
    await ask(server.url(), 'insert into kept values (1)');
    const before = await ask(server.url(), 'select count(*)::int from kept');
    await (way === 'kill' ? server.kill() : server.shutDown());
    expect(server.pid).toBeUndefined();
    await expect(ask(server.url(), 'select 1')).rejects.toThrow(/ECONNREFUSED|ENOENT/);
    await server.start();
    expect(await ask(server.url(), 'select count(*)::int from kept')).toBe(before);
    expect(server.pid).not.toBe(pid);
  });

  it('sorts for people, so that text without a collation of its own shows', async () => {
    const sorted = "select string_agg(word, '' order by word) from (values ('B'), ('a')) as t(word)";
    expect(await ask(server.url(), sorted)).toBe('aB');
  });
});

it('Settings can be given, and a wrong one is said', async () => {
  const server = await startPostgres({ settings: { max_connections: 11 } });
  expect(await ask(server.url(), 'show max_connections')).toBe('11');
  await server.stop();
  expect(existsSync(server.folder)).toBe(false);
  await expect(startPostgres({ settings: { max_connections: 'many' } })).rejects.toThrow(
    /does not start:[\s\S]*invalid value for parameter "max_connections": "many"/,
  );
});

it('A server ends, and its folder goes, with a process that was killed', async () => {
  const child = spawn(
    process.execPath,
    [...process.execArgv, '--import', 'tsx', join(import.meta.dirname, 'start-and-wait.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = await once(child.stdout, 'data');
  const { folder, pid } = JSON.parse(String(said));
  expect(isRunning(pid)).toBe(true);
  child.kill('SIGKILL');
  while (existsSync(folder) || isRunning(pid)) await sleep(20);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
