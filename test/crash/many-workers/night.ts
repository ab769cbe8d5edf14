import { setTimeout as sleep } from 'node:timers/promises';
import { checkBooks } from '../../../db/books/books.ts';
import type { Database } from '../../../db/database.ts';
import { howManyFail, isNothingDue, seeWork } from '../../../worker/undone.ts';
import { workInWords } from '../../../worker/undone-words.ts';
import { randomFrom } from '../../workflows/serverless/random-order.ts';
import { dayOf } from '../one-day.ts';
import { type Book, readBooks } from './books.ts';
import { creditorFile, type NightInvoice, writeInvoices, writePayments } from './invoices.ts';
import { lettersIn } from './letters.ts';
import type { BooksPlace, RawBooks } from './raw-books.ts';
import { publishCreditor, stageForNight } from './stage-invoices.ts';
import { type Stage, withWorkers } from './with-workers.ts';
import { askWitness, installWitness, type Seen } from './witness.ts';

export interface NightSettings {
  /** Empty, and removed by whoever made it. */
  readonly folder: string;
  readonly books: BooksPlace;
  /** When letters may go out; all that is due must be due at once in it. */
  readonly sending: string;
  readonly workers: number;
  readonly invoices: readonly NightInvoice[];
  /** Paid before the first letter. */
  readonly paidBefore: readonly NightInvoice[];
  /** Paid meanwhile, part by part: `at` says when so much of the work is done, from 0 to 1; later than that, at its end. */
  readonly paid: readonly { readonly at: number; readonly invoices: readonly NightInvoice[] }[];
  /** How often a worker is killed. */
  readonly kills: number;
  readonly seed: number;
  readonly onMessage: (text: string) => void;
}

export interface Night {
  readonly books: ReadonlyMap<string, Book>;
  readonly seen: Seen;
  /** Letters that came out, by their keys; and what else came of claims that were cut off. */
  readonly letters: readonly string[];
  readonly bookProblems: readonly unknown[];
  readonly failing: number;
  /** From the first letter until nothing more was due. */
  readonly seconds: number;
}

/** Long enough for whatever a killed worker had in hand to run out, several times. */
const PATIENCE_MS = 240_000;
const CALM_MS = 2_000;
const LOOK_MS = 250;
const LONGEST_PAUSE_MS = 400;

/**
 * Carries the invoices through one night: their reminders and transfers are all due at once. What happens meanwhile
 * comes when so much of the work is done, so that it comes in the middle of it however fast the machine is: parts of
 * the payments, and workers killed at random.
 */
export async function runNight(settings: NightSettings): Promise<Night> {
  return withWorkers(settings, async (stage) => {
    const { db, raw, pool, outbox } = stage;
    await installWitness(raw);
    await begin(db, settings);
    for (let which = 0; which < settings.workers; which++) pool.start(which);
    const since = await played(stage, settings);
    const seconds = (Date.now() - since) / 1000;
    const left = await db.read((tx) => seeWork(tx, Date.now()));
    await pool.stop();
    return {
      books: await readBooks(raw),
      seen: await askWitness(raw),
      letters: await lettersIn(outbox),
      bookProblems: await checkBooks(db, (_creditor, at) => dayOf(at)),
      failing: howManyFail(left),
      seconds,
    };
  });
}

async function begin(db: Database, { folder, invoices, paidBefore, sending }: NightSettings): Promise<void> {
  await publishCreditor(db, folder, creditorFile(sending));
  await stageForNight(db, writeInvoices(folder, invoices));
  if (paidBefore.length > 0)
    await stageForNight(db, { payments: writePayments(folder, 'paid-before', paidBefore) });
}

/** All that happens in the night, in its order; returns when the first letter went out. */
async function played({ db, raw, pool }: Stage, settings: NightSettings): Promise<number> {
  const { invoices, paid, kills, workers, seed, onMessage, folder } = settings;
  const random = randomFrom(seed);
  const happenings: { readonly at: number; readonly happen: () => Promise<void> }[] = [
    ...paid.map(({ at, invoices }, i) => ({
      at,
      happen: () => stageForNight(db, { payments: writePayments(folder, `payments-${i}`, invoices) }),
    })),
    ...Array.from({ length: kills }, () => ({
      at: random(1_000) / 1_000,
      happen: async () => {
        await sleep(random(LONGEST_PAUSE_MS));
        await pool.killAndRestart(random(workers));
      },
    })),
  ].sort((a, b) => a.at - b.at);
  let since = 0;
  let calmSince = 0;
  let movedAt = Date.now();
  let trail = '';
  for (;;) {
    const dead = pool.dead();
    if (dead.length > 0) throw new Error(dead.join('\n'));
    const now = Date.now();
    const done = await doneOf(raw);
    if (done > 0 && since === 0) since = now;
    const next = happenings[0];
    // With all paid before, the last of it would wait for what never comes.
    if (next !== undefined && (done / invoices.length >= next.at || calmSince > 0)) {
      happenings.shift();
      await next.happen();
      onMessage(`${done} of ${invoices.length} done; ${happenings.length} more to happen.`);
      calmSince = 0;
      continue;
    }
    const work = await db.read((tx) => seeWork(tx, now));
    const undecided = await undecidedOf(raw);
    const seen = `${done} ${undecided} ${work.trail} ${JSON.stringify(work.due)}`;
    if (seen !== trail) movedAt = now;
    trail = seen;
    const isCalm = isNothingDue(work.due) && howManyFail(work) === 0 && done > 0 && undecided === 0;
    if (!isCalm) calmSince = 0;
    else if (calmSince === 0) calmSince = now;
    else if (next === undefined && now - calmSince >= CALM_MS) return since;
    if (now - movedAt > PATIENCE_MS) throw new Error(`Nothing moves any more. ${workInWords(work)}`);
    await sleep(LOOK_MS);
  }
}

/** Invoices with money in the ledger that their workflow, told of it, has not decided on: no row says that it is due. */
async function undecidedOf(raw: RawBooks): Promise<number> {
  const rows = await raw.all<{ readonly n: number }>(
    `select count(*) as n from invoices
      where open_principal > 0 and exists (select 1 from ledger_entries where invoice_id = invoices.id)`,
  );
  return rows[0]?.n ?? 0;
}

/** How many of the invoices have had what was due. */
async function doneOf(raw: RawBooks): Promise<number> {
  const rows = await raw.all<{ readonly n: number }>(
    `select count(*) as n from invoices where stage in ('REMINDED', 'PAID', 'TRANSFERRED')`,
  );
  return rows[0]?.n ?? 0;
}
