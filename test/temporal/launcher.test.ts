import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { choosePorts } from '../../temporal/ports.ts';
import { builtServer, scratchFolder, startForTest } from './real-server.ts';

/** What the launcher says on standard error when it refuses to start. */
async function refusal(...args: string[]): Promise<{ code: unknown; says: string }> {
  const { executable } = await builtServer();
  const [port] = await choosePorts([0]);
  const withPort = args.includes('--port') ? args : ['--port', `${port}`, ...args];
  return new Promise((resolve) => {
    execFile(executable, withPort, { timeout: 30_000 }, (error, _, stderr) => {
      resolve({ code: error?.code, says: stderr.trim() });
    });
  });
}

describe('the launcher refuses in one clear line', () => {
  test('a taken port, naming it and its flag, before anything is created', async () => {
    const folder = scratchFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const port = (other.address() as { port: number }).port;

    const { code, says } = await refusal('--ui-port', `${port}`, '--db', join(folder, 'temporal.db'));

    expect(code).toBe(1);
    expect(says).toBe(
      `temporal-server: port ${port} (--ui-port) cannot be used: address already in use; ` +
        'stop what uses it or give another --ui-port',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the same port twice', async () => {
    const { says } = await refusal('--port', '17999', '--ui-port', '17999');
    expect(says).toContain('--port and --ui-port are both 17999');
  });

  test('a folder that does not exist', async () => {
    const folder = join(scratchFolder(), 'missing');
    const { says } = await refusal('--db', join(folder, 'temporal.db'));
    expect(says).toBe(
      `temporal-server: the folder ${folder} of --db does not exist: create it or give another --db`,
    );
  });

  test('a folder that cannot be written', async () => {
    // Root may write everywhere but into the folders of the kernel.
    const isRoot = process.getuid?.() === 0;
    const folder = isRoot ? '/proc/self' : scratchFolder();
    if (!isRoot) chmodSync(folder, 0o555);
    const { code, says } = await refusal('--db', join(folder, 'temporal.db'));
    expect(code).toBe(1);
    expect(says).toMatch(
      /^temporal-server: the folder .* of --db cannot be written: .*; change its permissions/,
    );
  });

  test('a file that is no database', async () => {
    const file = join(scratchFolder(), 'temporal.db');
    writeFileSync(file, 'this is a letter, not a database. '.repeat(100));
    const { code, says } = await refusal('--db', file);
    expect(code).toBe(1);
    expect(says).toContain(`cannot use the database ${file}: file is not a database`);
    expect(says).toContain('put a backup back');
  });

  test('a database of something else', async () => {
    const file = join(scratchFolder(), 'dunwell.db');
    const db = new Database(file);
    db.exec('CREATE TABLE invoices (number TEXT)');
    db.close();
    expect((await refusal('--db', file)).says).toContain('it is a SQLite database, but not one of Temporal');
  });

  test('a database that another server has open', async () => {
    const dataFolder = scratchFolder();
    await startForTest({ dataFolder });
    const file = join(dataFolder, 'temporal.db');
    expect((await refusal('--db', file)).says).toContain(
      `${file} is in use: another Temporal server holds its lock`,
    );
  });

  test('an unknown type of search attribute, listing the known ones', async () => {
    const { says } = await refusal('--search-attributes', 'Stage=Word');
    expect(says).toContain(
      '"Stage=Word": write Name=Type with one of the types Bool, Datetime, Double, Int, Keyword',
    );
  });
});

test('a stopped server leaves its database in one file, with nothing in the log beside it', async () => {
  const dataFolder = scratchFolder();
  const server = await startForTest({ dataFolder });
  await server.stop();
  const log = statSync(join(dataFolder, 'temporal.db-wal'), { throwIfNoEntry: false });
  expect(log?.size ?? 0).toBe(0);
  const db = new Database(join(dataFolder, 'temporal.db'), { readonly: true });
  expect(db.prepare('SELECT name FROM namespaces ORDER BY name').pluck().all()).toEqual([
    'default',
    'temporal-system',
  ]);
  db.close();
});
