import { beforeAll, describe, expect, it } from 'vitest';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { RowKind } from '../../../contracts/intake.ts';
import { completeBatch, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { untakenBatches } from '../../../db/intake/order.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { ledgerOf } from '../../../db/invoice/ledger.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import { rows } from '../dunwell.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);
const IBAN = 'NL91ABNA0417164300';

const run = (...args: string[]) => prepared.run(...args);

async function stage(
  id: string,
  ...staged: { readonly kind: RowKind; readonly body: object }[]
): Promise<void> {
  await prepared.db.transaction(async (tx) => {
    await stageBatch(tx, { id, creditor: 'acme', by: 'test', at: AT });
    const numbered = staged.map((row, index) => ({ ...row, seq: index + 1, line: index + 2 }));
    await stageRows(tx, id, numbered);
    await completeBatch(tx, id, staged.length, AT);
  });
}

/** What a worker does with what was staged. */
async function work(): Promise<void> {
  for (const { id, creditor } of await prepared.db.read((tx) => untakenBatches(tx))) {
    await takeIn(prepared.deps, { creditor, batchId: id }, AT, () => undefined);
  }
}

async function ledger(number: string) {
  return prepared.db.read(async (tx) => {
    const row = await findInvoiceByNumber(tx, 'acme', number);
    return ledgerOf(tx, row?.id ?? 0);
  });
}

const told = { bookedOn: parseDay('2026-03-02')!, currency: 'EUR' };

beforeAll(async () => {
  await stage(
    'first',
    {
      kind: RowKind.PAYMENT,
      body: {
        ...told,
        invoice: '10-01',
        amount: 2_000,
        externalId: 'b-1',
        kind: 'payment',
        file: 'bank.csv',
      },
    },
    {
      kind: RowKind.PAYMENT,
      body: { ...told, customer: 'C-3', amount: 6_000, externalId: 'b-2', kind: 'credit' },
    },
    {
      kind: RowKind.BANK_ENTRY,
      body: {
        ...{ ...told, amount: 300, externalId: 'b-3', direction: 'in', file: 's.xml', line: 7 },
        ...{ text: 'klant C-2', payerName: 'Jan Jansen', payerIban: IBAN },
      },
    },
    {
      kind: RowKind.BANK_ENTRY,
      body: { ...told, amount: 99, externalId: 'b-4', direction: 'out', file: 's.xml', line: 8 },
    },
  );
  await work();
});

describe('unmatched', () => {
  it('lists what waits, where it stands and where it may belong', async () => {
    const { code, out } = await run('unmatched');
    expect(code).toBe(0);
    const [first, second, third, ...more] = rows(out);
    expect(first).toMatchObject({ id: '1', on: '2026-03-02', kind: 'payment', names: '10-01' });
    expect(first).toMatchObject({
      waits: '20.00 EUR',
      'stands in': 'bank.csv:2',
      maybe: '1001 20.00 (number written differently)',
    });
    expect(second?.customer).toBe('C-3');
    expect(second?.maybe).toMatch(/^1006 60\.00 \(customer's, and the amount fits\)/);
    expect(third).toMatchObject({ payer: 'Jan Jansen', names: 'klant C-2' });
    expect(third?.maybe).toMatch(/^1005 3\.00 \(customer's oldest\)/);
    expect(more).toEqual([]);
  });

  it('lists the same as JSON, with the account and the batch', async () => {
    const { out } = await run('unmatched', 'list', '--json', '--amount', '3.00');
    expect(JSON.parse(out)).toMatchObject([
      { id: 3, left: '3.00', iban: IBAN, file: 's.xml', line: 7, batch: 'first', externalId: 'b-3' },
    ]);
  });

  it.each([
    [['--customer', 'C-3'], ['2']],
    [['--from', '2026-03-03'], []],
    [['--batch', 'none'], []],
    [['--not-ours'], ['4']],
  ])('can be narrowed: %j', async (args, ids) => {
    expect(rows((await run('unmatched', 'list', ...args)).out).map(({ id }) => id)).toEqual(ids);
  });

  it('is matched with several invoices once a worker takes it, and taken back', async () => {
    const match = ['match', '1', '--invoice', '1001', '--amount', '12.50', '--invoice', '1002'];
    const staged = await run('unmatched', ...match, '--command-id', 'm-1', '--by', 'anna');
    expect(staged).toMatchObject({ code: 0, err: expect.stringContaining('staged') });
    expect(await ledger('1002')).toEqual([]);
    await work();
    const again = await run('unmatched', ...match, '--command-id', 'm-1', '--by', 'anna');
    expect(again).toMatchObject({ code: 0, out: 'Nothing of 1 (20.00 EUR) waits any more.\n' });
    expect((await ledger('1001')).at(-1)).toMatchObject({ amount: 1_250, by: 'anna' });
    expect(await ledger('1002')).toMatchObject([{ amount: 750 }]);
    await run('unmatched', 'undo', '1', '--invoice', '1002');
    await work();
    expect(await ledger('1002')).toMatchObject([{ kind: 'payment' }, { kind: 'reversal', amount: 750 }]);
  });

  it('is not matched under an id that did something else', async () => {
    await run('unmatched', 'return', '2', '--amount', '1.00', '--command-id', 'r-1');
    await work();
    const other = ['unmatched', 'return', '2', '--amount', '2.00', '--command-id', 'r-1'];
    await run(...other);
    await work();
    expect(await run(...other)).toMatchObject({
      code: 1,
      err: expect.stringContaining('used for something else'),
    });
  });

  it('says why a deed was refused', async () => {
    const asked = ['unmatched', 'match', '3', '--invoice', 'nowhere', '--command-id', 'm-2'];
    await run(...asked);
    await work();
    expect(await run(...asked)).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no invoice "nowhere"'),
    });
  });

  it.each<[string, string[], number, RegExp]>([
    ['a number that is none', ['match', 'x', '--invoice', '1001'], 2, /Write the number of the money/],
    ['no invoice', ['match', '3'], 2, /Name the invoice/],
    [
      'an amount before its invoice',
      ['match', '3', '--amount', '1.00', '--invoice', '1001'],
      2,
      /Name the invoice first/,
    ],
    ['an amount with too many decimals', ['return', '3', '--amount', '1.005'], 2, /too many decimals/],
    ['money that is not there', ['return', '99'], 1, /There is no unmatched money 99/],
    ['neither number nor booking', ['undo'], 2, /Name the money by its number, or a booking/],
    ['no reason to dismiss', ['dismiss', '3'], 2, /--reason/],
  ])('is refused with %s', async (_, args, code, says) => {
    const ran = await run('unmatched', ...args);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(says);
  });

  it('names the invoices that are paid too much, and takes that off them', async () => {
    await run('pay', '1003', '15.00');
    await work();
    await prepared.command('1003', 'ledgerChanged', {});
    expect((await run('unmatched')).err).toContain('1 invoice is paid too much: 1003 by 15.00 EUR');
    await run('unmatched', 'release', '1003');
    await work();
    await prepared.command('1003', 'ledgerChanged', {});
    expect((await run('unmatched')).err).not.toContain('paid too much');
    expect(rows((await run('unmatched', '--customer', 'C-2')).out)).toMatchObject([{ waits: '15.00 EUR' }]);
  });
});

describe('pay', () => {
  it('books by hand, on the day that is named and as what it is', async () => {
    const booked = ['pay', '1006', '10.00', '--as', 'credit', '--on', '2026-02-28', '--command-id', 'p-1'];
    expect((await run(...booked)).err).toContain('staged');
    await work();
    expect(await run(...booked)).toMatchObject({
      code: 0,
      out: 'Booked 10.00 EUR as credit on 1006, counting from 2026-02-28.\n',
    });
    expect(await ledger('1006')).toMatchObject([
      { kind: 'credit', amount: 1_000, bookedOn: parseDay('2026-02-28'), externalId: 'by-hand/p-1' },
    ]);
  });

  it('refuses the same id with another amount', async () => {
    const other = ['pay', '1006', '11.00', '--as', 'credit', '--on', '2026-02-28', '--command-id', 'p-1'];
    await run(...other);
    await work();
    expect(await run(...other)).toMatchObject({ code: 1, err: expect.stringContaining('was booked before') });
    expect(await ledger('1006')).toHaveLength(1);
  });

  it.each([
    [['nowhere', '1.00'], 1, /has no invoice nowhere/],
    [['1006', '1,00'], 2, /Write a decimal such as 50\.00/],
    [['1006', '0'], 2, /more than zero/],
    [['1006', '1.00', '--as', 'gift'], 2, /Write one of payment, credit/],
  ])('refuses %j', async (args, code, says) => {
    const ran = await run('pay', ...args);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(says);
  });
});
