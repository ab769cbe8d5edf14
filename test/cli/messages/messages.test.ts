import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listInvoices } from '../../../db/invoice/invoices.ts';
import { eachRow } from '../../../db/pages.ts';
import { rows } from '../dunwell.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

/** All that the database says of its invoices. */
async function books(): Promise<string> {
  const hash = createHash('sha256');
  const invoices = eachRow({ limit: 500 }, (page) => prepared.db.read((tx) => listInvoices(tx, page)));
  for await (const row of invoices) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

describe('a message to many, without --commit', () => {
  it.each<[string, string[], Record<string, string>[], RegExp]>([
    [
      'says what it would do and what it would refuse',
      ['pause', '--stage', 'NOTICED'],
      ['1006', '1007', '1008'].map((invoice) => ({ invoice, outcome: 'would do' })),
      /^3 invoices would be changed, 0 refused\. Nothing was done: add --commit to do it\.\n$/,
    ],
    [
      'knows what the rules refuse',
      ['pause', '--held', '--reason', 'DISPUTE', '--until', '2026-04-01'],
      [{ invoice: '1004', outcome: 'refused' }],
      /^0 invoices would be changed, 1 refused\./,
    ],
    [
      'knows what is so already',
      ['pause', '--held', '--reason', 'DISPUTE'],
      [{ invoice: '1004', outcome: 'already so' }],
      /^0 invoices would be changed, 1 already so, 0 refused\./,
    ],
    [
      'chooses from those it can concern',
      ['waive-level', '--all'],
      ['1001', '1002', '1004', '1005'].map((invoice) => ({ invoice, outcome: 'would do' })),
      /^4 invoices would be changed/,
    ],
    ['finds nothing', ['approve', '--tab', 'manual'], [], /^No invoice matches\.\n$/],
  ])('%s', async (_, args, expected, note) => {
    const before = await books();
    const { out, err } = await prepared.run(...args);
    expect(rows(out)).toEqual(expected.map((row) => expect.objectContaining(row)));
    expect(err).toMatch(note);
    expect(await books()).toBe(before);
  });

  it('as JSON is one array', async () => {
    const { out, code } = await prepared.run('close', '--stage', 'REMINDED', '--reason', 'test', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      {
        creditor: 'acme',
        number: '1005',
        outcome: 'would do',
        says: expect.stringContaining('closed as of 2026-03-03'),
      },
    ]);
  });

  it('to a customer or creditor as a whole says whom it would concern', async () => {
    const before = await books();
    const customer = await prepared.run('pause', '--customer', 'C-3', '--reason', 'payment-plan');
    expect(customer).toMatchObject({ code: 0, out: 'Would pause customer C-3: 3 invoices under way.\n' });
    const creditor = await prepared.run('resume', '--whole-creditor');
    expect(creditor.out).toBe('Would resume creditor acme: 7 invoices under way.\n');
    expect(creditor.err).toMatch(/Nothing was done: add --commit/);
    expect(await books()).toBe(before);
  });
});

describe('an invoice whose path has ended is answered from the database, without any server', () => {
  it.each([
    [['pause', '1003'], 1, /^The invoice was paid on 2026-03-02: there is nothing left to do\.\n$/],
    [['approve', '1003'], 1, /was paid/],
    [['close', '1003', '--reason', 'x'], 1, /was paid/],
    [['change-due-date', '1003', '--due-on', '2026-05-01'], 1, /cannot be changed\. The invoice was paid/],
    [['waive-level', '1003'], 1, /was paid/],
    // These have work to do on it, so they need one.
    [['restart', '1003'], 1, /No server is running/],
    [['reconsider', '1003'], 1, /No server is running/],
  ] as const)('%s', async (args, exit, says) => {
    const { code, out, err } = await prepared.run(...args);
    expect({ code, out }).toEqual({ code: exit, out: '' });
    expect(err).toMatch(says);
  });

  it('as JSON too', async () => {
    const { code, out, err } = await prepared.run('pause', '1003', '--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      number: '1003',
      ok: false,
      says: expect.stringMatching(/paid on/),
    });
  });
});
