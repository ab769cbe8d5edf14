import { COUNTRIES } from '../../calendar/countries.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { costsLaw } from '../../domain/money/costs-law.ts';
import { feeLaw } from '../../domain/money/fee-law.ts';
import { interestLaw } from '../../domain/money/interest-law.ts';
import type { Table } from '../../domain/money/table.ts';
import { rows } from './write.ts';

/** What is built in per country and kind of customer, and where it ends. */
export function coverage(): string {
  const body = Object.keys(COUNTRIES)
    .sort()
    .flatMap((country) =>
      Object.values(CustomerKind).map((kind) => [
        country,
        kind,
        reach(interestLaw(country, kind)?.rates),
        reach(feeLaw(country, kind)?.amounts),
        reach(costsLaw(country, kind)?.scales),
      ]),
    );
  return rows(['country', 'towards', 'interest', 'fees', 'costs'], body);
}

function reach(table: Table<unknown> | undefined): string {
  if (table === undefined) return '–';
  const last = table.rows.at(-1)?.until ?? null;
  return last === null ? 'built in' : `through ${formatDay(last)}`;
}
