import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { evaluateSignals } from '../../../activities/signals/evaluate.ts';
import { ON_POSTGRES } from '../../db/test-database.ts';
import { AS_OF, settings, TODAY } from '../../domain/signals/sample-settings.ts';
import { aDesk, readyCustomer } from './a-desk.ts';
import { independently } from './independent.ts';
import { customerOf } from './population.ts';
import { evaluateWhileImporting } from './while-importing.ts';

/** On PostgreSQL fewer, for the time it takes: `npm run bench -- signals-on-both` holds as many against SQLite's. */
const MANY = ON_POSTGRES ? 20_000 : 100_000;
const DAY = 86_400_000;
const LISTED = `select customer_id || ' ' || type || ' ' || action from signal_candidates
  where state = 'prepared' and action <> 'remove' order by customer_id`;

const withoutEvidence = { ...settings, early: { ...settings.early, contact: null, consent: null } };

const raise = (error: Error): never => {
  throw error;
};

type Desk = Awaited<ReturnType<typeof aDesk>>;
const listOf = (desk: Desk) => desk.sql.column<string>(LISTED);

describe('The list', () => {
  it(`${MANY.toLocaleString('en')} customers come to the same as computed independently, both types`, {
    timeout: 600_000,
  }, async () => {
    const desk = await aDesk({ customers: MANY, make: (id) => customerOf(11, id) });
    await desk.evaluate();
    const listed = await listOf(desk);
    expect(listed).toEqual(await independently(desk.db, TODAY, AS_OF));
    const of = (words: string) => listed.filter((line) => line.endsWith(words)).length;
    expect(of('early create')).toBeGreaterThan(MANY / 100);
    expect(of('crisis update')).toBeGreaterThan(MANY / 1_000);
    expect(of('crisis create')).toBeGreaterThan(MANY / 10_000);
  });

  it('Ten evaluations in a row: the same list, nothing twice, nothing sent', async () => {
    const desk = await aDesk({ customers: 2_000, make: (id) => customerOf(12, id) });
    const first = await desk.evaluate();
    const list = await desk.sql.all(
      'select id, customer_id, type, action, amount, prepared_at from signal_candidates order by id',
    );
    for (let run = 2; run <= 10; run++) {
      const { early, crisis } = await desk.evaluate();
      expect([early.added, early.removed, crisis.added, crisis.removed]).toEqual([0, 0, 0, 0]);
      expect([early.kept, crisis.kept]).toEqual([first.early.added, first.crisis.added]);
    }
    expect(
      await desk.sql.all(
        'select id, customer_id, type, action, amount, prepared_at from signal_candidates order by id',
      ),
    ).toEqual(list);
    expect(await desk.sql.one("select count(*) from effects where kind = 'signal'")).toBe(0);
    expect(desk.authority.received.size).toBe(0);
    expect(await desk.sql.one('select count(*) from signal_runs where finished_at is not null')).toBe(10);
  });

  it('Killed in the middle it goes on where it was, as of the same moment, and ends with the same list', async () => {
    const make = (id: number) => customerOf(13, id);
    const whole = await aDesk({ customers: 3_000, make });
    await whole.evaluate();
    const desk = await aDesk({ customers: 3_000, make });
    await desk.db.close();
    const child = fork(fileURLToPath(new URL('./evaluate-child.ts', import.meta.url)), [desk.address], {
      execArgv: ['--import', 'tsx'],
    });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const cursor = await desk.sql.one<number>('select cursor from signal_runs where finished_at is null');
    expect(cursor).toBeGreaterThan(0);
    expect(cursor).toBeLessThan(3_000);
    const again = fork(
      fileURLToPath(new URL('./evaluate-child.ts', import.meta.url)),
      [desk.address, 'to the end'],
      {
        execArgv: ['--import', 'tsx'],
      },
    );
    await once(again, 'exit');
    expect(await listOf(desk)).toEqual(await listOf(whole));
    const run = 'select customers, early_added, early_kept, crisis_added, on_day, as_of from signal_runs';
    expect(await desk.sql.all(run)).toEqual(await whole.sql.all(run));
  });

  it.each([
    ['a second before midnight', -1, 1],
    ['at midnight', 0, 2],
    ['a week later', 7 * DAY, 2],
  ])('Cut off and taken up %s, it has judged every customer as of one day', async (_, after, runs) => {
    const desk = await aDesk({ customers: 7 });
    const cutOff = new Error('cut off');
    const evaluating = evaluateSignals(desk.deps, { creditor: 'acme' }, AS_OF, () => raise(cutOff), 2);
    await expect(evaluating).rejects.toBe(cutOff);
    await desk.sql.run('update customers set archived = 1 where id = 1');
    const midnight = AS_OF - 6 * 3_600_000 + DAY;
    await desk.evaluate(midnight + after);
    const days = await desk.sql.column('select distinct on_day from signal_runs order by on_day');
    expect(days).toEqual(runs === 1 ? [TODAY] : [TODAY, TODAY + 1 + Math.floor(after / DAY)]);
    expect(await desk.sql.one('select count(*) from signal_runs where finished_at is null')).toBe(0);
    const listed = (await desk.prepared()).map(({ customer }) => customer);
    expect(listed).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7'].slice(runs - 1));
    expect(await desk.sql.one('select customers from signal_runs order by id desc')).toBe(7);
  });

  it('Beside a large import it takes all rows in first, and the list is as computed independently', {
    timeout: 300_000,
  }, async () => {
    const desk = await aDesk({
      customers: 200,
      settings: withoutEvidence,
      make: (id) => ({ ...readyCustomer(id), attempts: [], consents: [] }),
    });
    const rows = ON_POSTGRES ? 2_000 : 8_000;
    const { imported, evaluations, last } = await evaluateWhileImporting(desk.db, rows);
    expect(imported).toMatchObject({ rows, taken: rows, refused: 0 });
    expect(new Set(evaluations)).toEqual(new Set([200 + rows / 4]));
    expect(last.customers).toBe(200 + rows / 4);
    const ids = await desk.sql.column<number>('select id from customers order by id');
    await desk.sql.insert(
      'contact_attempts',
      'creditor,customer_id,channel,outcome,on_day,recorded_at,by',
      ids.map((id) => ['acme', id, 'phone', 'reached', TODAY, 0, 'test']),
    );
    await desk.sql.insert(
      'signal_consents',
      'creditor,customer_id,status,on_day,recorded_at,by',
      ids.map((id) => ['acme', id, 'given', TODAY, 0, 'test']),
    );
    expect(await listOf(desk)).toEqual(await independently(desk.db, TODAY, AS_OF));
    expect((await listOf(desk)).length).toBeGreaterThan(rows / 16);
  });

  it('Who leaves and who comes is counted, with the reasons', async () => {
    const desk = await aDesk({ customers: 3 });
    expect(await desk.evaluate()).toMatchObject({ customers: 3, early: { added: 3, kept: 0, removed: 0 } });
    await desk.sql.run('update customers set birth_date = null, archived = 1 where id = 2');
    expect(await desk.evaluate()).toMatchObject({ early: { added: 0, kept: 2, removed: 1 } });
    expect(await desk.sql.one(`select ended_because from signal_candidates where state = 'removed'`)).toBe(
      '["CUSTOMER_ACTIVE","DATA_INCOMPLETE"]',
    );
    await desk.sql.run('update customers set birth_date = 1, archived = 0 where id = 2');
    expect(await desk.evaluate()).toMatchObject({ early: { added: 1, kept: 2, removed: 0 } });
  });

  it('What a person approved is left alone', async () => {
    const desk = await aDesk({ customers: 2 });
    await desk.evaluate();
    await desk.approve('s-1', { candidates: [1] });
    await desk.sql.run('update customers set archived = 1');
    await desk.evaluate(AS_OF + DAY);
    expect(await desk.sql.all('select state from signal_candidates order by id')).toEqual([
      { state: 'approved' },
      { state: 'removed' },
    ]);
  });

  it('A creditor that takes its settings back is left with an empty list', async () => {
    const desk = await aDesk({ customers: 2 });
    await desk.evaluate();
    await desk.sql.run(
      `insert into signal_settings (creditor, version, hash, body, published_at, published_by)
      values ('acme', 2, 'none', 'null', 0, 'ann')`,
    );
    expect(await desk.evaluate()).toMatchObject({ says: 'acme sends no signals; 2 left the list.' });
    expect(await desk.prepared()).toEqual([]);
  });

  it('Own conditions are asked and named like the common ones', async () => {
    const desk = await aDesk({
      customers: 2,
      settings: {
        ...settings,
        early: { ...settings.early, extra: [{ name: 'contractsAtLeast', value: 2 }] },
      },
      make: (id) => {
        const customer = readyCustomer(id);
        const [a, b] = customer.invoices;
        return { ...customer, invoices: id === 1 ? [a!, { ...b!, contract: 'gas' }] : customer.invoices };
      },
    });
    await desk.evaluate();
    expect((await desk.prepared()).map(({ customer }) => customer)).toEqual(['C1']);
    await desk.sql.run(`update invoices set contract = 'power'`);
    await desk.evaluate();
    expect(await desk.sql.one('select ended_because from signal_candidates')).toBe(
      '["EXTRA:contractsAtLeast"]',
    );
  });
});
