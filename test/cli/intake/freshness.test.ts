import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { findCreditor } from '../../../db/creditor/creditors.ts';
import { findBatch } from '../../../db/intake/intake.ts';
import { untakenBatches } from '../../../db/intake/order.ts';
import { sql } from '../../db/sql.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);
/** A worker comes an hour later. */
const LATER = AT + 3_600_000;
const HEAD = 'invoice,bookedOn,amount,currency,externalId\n';
const LONG_AGO = AT - 48 * 3_600_000;
let row = 0;

/** A booking that nobody told before. */
const good = () => `1002,2026-03-02,0.01,EUR,fresh-${++row}\n`;

async function freshAt(): Promise<number | null> {
  return (await prepared.db.read((tx) => findCreditor(tx, 'acme')))?.ledgerFreshAt ?? null;
}

/** What a worker does with what was staged; returns the batches as they are then. */
async function work() {
  const ids = (await prepared.db.read(untakenBatches)).map(({ id }) => id);
  for (const batchId of ids) {
    await takeIn(prepared.deps, { creditor: 'acme', batchId }, LATER, () => undefined);
  }
  return Promise.all(ids.map((id) => prepared.db.read((tx) => findBatch(tx, id))));
}

beforeEach(async () => {
  await work();
  // No command makes a ledger older.
  await sql(prepared.db).run('update creditors set ledger_fresh_at = ?', LONG_AGO);
});

describe('The ledger counts as complete', () => {
  it('with a payments file of which every row was read, from when it was staged, and one row is one row', async () => {
    const file = prepared.file('good.csv', HEAD + good());
    expect(await prepared.run('payments', file)).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 row staged'),
    });
    expect(await freshAt()).toBe(LONG_AGO);
    expect(await work()).toMatchObject([{ rows: 1, taken: 1, refused: 0, finishedAt: LATER }]);
    expect(await freshAt()).toBe(AT);
  });

  it('with a file that has a header only: nothing was paid', async () => {
    expect(await prepared.run('payments', prepared.file('none.csv', HEAD))).toMatchObject({ code: 0 });
    await work();
    expect(await freshAt()).toBe(AT);
  });

  it('with rows refused, or some left out, when somebody says that it counts', async () => {
    const file = prepared.file('partial.csv', `${HEAD}1002,yesterday,1.00,EUR,x-1\n${good()}`);
    expect(await prepared.run('payments', file, '--partial')).toMatchObject({ code: 0 });
    await work();
    expect(await freshAt()).toBe(AT);
  });

  it('from the latest of several files on', async () => {
    await prepared.run('payments', prepared.file('now.csv', HEAD + good()));
    await work();
    // Told at the same moment, it is no news.
    await prepared.run('payments', prepared.file('again.csv', HEAD + good()));
    await work();
    expect(await freshAt()).toBe(AT);
  });
});

describe('The ledger stays as old as it was, and the call ends with 1 and what to do', () => {
  const renamed = 'invoice,bookedOn,amount,currency,transactionId\n1001,2026-03-02,1.00,EUR,bank-1\n';
  const invoices = 'number,customer,issuedOn,dueOn,amount,currency\n9,C,2026-03-01,2026-03-31,1.00,EUR\n';
  it.each([
    ['in UTF-16', Buffer.from(`\uFEFF${HEAD}1001,2026-03-02,1.00,EUR,b-1\n`, 'utf16le'), /UTF-16/],
    ['with a renamed column', Buffer.from(renamed), /externalId/],
    ['that holds invoices', Buffer.from(invoices), /number/],
    ['of 0 bytes', Buffer.from(''), /is empty/],
  ])('after a file %s, also with --partial', async (_, bytes, names) => {
    const file = prepared.file('unreadable.csv', '');
    writeFileSync(file, bytes);
    for (const options of [[], ['--partial']]) {
      const { code, err } = await prepared.run('payments', file, ...options);
      expect(code).toBe(1);
      expect(err).toMatch(names);
      expect(err).toMatch(/does not count as complete, as .*unreadable\.csv cannot be read: mend/);
      await work();
      expect(await freshAt()).toBe(LONG_AGO);
    }
  });

  it('after one of whose rows a single one is refused while it is read; the others are taken', async () => {
    const file = prepared.file('one-bad.csv', `${HEAD}1002,2026-02-30,1.00,EUR,x-2\n${good()}`);
    const { code, err } = await prepared.run('payments', file);
    expect(code).toBe(1);
    expect(err).toMatch(
      /1 row of the payments was refused: mend and take the file in again, or say with --partial/,
    );
    expect(await work()).toMatchObject([{ taken: 1 }]);
    expect(await freshAt()).toBe(LONG_AGO);
  });

  it('after one of whose rows is refused only when it is taken in', async () => {
    await prepared.run(
      'payments',
      prepared.file('usd.csv', `${HEAD}${good()}1002,2026-03-02,1.00,USD,x-3\n`),
    );
    expect(await work()).toMatchObject([{ taken: 1, refused: 1, freshAt: null }]);
    expect(await freshAt()).toBe(LONG_AGO);
  });

  it('after invoices without payments', async () => {
    const file = prepared.file('only.csv', invoices.replace('9,C', '3001,C-1'));
    expect(await prepared.run('import', file)).toMatchObject({ code: 0 });
    await work();
    expect(await freshAt()).toBe(LONG_AGO);
  });
});

describe('Taking in ends with 1 when every row was refused', () => {
  it.each([
    ['import', 'number,customer,issuedOn,dueOn,amount,currency\n1,C,today,2026-03-31,1.00,EUR\n'],
    ['payments', `${HEAD}1,today,1.00,EUR,b\n`],
    ['customers', 'customer,name,language\nC-9,X,klingon\n'],
    ['signals feedback', 'externalId,kind,code,on\n1,nonsense,X,today\n'],
  ])('%s', async (command, text) => {
    const file = prepared.file('all-bad.csv', text);
    const { code, err } = await prepared.run(...command.split(' '), file);
    expect(code).toBe(1);
    expect(err).toMatch(/as every row was refused|does not count as complete/);
  });
});
