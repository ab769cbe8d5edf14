import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';

export { momentText } from '../../domain/kernel/moment.ts';

/** A local day, or nothing. */
export function dayText(day: Day | null | undefined): string {
  return day === null || day === undefined ? '' : formatDay(day);
}

/** An amount with its currency, for sentences. */
export function money(minor: number, currency: string): string {
  return `${formatAmount(minor, currency)} ${currency}`;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
