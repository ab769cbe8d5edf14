import { booksOfLine, receiptsOfCollector } from '../../db/case/settlement.ts';
import { eachRow, type Page } from '../../db/pages.ts';
import {
  differenceOf,
  notInFile,
  repeated,
  type SettledLine,
  type SettlementDifference,
} from '../../domain/case/reconcile.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { isBad, Refuses } from '../../files/item.ts';
import type { Mapping } from '../../files/mapping.ts';
import { readSettlement } from '../../files/settlement.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { Progress } from '../kit/progress.ts';

/** What is compared with the books. */
export interface ToReconcile {
  readonly file: string;
  readonly mapping: Mapping | undefined;
  readonly collector: string;
  /** The days that the file is about; its first and last when left out. */
  readonly from: Day | undefined;
  readonly until: Day | undefined;
}

/** The comparison of a settlement file with the books. */
export interface Reconciliation {
  readonly lines: number;
  /** Lines that could not be read. */
  readonly unreadable: number;
  /** Null when the file has no line and no days were named. */
  readonly from: Day | null;
  readonly until: Day | null;
  readonly differences: readonly SettlementDifference[];
  /** By currency, in minor units. */
  readonly inFile: ReadonlyMap<string, number>;
  readonly inBooks: ReadonlyMap<string, number>;
}

const PAGE = 500;

/** Compares every line of a settlement file with the books, and what is booked for its days with the file. */
export async function reconcile(context: Context, one: Tenant, of: ToReconcile): Promise<Reconciliation> {
  const { lines, unreadable, differences, firstLines, inFile, days } = await compareFile(context, one, of);
  const from = of.from ?? days?.from ?? null;
  const until = of.until ?? days?.until ?? null;
  const inBooks = new Map<string, number>();
  if (from !== null && until !== null) {
    const period = { creditor: one.id, collector: of.collector, from, until };
    const booked = (page: Page) => context.db.read((tx) => receiptsOfCollector(tx, { ...period, ...page }));
    for await (const receipt of eachRow({ limit: PAGE }, booked)) {
      add(inBooks, receipt);
      if (!firstLines.has(keyOf(receipt))) differences.push(notInFile(receipt));
    }
  }
  return { lines, unreadable, from, until, differences, inFile, inBooks };
}

/** What was found in the file. */
interface FileSide {
  lines: number;
  unreadable: number;
  days: { readonly from: Day; readonly until: Day } | null;
  /** The first line of each receipt. */
  readonly firstLines: Map<string, number>;
  readonly inFile: Map<string, number>;
  /** In the order of the lines. */
  readonly differences: SettlementDifference[];
}

async function compareFile(context: Context, one: Tenant, of: ToReconcile): Promise<FileSide> {
  const side: FileSide = {
    lines: 0,
    unreadable: 0,
    days: null,
    firstLines: new Map(),
    inFile: new Map(),
    differences: [],
  };
  const progress = new Progress('comparing');
  const options = { mapping: of.mapping, defaultCurrency: one.row.currency };
  let page: SettledLine[] = [];
  const compare = async () => {
    side.differences.push(...(await comparePage(context, one, of.collector, page, side.firstLines)));
    page = [];
    progress.to(side.lines);
  };
  try {
    for await (const item of readSettlement(of.file, options)) {
      if (isBad(item)) {
        if (item.refuses !== Refuses.nothing) side.unreadable += 1;
        continue;
      }
      const line: SettledLine = { line: item.line, ...item.row };
      note(side, line);
      page.push(line);
      if (page.length >= PAGE) await compare();
    }
    await compare();
  } finally {
    progress.end();
  }
  return side;
}

function note(side: FileSide, line: SettledLine): void {
  const { receivedOn } = line;
  side.lines += 1;
  side.days = {
    from: Math.min(side.days?.from ?? receivedOn, receivedOn),
    until: Math.max(side.days?.until ?? receivedOn, receivedOn),
  };
  if (side.firstLines.has(keyOf(line))) return;
  side.firstLines.set(keyOf(line), line.line);
  add(side.inFile, line);
}

async function comparePage(
  { db }: Context,
  { id: creditor }: Tenant,
  collector: string,
  page: readonly SettledLine[],
  firstLines: ReadonlyMap<string, number>,
): Promise<readonly SettlementDifference[]> {
  return db.read(async (tx) => {
    const found: SettlementDifference[] = [];
    for (const line of page) {
      const first = firstLines.get(keyOf(line)) ?? line.line;
      if (first !== line.line) {
        found.push(repeated(line, first));
        continue;
      }
      const { case: reference, receipt } = line;
      const books = await booksOfLine(tx, { creditor, case: reference, receipt });
      const difference = differenceOf(line, books, collector);
      if (difference !== null) found.push(difference);
    }
    return found;
  });
}

/** Receipts are numbered by the collector, for each case on its own or for all: both together name one. */
function keyOf(of: { readonly case: string; readonly receipt: string }): string {
  return JSON.stringify([of.case, of.receipt]);
}

function add(
  sums: Map<string, number>,
  { currency, amount }: { readonly currency: string; readonly amount: number },
): void {
  sums.set(currency, (sums.get(currency) ?? 0) + amount);
}
