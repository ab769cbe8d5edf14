import pg from 'pg';
import { DatabaseError } from '../../errors.ts';
import { inWords } from './errors.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Query } from './migrate.ts';
import { addressFor, placeOf } from './place.ts';
import { Session } from './session.ts';
import { valueTypes } from './value-types.ts';

/** A connection for work that takes as long as it takes: it has no limits but those of the server. */
export interface OneConnection {
  readonly place: string;
  readonly session: Session;
  readonly query: Query;
}

/** Connects, does the work, and closes the connection, which rolls back what was not committed. */
export async function onOneConnection<T>(
  url: string,
  work: (connection: OneConnection) => Promise<T>,
): Promise<T> {
  try {
    return await connected(url, work);
  } catch (error) {
    throw error instanceof DatabaseError ? error : inWords(error, placeOf(addressFor(url)));
  }
}

/** The same, with errors as the driver has them. */
export async function connected<T>(
  url: string,
  work: (connection: OneConnection) => Promise<T>,
  connectMs = DEFAULT_LIMITS.connectMs,
): Promise<T> {
  const address = addressFor(url);
  const place = placeOf(address);
  const client = new pg.Client({
    connectionString: address,
    application_name: 'dunwell',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    types: valueTypes,
    pipeline: true,
  });
  const session = new Session(client);
  const query: Query = async (text, values) =>
    (await session.send<Record<string, unknown>>(values === undefined ? text : { text, values: [...values] }))
      .rows;
  try {
    await client.connect();
    return await work({ place, session, query });
  } catch (error) {
    throw session.lost ?? error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
