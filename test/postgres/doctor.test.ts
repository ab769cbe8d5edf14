import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { healthOf } from '../../db/drivers/postgres/health.ts';
import { openDatabase } from '../../db/open.ts';
import { setSetting } from '../../db/settings.ts';
import { noteOutbox } from '../../db/workers/outbox.ts';
import type { Finding } from '../../read/books/finding.ts';
import { inProcess } from '../cli/in-process.ts';
import { connect, emptyDatabase } from '../db/drivers/postgres/empty-database.ts';

let url = '';
let data = '';

beforeEach(async () => {
  url = await emptyDatabase();
  data = mkdtempSync(join(tmpdir(), 'dunwell-doctor-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  await (await openDatabase({ url })).close();
});

async function asked(text: string): Promise<void> {
  const client = await connect(url);
  await client.query(text);
  await client.end();
}

async function doctor(): Promise<Readonly<Record<string, Finding>>> {
  const { out } = await inProcess(['doctor', '--json'], { DUNWELL_DATA: data, DUNWELL_DATABASE: url });
  const { findings } = JSON.parse(out) as { findings: readonly Finding[] };
  return Object.fromEntries(findings.map((finding) => [finding.what, finding]));
}

describe('dunwell doctor on books in PostgreSQL', () => {
  it('looks at the server, and finds of fresh books only what a server for tests does without', async () => {
    const findings = await doctor();
    const about = [
      ...['database', 'version of PostgreSQL', 'writing to the database', 'clock of this machine'],
      ...['long transactions', 'connections to the database', 'deleted rows', 'order of text'],
      ...['servers that follow', 'books in the data folder', 'outbox', 'workers', 'books'],
    ];
    expect(about.map((what) => [what, findings[what]?.ok])).toEqual(about.map((what) => [what, true]));
    expect(findings['safety of what is written']?.says).toContain('fsync and full_page_writes off');
  });

  it('names a transaction that somebody left open', async () => {
    const client = await connect(url);
    onTestFinished(() => client.end());
    await client.query('begin; select 1');
    await sleep(1_100);
    const [transaction] = (await healthOf(url)).transactions;
    expect(transaction).toMatchObject({ state: 'idle in transaction' });
    expect(transaction?.idleMs).toBeGreaterThan(1_000);
    expect(transaction?.ageMs).toBeGreaterThanOrEqual(transaction?.idleMs as number);
  });

  it('names a column that somebody orders otherwise, and a table that nothing clears', async () => {
    await asked('alter table turns alter column holder type text collate "en-x-icu"');
    await asked('alter table workers set (autovacuum_enabled = false)');
    const findings = await doctor();
    expect(findings['order of text']?.says).toBe('Ordered otherwise: turns.holder.');
    expect(findings['deleted rows']?.says).toBe('Not cleared by itself: workers.');
  });

  it('says of books that are read-only why nothing goes on', async () => {
    await asked(
      `do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`,
    );
    expect((await doctor())['writing to the database']).toMatchObject({
      ok: false,
      says: 'Transactions are read-only for this user: all that is due waits.',
    });
  });

  it('says of a database with older tables what brings them up to date', async () => {
    await asked(
      'delete from applied_migrations where position = (select max(position) from applied_migrations)',
    );
    expect((await doctor()).database).toMatchObject({ ok: false });
  });

  it('tells books in the folder that were forgotten from those that were moved', async () => {
    const file = await openDatabase({ file: join(data, 'dunwell.db'), synchronous: 'OFF' });
    onTestFinished(() => file.close());
    expect((await doctor())['books in the data folder']).toMatchObject({
      ok: false,
      says: expect.stringContaining('was never moved'),
    });
    const moved = JSON.stringify({ to: 'books on db', at: 1, isDone: true });
    await file.transaction((tx) => setSetting(tx, 'moved', moved));
    expect((await doctor())['books in the data folder']).toMatchObject({
      ok: true,
      says: expect.stringContaining('was moved to books on db'),
    });
  });

  it('says of a machine without the outbox of the books where that lies', async () => {
    const db = await openDatabase({ url });
    await db.transaction((tx) => noteOutbox(tx, { mark: 'm', host: 'a', folder: '/srv/outbox' }));
    await db.close();
    expect((await doctor()).outbox).toMatchObject({
      ok: true,
      says: expect.stringContaining('/srv/outbox of a'),
    });
    const named = await inProcess(['doctor', '--json', '--outbox', data], {
      ...{ DUNWELL_DATA: data, DUNWELL_DATABASE: url },
    });
    const { findings } = JSON.parse(named.out) as { findings: readonly Finding[] };
    expect(findings.find(({ what }) => what === 'outbox')).toMatchObject({ ok: false });
  });
});
