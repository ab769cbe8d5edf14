import { type Day, dayFrom, formatDay } from '../kernel/day.ts';
import { formatAmount } from '../kernel/money.ts';

/** What of a statement shows whether the one before it is missing. Amounts are minor units with their sign. */
export interface StatementLink {
  readonly number: number | null;
  /** Of a statement in several parts. */
  readonly page: number | null;
  readonly isLast: boolean;
  readonly opening: number | null;
  readonly closing: number | null;
  readonly closesOn: Day;
}

/** A statement that was taken, as it bears on freshness. */
export interface TakenStatement extends StatementLink {
  /** Its entries were all read, and lead from its opening to its closing balance. */
  readonly isWhole: boolean;
  /** What is missing before it; null when it follows the one before. */
  readonly gap: string | null;
  /** A person said that it counts, whatever is missing. */
  readonly isAccepted: boolean;
}

/** The order in which an account's statements follow each other. */
export function compareStatements(a: StatementLink, b: StatementLink): number {
  return a.closesOn - b.closesOn || (a.number ?? 0) - (b.number ?? 0) || (a.page ?? 0) - (b.page ?? 0);
}

/**
 * What is missing between two statements of an account, in words; null when the second follows the first. Balances
 * that continue do not make up for a number that is missing: a payment and its return cancel out in a balance.
 */
export function gapBetween(before: StatementLink, after: StatementLink, currency: string): string | null {
  const numbers = missingNumbers(before, after);
  if (numbers !== null) return numbers;
  if (before.closing !== null && after.opening !== null && before.closing !== after.opening) {
    const shown = (amount: number) => formatAmount(amount, currency);
    return `what moved the balance from ${shown(before.closing)} on ${formatDay(before.closesOn)} to ${shown(after.opening)}`;
  }
  return null;
}

function missingNumbers(before: StatementLink, after: StatementLink): string | null {
  if (before.number === null || after.number === null) return null;
  // Some banks number by the day of the year, which says nothing of days without a statement.
  if (isDayNumber(before) && isDayNumber(after)) return null;
  if (before.number === after.number) return missingPages(before, after);
  if (!before.isLast) return `the rest of statement ${before.number}`;
  const isNewYear = after.number <= 1 && yearOf(after.closesOn) > yearOf(before.closesOn);
  if (after.number === before.number + 1 || isNewYear) return firstPages(after);
  const isNewSeries = after.number < before.number && yearOf(after.closesOn) > yearOf(before.closesOn);
  const first = isNewSeries ? 1 : before.number + 1;
  const last = after.number - 1;
  if (first > last) return `the statements between numbers ${before.number} and ${after.number}`;
  return first === last ? `statement ${first}` : `statements ${first} to ${last}`;
}

function missingPages(before: StatementLink, after: StatementLink): string | null {
  if (before.page === null || after.page === null || after.page === before.page + 1) return null;
  const between = after.page - before.page;
  return between > 1 ? `part ${before.page + 1} of statement ${after.number}` : null;
}

function firstPages({ number, page }: StatementLink): string | null {
  return page !== null && page > 1 ? `the first part of statement ${number}` : null;
}

/** True for 330, 26330 and 2026330 on the 330th day of 2026. */
function isDayNumber({ number, closesOn }: StatementLink): boolean {
  if (number === null) return false;
  const year = yearOf(closesOn);
  const dayOfYear = closesOn - (dayFrom(year, 1, 1) ?? closesOn) + 1;
  const prefix = Math.floor(number / 1000);
  return number % 1000 === dayOfYear && (prefix === 0 || prefix === year || prefix === year % 100);
}

function yearOf(day: Day): number {
  return Number(formatDay(day).slice(0, 4));
}

/** True when nobody can know from this statement on what was booked: something is missing before it or in it. */
function breaksOff({ isWhole, gap, isAccepted }: TakenStatement): boolean {
  return !isAccepted && (!isWhole || gap !== null);
}

const SEVERAL = /^(the )?statements /;

/** What is missing before a statement or in it, in words; null when nothing is, or somebody said that it counts. */
export function breakInWords(account: string, statement: TakenStatement): string | null {
  if (!breaksOff(statement)) return null;
  const { number, closesOn, gap } = statement;
  const numbered = number === null ? '' : ` (number ${number})`;
  const named = `the statement of ${formatDay(closesOn)}${numbered}`;
  const are = gap !== null && SEVERAL.test(gap) ? 'are' : 'is';
  if (gap !== null) return `account ${account}: ${gap} ${are} missing before ${named}`;
  return `account ${account}: ${named} is not whole`;
}

/**
 * The last day that the statements tell of without a gap; undefined when there is none. Takes an account's statements
 * up to the first that breaks off, or to the last, in their order.
 */
export function completeThrough(statements: readonly TakenStatement[]): Day | undefined {
  let through: Day | undefined;
  for (const statement of statements) {
    if (breaksOff(statement)) return through;
    // The parts of a statement tell of its day only once they are all there.
    if (statement.isLast) through = statement.closesOn;
  }
  return through;
}
