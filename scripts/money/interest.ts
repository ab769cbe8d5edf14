import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { type Day, formatDay, parseDay } from '../../domain/kernel/day.ts';
import { EntryKind, type LedgerEntry } from '../../domain/kernel/ledger.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { accrueInterest, interestToBook } from '../../domain/money/accrual.ts';
import { InterestStart } from '../../domain/money/charge-rules.ts';
import { INTEREST_LAWS } from '../../domain/money/interest-law.ts';
import { interestTerms } from '../../domain/money/interest-terms.ts';
import { formatRate } from '../../domain/money/rate.ts';
import { standingsOf } from '../../domain/money/standings.ts';
import type { Table } from '../../domain/money/table.ts';

/** Every table of rates, in the order of the countries. */
export function interestTables(): string {
  const tables = new Set(Object.values(INTEREST_LAWS).flatMap((law) => Object.values(law)));
  const rates = new Set([...tables].map((law) => law.rates));
  return [...rates].map(tableOf).join('\n\n');
}

function tableOf({ name, law, rows }: Table<number>): string {
  const sources = [...new Set(rows.map(({ source }) => source))];
  return [
    `**${name}**, ${law}. Source: ${sources.join('; ')}.`,
    '',
    '| from | through | per year |',
    '|---|---|---|',
    ...rows.map(
      ({ from, until, value }) =>
        `| ${formatDay(from)} | ${until === null ? '' : formatDay(until)} | ${formatRate(value)} |`,
    ),
  ].join('\n');
}

const ISSUED = day('2025-08-16');
const FIRST = day('2025-09-16');
const PAID: LedgerEntry = {
  externalId: 'bank-1',
  kind: EntryKind.PAYMENT,
  amount: 40_000,
  bookedOn: day('2025-12-01'),
  recordedAt: 0,
};

/** One invoice over two letters and a part payment: what each letter books, and of what it is made. */
export function exampleTable(): string {
  const found = interestTerms({ kind: 'statutory', start: InterestStart.law }, 'NL', CustomerKind.consumer);
  if (!found.ok || found.terms === null) throw new Error('no table for the example');
  const { terms } = found;
  let booked = 0;
  const rows = ['2025-10-31', '2026-01-31'].map((date) => {
    const accrual = accrueInterest({
      terms,
      from: FIRST,
      through: day(date),
      standings: standingsOf(100_000, ISSUED, [PAID]),
    });
    if (!accrual.ok) throw new Error(accrual.reason);
    const now = interestToBook(accrual.total, booked);
    booked += now;
    const made = accrual.segments.map(
      ({ from, through, days, rate, principal, amount }) =>
        `${formatDay(from)} to ${formatDay(through)}: ${days} days of ${eur(principal)} at ${formatRate(rate)} = ${eur(amount)}`,
    );
    return `| ${date} | ${made.join('<br>')} | ${eur(accrual.total)} | ${eur(now)} |`;
  });
  return ['| letter | made of | accrued | booked |', '|---|---|---|---|', ...rows].join('\n');
}

function eur(minor: number): string {
  return formatAmount(minor, 'EUR');
}

function day(date: string): Day {
  return parseDay(date) ?? 0;
}
