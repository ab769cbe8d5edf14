import { creditorsNamed } from '../../read/creditor/creditors-named.ts';
import type { Reader, Tenant } from '../../read/kit/reader.ts';
import { wordsIn } from '../../templates/languages.ts';
import { NOW, type PreparedFolder } from '../cli/prepared-folder.ts';

/** What questions about a prepared folder are answered from, at its now. */
export function readerOf({ db, deps }: PreparedFolder): Reader {
  return { db, sources: deps.sources, asOf: Date.parse(NOW), words: wordsIn('en') };
}

/** The one creditor of a prepared folder. */
export async function acmeOf({ db }: PreparedFolder): Promise<Tenant> {
  const [acme] = await db.read((tx) => creditorsNamed(tx, 'acme'));
  if (acme === undefined) throw new Error('acme is not published');
  return acme;
}
