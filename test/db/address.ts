import type { Database } from '../../db/database.ts';
import { type OpenOptions, openDatabase } from '../../db/open.ts';

/** Where books lie: a file, or the `postgres://` address of a database. Processes that a test starts are given it. */
export type Address = string;

export const isPostgres = (address: Address): boolean => address.startsWith('postgres://');

/** How a test opens what lies there; a file without waiting for the disk. */
function optionsFor(address: Address): OpenOptions {
  return isPostgres(address) ? { url: address } : { file: address, synchronous: 'OFF' };
}

const addresses = new WeakMap<Database, Address>();

export function addressOf(database: Database): Address {
  const address = addresses.get(database);
  if (address === undefined) throw new Error(`${database.place} was not opened by openAt`);
  return address;
}

/** Opens what lies there, so that `sql` finds it again. */
export async function openAt(address: Address): Promise<Database> {
  const database = await openDatabase(optionsFor(address));
  addresses.set(database, address);
  return database;
}

/** What a command is told beside its data folder: nothing where the books lie in it. */
export function environmentFor(address: Address): Record<string, string> {
  return isPostgres(address) ? { DUNWELL_DATABASE: address } : {};
}
