import { getSetting, setSetting } from '../../db/settings.ts';
import type { Carried, CarriedKind } from '../../db/sweep/carried.ts';
import type { Tx } from '../../db/tx.ts';
import { OF_NO_CREDITOR } from '../../db/workers/of-no-creditor.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { CARRIERS, type Carriers, lackingOf, lostAfter, strays } from '../../gather/sweep/carriers.ts';
import type { Deps } from '../deps.ts';
import { startCaseAgain, takeUpInvoice } from '../wake/start-again.ts';

/**
 * Pages of a thousand rows that each sweep looks at, whatever the counts say: a few seconds of the server. They find
 * what the counts hide, one workflow gone and one too many.
 */
const PAGES_EACH_TIME = 25;
/** Pages of running workflows, the newest first, in which those of nobody are looked for. */
const PAGES_OF_STRAYS = 100;
/** Starts under way at once. */
const AT_ONCE = 20;
/** How many are named in one sentence; all of them are counted. */
const NAMED = 5;

/** How far the last sweep came, by kind of row: the next one goes on there. */
const UP_TO: Readonly<Record<CarriedKind, string>> = {
  invoices: 'sweep compared invoices up to',
  cases: 'sweep compared cases up to',
};

/**
 * Holds what the books say is carried against what the server runs, and takes up what it does not: terminated,
 * deleted, failed, or never there. Names the workflows of what is not in the books.
 *
 * A part of the rows at each sweep, in turns; all of them when the server runs fewer than the books say.
 */
export async function compareWithServer(
  deps: Deps,
  asOf: Instant,
  { odd, everything, onProgress }: Comparing,
): Promise<number> {
  let started = 0;
  for (const of of CARRIERS) {
    const lacking = await lackingOf(deps.db, deps.workflows, of);
    const pages = everything || lacking > 0 ? Number.POSITIVE_INFINITY : PAGES_EACH_TIME;
    started += await takeUpLost(deps, of, asOf, { odd, onProgress, pages });
    if (everything || lacking < 0) await nameStrays(deps, of, everything, odd);
  }
  return started;
}

export interface Comparing {
  readonly odd: string[];
  /** Look at all rows, whatever the counts say. */
  readonly everything: boolean;
  readonly onProgress: (says: string) => void;
}

async function takeUpLost(
  deps: Deps,
  of: Carriers,
  asOf: Instant,
  { odd, onProgress, pages }: Omit<Comparing, 'everything'> & { readonly pages: number },
): Promise<number> {
  const from = Number((await deps.db.read((tx) => getSetting(tx, UP_TO[of.kind]))) ?? 0);
  const takenUp: string[] = [];
  let looked = 0;
  let upTo = from;
  // Behind the mark first, then from the beginning up to it.
  const parts = [
    { after: from, end: Number.POSITIVE_INFINITY },
    ...(from > 0 ? [{ after: 0, end: from }] : []),
  ];
  for (const { after, end } of parts) {
    if (looked >= pages) break;
    for await (const { lost, lastId } of lostAfter(deps.db, deps.workflows, of, after)) {
      takenUp.push(...(await takeUp(deps, of, lost, asOf, odd)));
      onProgress(`${takenUp.length} ${of.kind} taken up`);
      looked += 1;
      upTo = lastId;
      if (looked >= pages || lastId >= end) break;
    }
  }
  if (looked < pages) upTo = 0;
  const mark = (tx: Tx) => setSetting(tx, UP_TO[of.kind], String(upTo));
  if (upTo !== from) await deps.db.transaction(mark, OF_NO_CREDITOR);
  if (takenUp.length > 0) odd.push(`Taken up again, as no workflow ran: ${named(takenUp)}.`);
  return takenUp.length;
}

async function takeUp(
  deps: Deps,
  of: Carriers,
  lost: readonly Carried[],
  asOf: Instant,
  odd: string[],
): Promise<readonly string[]> {
  const started: string[] = [];
  for (let i = 0; i < lost.length; i += AT_ONCE) {
    const some = lost.slice(i, i + AT_ONCE).map(async (row) => {
      const { creditor, name } = row;
      const result =
        of.kind === 'invoices'
          ? await takeUpInvoice(deps, { creditor, number: name }, asOf, odd)
          : await startCaseAgain(deps, { creditor, reference: name }, odd);
      if (result === 'started') started.push(of.says(row));
    });
    await Promise.all(some);
  }
  return started;
}

/** Nothing is ended here: a worker that was given a wrong folder would end all that is right. */
async function nameStrays(deps: Deps, of: Carriers, everything: boolean, odd: string[]): Promise<void> {
  const found: string[] = [];
  let pages = 0;
  for await (const some of strays(deps.db, deps.workflows, of)) {
    found.push(...some);
    pages += 1;
    if (!everything && pages >= PAGES_OF_STRAYS) break;
  }
  if (found.length > 0) odd.push(`Workflows of ${of.kind} that are not in the books: ${named(found)}.`);
}

function named(all: readonly string[]): string {
  const some = all.slice(0, NAMED).join(', ');
  return all.length > NAMED ? `${all.length}, such as ${some}` : some;
}
