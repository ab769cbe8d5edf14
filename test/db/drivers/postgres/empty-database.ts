import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { Query } from '../../../../db/drivers/postgres/migrate.ts';
import { administer, urlOf } from '../../../postgres/administer.ts';
import { sharedPostgres } from '../../../postgres/shared-postgres.ts';

/** The address of a database with nothing in it, dropped when the test has finished. */
export async function emptyDatabase(words = ''): Promise<string> {
  const server = sharedPostgres();
  const name = `dunwell_${randomUUID().replaceAll('-', '')}`;
  await administer(server.url, `create database ${name} ${words}`);
  onTestFinished(() => administer(server.url, `drop database ${name} with (force)`).then(() => undefined));
  return urlOf(server, name);
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  // A database that is dropped under it tells it so.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** One connection, closed when the test has finished. */
export async function asking(url: string): Promise<Query> {
  const client = await connect(url);
  onTestFinished(() => client.end());
  return async (text, values) => (await client.query(text, values as unknown[])).rows;
}
