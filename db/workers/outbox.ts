import { getSetting, setSetting } from '../settings.ts';
import type { Tx } from '../tx.ts';

const NAME = 'outbox';

/** The folder in which all workers on these books leave files. */
export interface OutboxOfBooks {
  readonly mark: string;
  /** Where it was when it was marked: the machine, and its path there. */
  readonly host: string;
  readonly folder: string;
}

/** Undefined while no worker has claimed one. */
export async function notedOutbox(tx: Tx): Promise<OutboxOfBooks | undefined> {
  const noted = await getSetting(tx, NAME);
  return noted === undefined ? undefined : (JSON.parse(noted) as OutboxOfBooks);
}

export async function noteOutbox(tx: Tx, outbox: OutboxOfBooks): Promise<void> {
  await setSetting(tx, NAME, JSON.stringify(outbox));
}
