import pg from 'pg';
import { administrationOf, urlOf } from './administer.ts';
import type { SharedPostgres } from './global-postgres.ts';
import { sharedPostgres } from './shared-postgres.ts';

/** More than this is dropped rather than emptied. */
const LARGE_BYTES = 64 * 2 ** 20;
const LEAVE_LIMIT_MS = 10_000;

export interface TakenDatabase {
  readonly address: string;
  /** Gives it back; fails when a connection to it is still open. */
  release(): Promise<void>;
}

/** The ones of this process that are in use, by their place. */
const inUse = new Set<number>();

/**
 * A migrated database without any rows. To make one costs ten times what emptying it does (315 ms and 30, measured on
 * a busy machine), so that those that an earlier test has given back are taken again. They are emptied when they are
 * taken, whatever became of that test.
 *
 * `copyOf` is the address of a database that nobody uses: then it has what that one has.
 */
export async function takeDatabase(copyOf?: string): Promise<TakenDatabase> {
  const server = sharedPostgres();
  let place = 1;
  while (inUse.has(place)) place += 1;
  inUse.add(place);
  // Processes that run at the same time have different numbers.
  const name = `${server.template}_${process.env.VITEST_POOL_ID}_${place}`;
  const address = urlOf(server, name);
  if (copyOf === undefined) await prepare(server, name, address);
  else await recreate(server, name, new URL(copyOf).pathname.slice(1));
  return {
    address,
    async release() {
      await nobodyUses(server, name);
      inUse.delete(place);
    },
  };
}

async function prepare(server: SharedPostgres, name: string, address: string): Promise<void> {
  const ask = await administrationOf(server.url);
  const [kept] = await ask<{ bytes: number }>(
    `select pg_database_size(oid)::float8 as bytes from pg_database where datname = '${name}'`,
  );
  if (kept !== undefined && kept.bytes < LARGE_BYTES) {
    // Processes of an earlier test that were killed may not have been missed yet.
    await ask(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    return empty(address, server.tables);
  }
  return recreate(server, name, server.template);
}

async function recreate(server: SharedPostgres, name: string, template: string): Promise<void> {
  const ask = await administrationOf(server.url);
  await ask(`drop database if exists ${name} with (force)`);
  await ask(`create database ${name} template ${template} ${server.strategy}`);
}

/** As new: nothing in its tables, and the first id is 1. */
async function empty(address: string, tables: readonly string[]): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    await client.query(`do $$
      declare one text; filled boolean;
      begin
        set local session_replication_role = replica;
        foreach one in array array[${tables.map((table) => `'${table}'`).join()}] loop
          execute format('select exists (select 1 from %I)', one) into filled;
          if filled then execute format('delete from %I', one); end if;
        end loop;
        perform setval(format('%I.%I', schemaname, sequencename), 1, false) from pg_sequences;
      end $$`);
  } finally {
    await client.end();
  }
}

/** A connection that ends is gone a moment later. */
async function nobodyUses(server: SharedPostgres, name: string): Promise<void> {
  const ask = await administrationOf(server.url);
  for (const end = Date.now() + LEAVE_LIMIT_MS; ; ) {
    const [left] = await ask<{ count: number }>(
      `select count(*)::int from pg_stat_activity where datname = '${name}' and backend_type = 'client backend'`,
    );
    if (left?.count === 0) return;
    if (Date.now() > end)
      throw new Error(`${left?.count} connections to a database of this test were left open`);
  }
}
