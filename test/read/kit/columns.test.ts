import { expect, it } from 'vitest';
import { CASE_COLUMNS } from '../../../read/case/columns.ts';
import { INVOICE_COLUMNS } from '../../../read/invoice/columns.ts';
import { chosenColumns } from '../../../read/kit/columns.ts';
import { WrongQuery } from '../../../read/kit/wrong-query.ts';

it('columns are taken by name, however written, in the order in which they are asked for', () => {
  expect(chosenColumns(INVOICE_COLUMNS, 'open, NUMBER,dueon', ['stage'])).toEqual([
    'open',
    'number',
    'dueOn',
  ]);
  expect(chosenColumns(INVOICE_COLUMNS, undefined, ['stage'])).toEqual(['stage']);
});

it.each([
  [INVOICE_COLUMNS, 'number,numbr', 'numbr', 'There is no column numbr; did you mean number?'],
  [
    CASE_COLUMNS,
    'qqqqqq',
    'qqqqqq',
    `There is no column qqqqqq: there are ${Object.keys(CASE_COLUMNS).join(', ')}.`,
  ],
])('an unknown column is refused by field and value, with what is right', (columns, asked, value, says) => {
  const refusal = (() => {
    try {
      return chosenColumns(columns as Record<string, unknown>, asked, []);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(WrongQuery);
  expect(refusal).toMatchObject({ field: 'columns', value, message: says });
});
