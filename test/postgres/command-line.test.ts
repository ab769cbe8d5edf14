import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { noteServer } from '../../db/workers/server.ts';
import { dunwell, type Ran } from '../cli/dunwell.ts';
import { inProcess } from '../cli/in-process.ts';
import { ACME, NOW } from '../cli/prepared-folder.ts';
import { asking, emptyDatabase } from '../db/drivers/postgres/empty-database.ts';
import { addInvoice } from '../db/samples.ts';

const SECRET = 'topsecret';

/** A folder of its own, and an address with a password of a database with nothing in it. */
async function machine() {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-machine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const address = new URL(await emptyDatabase());
  address.password = SECRET;
  const data = join(folder, 'data');
  const env = { DUNWELL_DATA: data, DUNWELL_DATABASE: address.href, DUNWELL_NOW: NOW };
  const file = join(folder, 'acme.creditor.yaml');
  writeFileSync(file, ACME);
  const database = address.pathname.slice(1);
  return { folder, data, file, env, database, run: (...args: string[]) => inProcess(args, env) };
}

function saysNoSecret({ out, err }: Ran): void {
  expect(`${out}${err}`).not.toContain(SECRET);
}

describe('With DUNWELL_DATABASE', () => {
  it('commands look at the books in PostgreSQL, and need no data folder', async () => {
    const { data, env, file, database } = await machine();
    const published = await dunwell(['policy', 'publish', file, '--create'], env);
    expect(published).toMatchObject({ code: 0 });
    const listed = await dunwell(['policy', 'show', '--json'], env);
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(listed.out)).toMatchObject({ creditor: 'acme' });
    expect(existsSync(join(data, 'dunwell.db'))).toBe(false);
    const doctor = await dunwell(['doctor', '--json'], env);
    expect(JSON.parse(doctor.out).findings).toContainEqual(
      expect.objectContaining({ what: 'database', ok: true, says: expect.stringContaining(database) }),
    );
    for (const ran of [published, listed, doctor]) saysNoSecret(ran);
  });

  it.each([
    ['status', []],
    ['list', []],
    ['worker', ['--until-idle', '--patience', '1']],
    ['api', ['--port', '0']],
    ['policy publish', ['FILE']],
  ])('`%s` refuses an empty database in words, with what to do', async (command, more) => {
    const { run, file, database } = await machine();
    const ran = await run(...command.split(' '), ...more.map((one) => (one === 'FILE' ? file : one)));
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(`The database ${database} on `);
    expect(ran.err).toContain(
      'is empty: name another one, move books into it with `dunwell database copy`, or begin new ones with npm start or --create.',
    );
    saysNoSecret(ran);
  });

  it('a worker that is started while books are being moved into the database says so and waits', async () => {
    const { env, run, database } = await machine();
    const copying = await asking(env.DUNWELL_DATABASE);
    // As a copy holds it until its end, before which nobody sees a table.
    await copying('begin');
    await copying('select pg_advisory_xact_lock(28276614981053548)');
    const told = await run('status');
    expect(told.code).toBe(1);
    expect(told.err).toContain(`Books are being moved or made in the database ${database} on `);
    const waiting = run('worker', '--until-idle', '--patience', '1');
    expect((await waiting).err).toContain('they are there when it has ended.');
    await copying('rollback');
    expect((await run('status')).err).toContain('is empty: name another one');
  });

  it.each(['worker', 'start'])(
    '`%s` begins no server of its own beside books that another one carries, and leaves nothing behind',
    async (command) => {
      const { run, file, data, env } = await machine();
      await run('policy', 'publish', file, '--create');
      rmSync(data, { recursive: true });
      const db = await openDatabase({ url: env.DUNWELL_DATABASE });
      await db.transaction(async (tx) => {
        await noteServer(tx, {
          id: 'n',
          says: 'the Temporal server at t:7233, namespace d',
          isOfFolder: false,
        });
        await addInvoice(tx, '1001', { hasWorkflow: true });
      });
      await db.close();
      const ran = await run(command);
      expect(ran).toMatchObject({
        code: 1,
        err: expect.stringContaining('carried last by the Temporal server at t:7233, namespace d.'),
      });
      expect(ran.err).toContain(`Here it would be a new one, embedded in ${data} on `);
      expect(ran.err).toContain('start once with --new-server');
      expect(existsSync(data)).toBe(false);
      saysNoSecret(ran);
    },
  );

  it('an address that is none, or leads nowhere, is told without its password', async () => {
    const { env } = await machine();
    const mistyped = await inProcess(['status'], { ...env, DUNWELL_DATABASE: `mysql://u:${SECRET}@h/books` });
    expect(mistyped).toMatchObject({ code: 2, err: expect.stringContaining('DUNWELL_DATABASE') });
    const nowhere = `postgres://u:${SECRET}@127.0.0.1:1/books`;
    const away = await inProcess(['status', '--database', nowhere], env);
    expect(away).toMatchObject({ code: 1, err: expect.stringContaining('books on 127.0.0.1:1') });
    for (const ran of [mistyped, away]) saysNoSecret(ran);
  });

  it('the option wins over the environment, and an empty variable is none', async () => {
    const { folder, env, file } = await machine();
    const other = (await machine()).env.DUNWELL_DATABASE;
    await inProcess(['policy', 'publish', file, '--create', '--database', other], env);
    expect(await inProcess(['policy', 'show', '--database', other], env)).toMatchObject({ code: 0 });
    expect(await inProcess(['policy', 'show'], env)).toMatchObject({ code: 1 });
    const inFile = { ...env, DUNWELL_DATABASE: ' ', DUNWELL_DATA: join(folder, 'in-file') };
    await inProcess(['policy', 'publish', file, '--create'], inFile);
    expect(readdirSync(inFile.DUNWELL_DATA)).toContain('dunwell.db');
  });
});
