import { type Day, parseDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { formatRate } from '../../domain/money/rate.ts';
import type { Scale } from '../../domain/money/scale.ts';

export function day(date: string): Day {
  const found = parseDay(date);
  if (found === undefined) throw new RangeError(`${date} is no date`);
  return found;
}

/** An amount for a table: every currency of the tables has hundredths. */
export function amount(minor: number): string {
  return formatAmount(minor, 'EUR');
}

/** Each bracket of a scale in words, with its least and most. */
export function scale({ brackets, least, most }: Scale): string {
  if (brackets.length === 0) return 'none';
  const parts = brackets.map(({ above, base, rate }) => {
    const sum = [base > 0 ? amount(base) : '', rate > 0 ? `${formatRate(rate)} of what is above` : '']
      .filter((part) => part !== '')
      .join(' and ');
    return above === 0 ? sum.replace(' of what is above', '') : `above ${amount(above)}: ${sum}`;
  });
  const ends = [least, most].map((end, i) =>
    end === undefined ? [] : [`${i === 0 ? 'at least' : 'at most'} ${amount(end)}`],
  );
  return [...parts, ...ends.flat()].join('; ');
}

export function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...body.map(line)].join('\n');
}
