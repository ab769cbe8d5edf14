import { describe, expect, it } from 'vitest';
import { checkBooks } from '../../../db/books/books.ts';
import { insertMatch, insertMatchUndo } from '../../../db/intake/matches.ts';
import { keepMoney, setSettled } from '../../../db/intake/unmatched.ts';
import { insertEntry } from '../../../db/invoice/ledger.ts';
import { addInvoice } from '../samples.ts';
import { type Sql, withSql } from '../sql.ts';
import { freshDatabase } from '../test-database.ts';

/** 50.00 that came in, 20.00 of it matched with an invoice. */
async function problemsAfter(spoil: (sql: Sql) => Promise<unknown>): Promise<readonly string[]> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const { id: invoiceId } = await addInvoice(tx, '1001');
    const told = {
      creditor: 'acme',
      kind: 'payment',
      bookedOn: 20_000,
      recordedAt: 9e15,
      by: 'anna',
    } as const;
    const money = { ...told, invoiceNumber: '', externalId: 'b-1', amount: 5_000, currency: 'EUR' };
    const row = await keepMoney(tx, money);
    const part = { entryId: row.id, kind: 'invoice', invoiceId, customerId: null, amount: 2_000 } as const;
    const by = { rule: 'by hand', at: 1, by: 'anna', reason: null, deedId: null } as const;
    await insertMatch(tx, { ...part, ...by, externalId: 'b-1/match/1' });
    const second = await insertMatch(tx, { ...part, ...by, externalId: 'b-1/match/2' });
    await insertMatchUndo(tx, { matchId: second, at: 2, by: 'anna', reason: null, deedId: null });
    for (const externalId of ['b-1/match/1', 'b-1/match/2', 'b-1/match/2/undone']) {
      await insertEntry(tx, { ...told, invoiceId, externalId, amount: 2_000 });
    }
    await setSettled(tx, row, 2_000, 1);
  });
  await withSql(db, spoil);
  const found = await checkBooks(db, () => 1);
  return found.filter(({ number }) => number === 'unmatched 1').map(({ problem }) => problem);
}

describe('The check of the books', () => {
  it('finds nothing in sound matches', async () => {
    expect(await problemsAfter(async () => undefined)).toEqual([]);
  });

  it.each([
    [
      'a match that the row does not count',
      'update unmatched_entries set settled = 1999',
      'its matches in force say 2000',
    ],
    [
      'money that waits and says it does not',
      'update unmatched_entries set matched_at = 1',
      'that nothing does',
    ],
    [
      'more matched than there is',
      'update unmatched_entries set amount = 1999',
      'is matched, but it is 1999',
    ],
    [
      'a match without its booking',
      "delete from ledger_entries where external_id = 'b-1/match/1'",
      'b-1/match/1 of a match',
    ],
    [
      'one taken back and not booked back',
      "delete from ledger_entries where external_id like '%undone'",
      'undone of a match',
    ],
    ['one booking matched twice', "update matches set external_id = 'b-1/match/1'", 'matched twice'],
    [
      'a booking on another invoice',
      'update matches set invoice_id = 2',
      'is not in the ledger of its invoice',
    ],
  ])('finds %s', async (_, text, says) => {
    const problems = await problemsAfter(async (sql) => {
      await sql.forgetForeignKeys();
      await sql.exec(text);
    });
    expect(
      problems.some((problem) => problem.includes(says)),
      problems.join(),
    ).toBe(true);
  });
});
