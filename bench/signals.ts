import { evaluateSignals } from '../activities/signals/evaluate.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { ARREARS_OF_PAGE } from '../db/signals/arrears.ts';
import { EARLY_TO_UPDATE, GATEWAY, holdsFor } from '../db/signals/conditions.ts';
import { type Evaluation, IN_ARREARS, NONE_REFUSED, paramsOf } from '../db/signals/evaluation.ts';
import { takenBackOf } from '../db/signals/taken-back.ts';
import { preparedStatements } from '../db/tx.ts';
import { finalLevelOf } from '../domain/signals/final-level.ts';
import { createSources } from '../gather/sources.ts';
import {
  customerOf,
  type GeneratedCustomer,
  insertPopulation,
} from '../test/activities/signals/population.ts';
import { policy } from '../test/db/samples.ts';
import { sql } from '../test/db/sql.ts';
import {
  AS_OF,
  CREDITOR,
  policyWithFinal,
  publishSample,
  settings,
  TODAY,
} from '../test/domain/signals/sample-settings.ts';
import { type BooksForBench, type EngineOfBench, withBooks } from './books-for-bench.ts';
import { childrenOf, processorSeconds } from './processor-time.ts';

/*
 * npm run bench -- signals [customers] [--database postgres]
 *
 * Evaluates that many customers with about as many open invoices in one run, and holds it against the bare
 * `insert … select` with the same conditions over the same rows, in the same process and run.
 */

export interface SignalsBench {
  readonly database: EngineOfBench;
  readonly customers: number;
  readonly invoices: number;
  readonly prepared: number;
  /** Best of the rounds. */
  readonly bareSeconds: number;
  readonly evaluationSeconds: number;
  /** Speed of the evaluation by the clock on the wall, the bare statement being 1. */
  readonly ratio: number;
  /** The same by processor time, which other programs on the machine disturb less; that of a server is part of it. */
  readonly processorRatio: number;
  readonly rounds: readonly string[];
  readonly memoryGrowthMb: number;
}

const ROUNDS = 3;
/** The bare statement takes as long as it takes. */
const LIMITS = { statementMs: 3_600_000, idleMs: 3_600_000 };

export async function benchSignals(customers: number, database: EngineOfBench): Promise<SignalsBench> {
  return withBooks(database, async (books) => {
    const { place } = books;
    const db = await openDatabase('url' in place ? { ...place, limits: LIMITS } : place);
    try {
      return { database, ...(await benchOn(books, db, customers)) };
    } finally {
      await db.close();
    }
  });
}

async function benchOn(
  books: BooksForBench,
  db: Database,
  customers: number,
): Promise<Omit<SignalsBench, 'database'>> {
  const address = 'url' in books.place ? books.place.url : books.place.file;
  const measured = (work: () => Promise<unknown>) => timeOf(books, work);
  await publishSample(db);
  note(`Generating ${customers} customers …`);
  const generated = await measured(() =>
    insertPopulation(address, { seed: 7, to: customers, make: oneInvoiceEach }),
  );
  note(`… in ${generated.wall.toFixed(0)} s.`);
  await sql(address).exec(
    'create table bare (customer_id bigint, type text, gateway text, amount bigint, early text)',
  );
  // As autovacuum does within a minute. The bare statement, being one page of all, needs it; ours does not.
  if (books.postgres !== undefined) await sql(address).exec('analyze');
  const bares: Measured[] = [];
  const evaluations: Measured[] = [];
  let memoryGrowthMb = 0;
  // In turns, so that what else runs on the machine disturbs both alike; the best of each counts.
  for (let round = 1; round <= ROUNDS; round++) {
    bares.push(await measured(() => bare(db, customers)));
    await sql(address).exec('delete from bare; delete from signal_candidates');
    const before = process.memoryUsage().rss;
    let most = before;
    const seen = () => {
      most = Math.max(most, process.memoryUsage().rss);
    };
    const deps = { db, sources: createSources(false) };
    evaluations.push(await measured(() => evaluateSignals(deps, { creditor: CREDITOR }, AS_OF, seen)));
    memoryGrowthMb = Math.max(memoryGrowthMb, (most - before) / 2 ** 20);
    note(`Round ${round}: ${inWords(bares.at(-1))} bare, ${inWords(evaluations.at(-1))} evaluation.`);
  }
  const best = (of: readonly Measured[], by: keyof Measured) => Math.min(...of.map((round) => round[by]));
  return {
    customers,
    invoices: await sql(address).one('select count(*) from invoices'),
    prepared: await sql(address).one(`select count(*) from signal_candidates where state = 'prepared'`),
    bareSeconds: best(bares, 'wall'),
    evaluationSeconds: best(evaluations, 'wall'),
    ratio: best(bares, 'wall') / best(evaluations, 'wall'),
    processorRatio: best(bares, 'processor') / best(evaluations, 'processor'),
    rounds: bares.map((each, place) => `${inWords(each)} bare, ${inWords(evaluations[place])} evaluation`),
    memoryGrowthMb,
  };
}

/** Seconds by the clock on the wall, and of the processor. */
interface Measured {
  readonly wall: number;
  readonly processor: number;
}

async function timeOf({ postgres }: BooksForBench, work: () => Promise<unknown>): Promise<Measured> {
  const ours = () => [process.pid, ...(postgres?.pid === undefined ? [] : childrenOf(postgres.pid))];
  const wall = performance.now();
  const before = new Map(ours().map((pid) => [pid, processorSeconds([pid])]));
  await work();
  return {
    wall: (performance.now() - wall) / 1000,
    // Each by itself: one that ended meanwhile must not take its earlier time with it.
    processor: ours().reduce((sum, pid) => sum + processorSeconds([pid]) - (before.get(pid) ?? 0), 0),
  };
}

function inWords(of: Measured | undefined): string {
  return `${of?.wall.toFixed(1)} s (${of?.processor.toFixed(1)} s processor)`;
}

/** As the tests' customers, with one open invoice on average. */
function oneInvoiceEach(seed: number, id: number, today: number): GeneratedCustomer {
  const customer = customerOf(seed, id, today);
  return { ...customer, invoices: customer.invoices.slice(0, id % 3) };
}

const statements = preparedStatements(({ raw }) => ({
  bare: raw(`with ${ARREARS_OF_PAGE},
    ${IN_ARREARS},
    judged as materialized (
      select c.id, c.area, c.arrears as amount,
        case when ${holdsFor('crisis')} then 'crisis' when ${holdsFor('early')} then 'early' end as type
      from customers_judged c)
    insert into bare select id, type, ${GATEWAY}, amount, case type when 'crisis' then ${EARLY_TO_UPDATE} end
    from judged c where type is not null`),
}));

/** The same conditions over the same rows, in one statement and one transaction, into a table without an index. */
async function bare(db: Database, customers: number): Promise<void> {
  const evaluation: Evaluation = {
    creditor: CREDITOR,
    currency: 'EUR',
    settings,
    finals: [policy, policyWithFinal].flatMap((body, index) => {
      const final = finalLevelOf(body);
      return final === null ? [] : [{ version: index + 1, ...final }];
    }),
    runId: 0,
    asOf: AS_OF,
    today: TODAY,
  };
  const page = { after: 0, until: customers, customers };
  await db.transaction(async (tx) => {
    const takenBack = await takenBackOf(tx, evaluation, page);
    await statements(tx).bare.run(paramsOf(evaluation, page, takenBack, NONE_REFUSED));
  });
}

function note(text: string): void {
  console.error(text);
}
