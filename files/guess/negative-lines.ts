import { isNegative } from './amounts.ts';
import { creditedBy } from './credited.ts';
import type { GuessKind, Table } from './header.ts';
import type { Line, Money } from './lines.ts';
import { CREDIT_ON, type Places } from './places.ts';

/** What the rows are that take back. */
export function negativeLines(
  kind: GuessKind,
  table: Table,
  places: Places,
  money: Money,
  unclear: string[],
): Line[] {
  const rows = kind === 'customers' ? [] : table.rows.filter((row) => takesBack(kind, row, places, money));
  if (rows.length === 0) return [];
  const some = `(${rows.length} of those looked at)`;
  if (kind === 'payments') {
    unclear.push(
      `rows of money that went out or back ${some}: write what they are: negativeRows: chargeback, reversal, refund or skip`,
    );
    return [];
  }
  const number = places.get('number');
  const taken = new Set([...places].flatMap(([field, index]) => (field === CREDIT_ON ? [] : [index])));
  const credited =
    number === undefined ? undefined : creditedBy(table, number, rows, (index) => !taken.has(index));
  const named = credited?.index ?? places.get(CREDIT_ON);
  if (named === undefined || rows.every((row) => (row[named] ?? '') === '')) {
    unclear.push(
      `credits ${some}: no column seems to name their invoice, and they are taken as the customer’s. Where a column does, write negativeRows: { creditOn: COLUMN }`,
    );
    return [
      { key: 'negativeRows', value: 'customerCredit', comment: 'guessed: no column names their invoice' },
    ];
  }
  const column = table.names[named];
  const creditOn = credited?.after === undefined ? column : { column, after: credited.after };
  const value = { creditOn, otherwise: 'customerCredit' };
  const comment = 'guessed by the numbers that credits name; others are the customer’s';
  return [{ key: 'negativeRows', value, comment }];
}

function takesBack(
  kind: GuessKind,
  row: readonly string[],
  places: Places,
  { amounts, sides, signs }: Money,
): boolean {
  if (amounts === undefined) return false;
  if (sides !== undefined) {
    const back = row[kind === 'invoices' ? sides.credit : sides.debit] ?? '';
    return /[1-9]/.test(back);
  }
  const amount = row[places.get('amount') ?? -1] ?? '';
  const word = (row[signs?.index ?? -1] ?? '').toLowerCase();
  return isNegative(amount, amounts) || signs?.minus.includes(word) === true;
}
