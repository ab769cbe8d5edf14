import { beforeAll, describe, expect, it } from 'vitest';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { readCreditor } from '../../../config/load.ts';
import { saveCreditor } from '../../../db/creditor/creditors.ts';
import { untakenBatches } from '../../../db/intake/order.ts';
import { ACCOUNT, balance, entryXml, statementXml } from '../../files/bank/read-statement.ts';
import { ACME, NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

beforeAll(async () => {
  const loaded = readCreditor(`${ACME}bankAccounts: [${ACCOUNT}]\n`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  await prepared.db.transaction((tx) => saveCreditor(tx, loaded.creditor, 1));
});

/** Takes in whatever is staged, as a worker would. */
async function work(): Promise<void> {
  for (const { id, creditor } of await prepared.db.read(untakenBatches)) {
    await takeIn(prepared.deps, { creditor, batchId: id }, Date.parse(NOW), () => undefined);
  }
}

const statement = (number: number, day: string) =>
  statementXml({
    head: `<Id>S-${number}</Id><ElctrncSeqNb>${number}</ElctrncSeqNb>`,
    opening: balance('OPBD', '0').replace('2026-11-26', day),
    closing: balance('CLBD', '0').replace('2026-11-26', day),
  });

describe('bank without a server', () => {
  it('refuses a file in words, stages nothing of it and fails', async () => {
    const file = prepared.file('evil.xml', statementXml().replace('?>', '?><!DOCTYPE Document>'));
    const { code, out, err } = await prepared.run('bank', file);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('evil.xml:1: has a document type (<!DOCTYPE …>); no bank statement has one');
    expect(err).toContain('The ledger does not count as complete, as');
    await work();
  });

  it('reports a refused booking by its line, stages the others and fails', async () => {
    const entries = entryXml('', { currency: 'USD' }) + entryXml('<AcctSvcrRef>B-1</AcctSvcrRef>');
    const file = prepared.file('usd.xml', statementXml({ entries }));
    const { code, out } = await prepared.run('bank', file, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      files: [{ file, rows: 2, isTaken: false, unreadable: 2 }],
      missing: [],
      completeThrough: null,
    });
    const partial = await prepared.run('bank', file, '--partial');
    expect(partial.code).toBe(0);
  });

  it('says of a file of another kind which command reads it', async () => {
    const file = prepared.file('payments.csv', 'invoice,bookedOn\n');
    const { code, err } = await prepared.run('bank', file);
    expect(code).toBe(1);
    expect(err).toContain('is no XML; what is read are CAMT.053 and CAMT.054');
  });

  it('without a file, or with one that is not there, is called wrongly', async () => {
    expect((await prepared.run('bank')).code).toBe(2);
    expect((await prepared.run('bank', 'nowhere.xml')).code).not.toBe(0);
  });
});

describe('once a worker has taken them', () => {
  it('says what is missing between the statements, until it was read', async () => {
    await work();
    const first = prepared.file('1.xml', statement(301, '2026-12-01'));
    const third = prepared.file('3.xml', statement(303, '2026-12-03'));
    await prepared.run('bank', first, third, '--partial');
    await work();
    const fifth = prepared.file('5.xml', statement(305, '2026-12-05'));
    await prepared.run('bank', fifth);
    await work();
    const told = await prepared.run('bank', fifth, '--json');
    expect(told.code).toBe(1);
    expect(JSON.parse(told.out)).toMatchObject({
      missing: [
        `account ${ACCOUNT}: statement 304 is missing before the statement of 2026-12-05 (number 305)`,
      ],
      completeThrough: '2026-12-03',
    });
    expect(told.err).toContain('something is missing between the statements');
    await prepared.run('bank', prepared.file('4.xml', statement(304, '2026-12-04')));
    await work();
    const { code, out } = await prepared.run('bank', fifth);
    expect({ code, out }).toEqual({ code: 0, out: 'Statements are complete through 2026-12-05.\n' });
  });
});
