import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { evaluateSignals } from '../activities/signals/evaluate.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { ARREARS_OF_PAGE } from '../db/signals/arrears.ts';
import { EARLY_TO_UPDATE, GATEWAY, holdsFor } from '../db/signals/conditions.ts';
import { type Evaluation, IN_ARREARS, NONE_REFUSED, paramsOf } from '../db/signals/evaluation.ts';
import { takenBackOf } from '../db/signals/taken-back.ts';
import { finalLevelOf } from '../domain/signals/final-level.ts';
import { createSources } from '../gather/sources.ts';
import {
  customerOf,
  type GeneratedCustomer,
  insertPopulation,
} from '../test/activities/signals/population.ts';
import { policy } from '../test/db/samples.ts';
import {
  AS_OF,
  CREDITOR,
  policyWithFinal,
  publishSample,
  settings,
  TODAY,
} from '../test/domain/signals/sample-settings.ts';

/*
 * npm run bench -- signals [customers]
 *
 * Evaluates that many customers with about as many open invoices in one run, and holds it against the bare
 * `insert … select` with the same conditions over the same rows, in the same process and run.
 */

export interface SignalsBench {
  readonly customers: number;
  readonly invoices: number;
  readonly prepared: number;
  /** Best of the rounds. */
  readonly bareSeconds: number;
  readonly evaluationSeconds: number;
  /** Speed of the evaluation by the clock on the wall, the bare statement being 1. */
  readonly ratio: number;
  /** The same by processor time, which other programs on the machine disturb less. */
  readonly processorRatio: number;
  readonly rounds: readonly string[];
  readonly memoryGrowthMb: number;
}

const ROUNDS = 3;

export async function benchSignals(customers: number): Promise<SignalsBench> {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-bench-'));
  const file = join(folder, 'dunwell.sqlite');
  try {
    const db = await openDatabase({ file });
    await publishSample(db);
    note(`Generating ${customers} customers …`);
    const generated = await measured(() =>
      insertPopulation(file, { seed: 7, to: customers, make: oneInvoiceEach }),
    );
    note(`… in ${generated.wall.toFixed(0)} s, ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB.`);
    const bares: Measured[] = [];
    const evaluations: Measured[] = [];
    let memoryGrowthMb = 0;
    // In turns, so that what else runs on the machine disturbs both alike; the best of each counts.
    for (let round = 1; round <= ROUNDS; round++) {
      bares.push(await bare(db, file, customers));
      clear(file);
      const before = process.memoryUsage().rss;
      let most = before;
      evaluations.push(
        await measured(async () => {
          await evaluateSignals({ db, sources: createSources(false) }, { creditor: CREDITOR }, AS_OF, () => {
            most = Math.max(most, process.memoryUsage().rss);
          });
        }),
      );
      memoryGrowthMb = Math.max(memoryGrowthMb, (most - before) / 2 ** 20);
      note(`Round ${round}: ${inWords(bares.at(-1))} bare, ${inWords(evaluations.at(-1))} evaluation.`);
    }
    await db.close();
    const client = new Sqlite(file, { readonly: true });
    const one = (query: string) => client.prepare(query).pluck().get() as number;
    const best = (of: readonly Measured[], by: keyof Measured) => Math.min(...of.map((round) => round[by]));
    const result = {
      customers,
      invoices: one('select count(*) from invoices'),
      prepared: one(`select count(*) from signal_candidates where state = 'prepared'`),
      bareSeconds: best(bares, 'wall'),
      evaluationSeconds: best(evaluations, 'wall'),
      ratio: best(bares, 'wall') / best(evaluations, 'wall'),
      processorRatio: best(bares, 'processor') / best(evaluations, 'processor'),
      rounds: bares.map((each, place) => `${inWords(each)} bare, ${inWords(evaluations[place])} evaluation`),
      memoryGrowthMb,
    };
    client.close();
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds by the clock on the wall, and of the processor. */
interface Measured {
  readonly wall: number;
  readonly processor: number;
}

async function measured(work: () => Promise<void>): Promise<Measured> {
  const wall = performance.now();
  const processor = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(processor);
  return { wall: (performance.now() - wall) / 1000, processor: (user + system) / 1e6 };
}

function inWords(of: Measured | undefined): string {
  return `${of?.wall.toFixed(1)} s (${of?.processor.toFixed(1)} s processor)`;
}

/** An empty list, so that every round prepares everyone anew. */
function clear(file: string): void {
  const client = new Sqlite(file, { timeout: 60_000 });
  client.exec('delete from signal_candidates');
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
}

/** As the tests' customers, with one open invoice on average. */
function oneInvoiceEach(seed: number, id: number, today: number): GeneratedCustomer {
  const customer = customerOf(seed, id, today);
  return { ...customer, invoices: customer.invoices.slice(0, id % 3) };
}

/** The same conditions over the same rows, in one statement and one transaction, into a table without an index. */
async function bare(db: Database, file: string, customers: number): Promise<Measured> {
  const client = new Sqlite(file);
  client.pragma('synchronous = FULL');
  client.pragma('cache_size = -65536');
  client.pragma('temp_store = MEMORY');
  client.exec(
    'create table bare (customer_id integer, type text, gateway text, amount integer, early text) strict',
  );
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
  const insert = client.prepare(`with ${ARREARS_OF_PAGE},
    ${IN_ARREARS},
    judged as materialized (
      select c.id, c.area, c.arrears as amount,
        case when ${holdsFor('crisis')} then 'crisis' when ${holdsFor('early')} then 'early' end as type
      from customers_judged c)
    insert into bare select id, type, ${GATEWAY}, amount, case type when 'crisis' then ${EARLY_TO_UPDATE} end
    from judged c where type is not null`);
  const taken = await measured(async () => {
    const takenBack = await db.read((tx) => takenBackOf(tx, evaluation, page));
    const params = paramsOf(evaluation, page, takenBack, NONE_REFUSED);
    client.transaction(() => insert.run(params)).immediate();
  });
  client.exec('drop table bare');
  client.close();
  return taken;
}

function note(text: string): void {
  console.error(text);
}
