import { type Page, pages } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import { formatDay, type Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import type { Woken } from '../wake/wake-invoice.ts';
import { unlessRefused } from './refused-by-server.ts';

/** A step this late was not merely waiting for its worker's turn. */
const LATE_MS = 15 * 60_000;
/** A step this late, although its workflow was told before, is something for a person. */
export const VERY_LATE_MS = 6 * 3_600_000;
/** Rows that one question asks for. */
export const PAGE = 500;
const MS_PER_DAY = 86_400_000;

interface SweptRow {
  readonly id: number;
  readonly version: number;
  readonly nextStep: string;
  readonly nextAt: Instant | null;
}

/** What the sweep is told of one kind of rows that workflows carry. */
export interface Swept<Row extends SweptRow> {
  /** As sentences call it: `Invoice 1001 of acme`. */
  whom(row: Row): string;
  withoutWorkflow(tx: Tx, page: Page): Promise<readonly Row[]>;
  overdue(tx: Tx, before: Instant, limit: number): Promise<readonly Row[]>;
  startAgain(deps: Deps, row: Row, asOf: Instant, odd: string[]): Promise<'started' | 'left'>;
  wake(deps: Deps, row: Row, commandId: string, asOf: Instant): Promise<Woken>;
}

/** Starts what is open and that no workflow carries, page by page; returns how many. */
export async function startMissing<Row extends SweptRow>(
  deps: Deps,
  of: Swept<Row>,
  asOf: Instant,
  odd: string[],
  onProgress: (says: string) => void,
): Promise<number> {
  let started = 0;
  const read = (page: Page) => deps.db.read((tx) => of.withoutWorkflow(tx, page));
  for await (const page of pages({ limit: PAGE }, read)) {
    for (const row of page) if ((await of.startAgain(deps, row, asOf, odd)) === 'started') started += 1;
    onProgress(`${started} started`);
  }
  return started;
}

/** Tells what is late to look again; says of each that is very late when it should have gone on. */
export async function wakeLate<Row extends SweptRow>(
  deps: Deps,
  of: Swept<Row>,
  asOf: Instant,
  odd: string[],
): Promise<{ readonly late: number; readonly woken: number }> {
  const late = await deps.db.read((tx) => of.overdue(tx, asOf - LATE_MS, PAGE));
  let woken = 0;
  for (const row of late) {
    const whom = of.whom(row);
    const told = await unlessRefused(odd, whom, () => of.wake(deps, row, `late/${row.version}`, asOf));
    if (isTold(told)) woken += 1;
    if (row.nextAt !== null && row.nextAt < asOf - VERY_LATE_MS) {
      const on = formatDay(Math.floor(row.nextAt / MS_PER_DAY));
      odd.push(`${whom} should have gone on (${row.nextStep}) on ${on}.`);
    }
  }
  return { late: late.length, woken };
}

export function isTold(result: Woken | 'refused'): boolean {
  return result === 'started' || result === 'woken';
}
