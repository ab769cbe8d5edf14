import { expect, it, onTestFinished } from 'vitest';
import { evaluateSignals } from '../../activities/signals/evaluate.ts';
import { createSources } from '../../gather/sources.ts';
import { insertPopulation } from '../activities/signals/population.ts';
import { openAt } from '../db/address.ts';
import { emptyDatabase } from '../db/drivers/postgres/empty-database.ts';
import { sql } from '../db/sql.ts';
import { AS_OF, CREDITOR, publishSample } from '../domain/signals/sample-settings.ts';
import { sharedPostgres } from './shared-postgres.ts';

const PAGE = 100;

/** Rows and entries of indexes that one page of an evaluation reads, on average, when so many customers just came in. */
async function readPerPage(customers: number): Promise<number> {
  const address = await emptyDatabase();
  const filled = await openAt(address);
  await publishSample(filled);
  await insertPopulation(filled, { seed: 31, to: customers });
  await filled.close();
  const before = await readSoFar(address);
  const db = await openAt(address);
  onTestFinished(() => db.close());
  const deps = { db, sources: createSources(false) };
  await evaluateSignals(deps, { creditor: CREDITOR }, AS_OF, () => undefined, PAGE);
  await db.close();
  return ((await readSoFar(address)) - before) / (customers / PAGE);
}

/** Connections count what they read when they end. */
async function readSoFar(address: string): Promise<number> {
  const name = new URL(address).pathname.slice(1);
  return sql(sharedPostgres().url).one<number>(
    `select tup_returned from pg_stat_database where datname = '${name}'`,
  );
}

it('A page of the evaluation reads as much among many customers as alone, before anything was analyzed', {
  timeout: 240_000,
}, async () => {
  const alone = await readPerPage(PAGE);
  const amongMany = await readPerPage(20 * PAGE);
  expect(amongMany).toBeLessThan(2 * alone);
});
