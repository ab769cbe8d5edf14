import { getSetting, setSetting } from '../settings.ts';
import type { Tx } from '../tx.ts';

const NAME = 'server';

/** The Temporal server whose workflows carry the books. */
export interface ServerOfBooks {
  /** Id of the namespace, which no other server has. */
  readonly id: string;
  /** Address and namespace, for people. */
  readonly says: string;
  /** It is the embedded one of a data folder. */
  readonly isOfFolder: boolean;
}

/** Undefined while no worker has begun on these books. */
export async function notedServer(tx: Tx): Promise<ServerOfBooks | undefined> {
  const noted = await getSetting(tx, NAME);
  return noted === undefined ? undefined : (JSON.parse(noted) as ServerOfBooks);
}

export async function noteServer(tx: Tx, { id, says, isOfFolder }: ServerOfBooks): Promise<void> {
  await setSetting(tx, NAME, JSON.stringify({ id, says, isOfFolder }));
}
