import { createCalendar } from '../../calendar/calendar.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { EntryKind, type LedgerEntry } from '../../domain/kernel/ledger.ts';
import { accrueInterest, interestToBook } from '../../domain/money/accrual.ts';
import { InterestStart } from '../../domain/money/charge-rules.ts';
import { INTEREST_LAWS } from '../../domain/money/interest-law.ts';
import { interestRuns } from '../../domain/money/interest-start.ts';
import { interestTerms } from '../../domain/money/interest-terms.ts';
import { formatRate } from '../../domain/money/rate.ts';
import { standingsOf } from '../../domain/money/standings.ts';
import type { Table } from '../../domain/money/table.ts';
import { amount, day, rows } from './write.ts';

/** Every table of rates, in the order of the countries. */
export function interestTables(): string {
  const laws = Object.values(INTEREST_LAWS).flatMap((law) => Object.values(law));
  return [...new Set(laws.map(({ rates }) => rates))].map(tableOf).join('\n\n');
}

function tableOf({ name, law, rows: values }: Table<number>): string {
  const head = `**${name}**: ${law}.`;
  const body = values.map(({ from, until, value, source }) => [
    formatDay(from),
    until === null ? 'no end' : formatDay(until),
    formatRate(value),
    source,
  ]);
  return `${head}\n\n${rows(['from', 'through', 'per year', 'source'], body)}`;
}

const PRINCIPAL = 100_000;
const ISSUED = day('2025-08-16');
const DUE = day('2025-09-15');
const PAYMENT: LedgerEntry = {
  externalId: 'bank-1',
  kind: EntryKind.PAYMENT,
  amount: 40_000,
  bookedOn: day('2025-12-01'),
  recordedAt: 0,
};

/** One invoice over two letters and a part payment: what each letter books, and of what it is made. */
export function interestExample(): string {
  const found = interestTerms({ kind: 'statutory', start: InterestStart.law }, 'NL', CustomerKind.consumer);
  const terms = found.ok ? found.terms : null;
  if (terms === null) throw new Error('there is no table for the example');
  const calendar = createCalendar({ country: 'NL', timeZone: 'Europe/Amsterdam' });
  const runs = interestRuns(terms.begins, { dueOn: DUE, firstReminder: null, calendar });
  const from = runs?.from ?? DUE;
  const standings = standingsOf(PRINCIPAL, ISSUED, [PAYMENT]);
  let booked = 0;
  const body = ['2025-10-31', '2026-01-31'].map((date) => {
    const accrual = accrueInterest({ terms, from, through: day(date), standings });
    if (!accrual.ok) throw new Error(accrual.reason);
    const toBook = interestToBook(accrual.total, booked);
    booked += toBook;
    const made = accrual.segments.map(
      (one) =>
        `${formatDay(one.from)} to ${formatDay(one.through)}: ${one.days} days of ${amount(one.principal)} at ${formatRate(one.rate)} = ${amount(one.amount)}`,
    );
    return [date, made.join('<br>'), amount(accrual.total), amount(toBook)];
  });
  return rows(['letter', 'made of', 'accrued', 'booked'], body);
}
