import { keep, textOf } from './kept-file.ts';
import { costsExamples, costsTables } from './money/costs.ts';
import { coverage } from './money/coverage.ts';
import { feeExample, feeTables } from './money/fees.ts';
import { interestExample, interestTables } from './money/interest.ts';
import { fourteenDayTable } from './money/letters.ts';
import { refusals } from './money/refusals.ts';

/*
 * tsx scripts/money.ts            writes the tables and examples of docs/money.md from domain/money/
 * tsx scripts/money.ts --check    exit 1 when the page is not what they say
 */

const PAGE = 'docs/money.md';

const parts = {
  coverage: coverage(),
  'interest example': interestExample(),
  'interest tables': interestTables(),
  'costs examples': costsExamples(),
  '14-day letters': fourteenDayTable(),
  'costs tables': costsTables(),
  'fee example': feeExample(),
  'fee tables': feeTables(),
  refusals: refusals(),
};
const after = Object.entries(parts).reduce(
  (page, [name, part]) =>
    page.replace(
      new RegExp(`(<!-- ${name}: by scripts/money.ts -->\n).*?(<!-- /${name} -->)`, 's'),
      (_, begin: string, end: string) => `${begin}\n${part}\n\n${end}`,
    ),
  textOf(PAGE),
);

keep(PAGE, after, 'money');
