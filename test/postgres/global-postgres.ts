import type { TestProject } from 'vitest/node';
import { findPostgres } from '../../scripts/test/find-postgres.mjs';
import { openAt } from '../db/address.ts';
import { sql } from '../db/sql.ts';
import { administer, urlOf } from './administer.ts';
import { keepToOneCustomer } from './one-customer.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

/** One of each run, so that several may use one server. */
const TEMPLATE = `dunwell_test_${process.pid}`;

/** The one PostgreSQL of all tests on one. */
export interface SharedPostgres {
  /** The address of its database for administration; the user may create others. */
  readonly url: string;
  /** The name of a migrated, empty database; others are made from it. It keeps transactions to one customer. */
  readonly template: string;
  /** How: by copying its files, the fastest way. Older releases know no other. */
  readonly strategy: string;
  /** Its tables, but for those that say how it is migrated. */
  readonly tables: readonly string[];
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Or in words why it does not run: the tests on SQLite run all the same. */
    readonly postgres: SharedPostgres | { readonly problem: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findPostgres();
  if ('why' in found) throw new Error(found.why);
  console.log(`PostgreSQL for the tests: ${found.says}`);
  try {
    const server = 'url' in found ? given(found.url) : await startPostgres();
    try {
      project.provide('postgres', await prepared(server.url()));
    } catch (error) {
      await server.stop();
      throw error;
    }
    return () => server.stop();
  } catch (error) {
    project.provide('postgres', { problem: (error as Error).message });
    return async () => {};
  }
}

/** A server of the user's: what we made on it goes at the end. */
function given(url: string): Pick<PostgresServer, 'url' | 'stop'> {
  return {
    url: () => url,
    async stop() {
      const ours = await administer<{ name: string }>(
        url,
        `select datname as name from pg_database where starts_with(datname, '${TEMPLATE}')`,
      );
      for (const { name } of ours) await administer(url, `drop database ${name} with (force)`);
    },
  };
}

async function prepared(url: string): Promise<SharedPostgres> {
  await administer(url, `create database ${TEMPLATE} template template0`);
  const address = urlOf({ url }, TEMPLATE);
  await (await openAt(address)).close();
  const names = await sql(address).column<string>(
    `select tablename from pg_tables where schemaname = 'public' order by tablename`,
  );
  const tables: string[] = [];
  for (const name of names)
    if ((await sql(address).one(`select count(*) from ${name}`)) === 0) tables.push(name);
  await sql(address).exec(keepToOneCustomer(tables));
  const version = await sql(address).one<number>(`select current_setting('server_version_num')::bigint`);
  return { url, template: TEMPLATE, strategy: version >= 150_000 ? 'strategy file_copy' : '', tables };
}
