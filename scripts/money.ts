import { keep, textOf } from './kept-file.ts';
import { exampleTable, interestTables } from './money/interest.ts';

/*
 * tsx scripts/money.ts            writes the tables and examples of docs/money.md from domain/money/
 * tsx scripts/money.ts --check    exit 1 when the page is not what they say
 */

const PAGE = 'docs/money.md';

const parts = { 'interest tables': interestTables(), 'interest examples': exampleTable() };
const after = Object.entries(parts).reduce(
  (page, [name, part]) =>
    page.replace(
      new RegExp(`(<!-- ${name}: by scripts/money.ts -->\n).*?(<!-- /${name} -->)`, 's'),
      (_, begin: string, end: string) => `${begin}\n${part}\n\n${end}`,
    ),
  textOf(PAGE),
);

keep(PAGE, after, 'money');
