import { type Day, formatDay } from '../../domain/kernel/day.ts';

export { momentText } from '../../domain/kernel/moment.ts';
export { money } from '../../domain/kernel/money.ts';

/** A local day, or nothing. */
export function dayText(day: Day | null | undefined): string {
  return day === null || day === undefined ? '' : formatDay(day);
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
