import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { type Database, Engine } from '../../db/database.ts';
import type { Tx } from '../../db/tx.ts';
import { OF_NO_CREDITOR } from '../../db/workers/of-no-creditor.ts';
import { notedOutbox, noteOutbox, type OutboxOfBooks } from '../../db/workers/outbox.ts';
import { listWorkers, SILENT_MS } from '../../db/workers/workers.ts';
import { makeOutboxFolder } from '../../gateways/outbox-file.ts';
import { markOutbox, outboxMark } from '../../gateways/outbox-mark.ts';
import { now } from '../kit/clock.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { Outbox } from '../kit/outbox.ts';

/**
 * Makes sure that all machines on the same books leave letters in the same folder: whether one went out is told by
 * its file, and one machine would not find what another has written.
 *
 * The first worker marks its folder and notes the mark in the books; every other has to find it. Books in a file are
 * for one machine, and their outbox lies beside them.
 */
export async function claimOutbox(
  db: Database,
  outbox: Outbox,
  { isNew = false }: { readonly isNew?: boolean | undefined } = {},
): Promise<void> {
  if (db.engine === Engine.SQLITE) return;
  const { folder, isNamed } = outbox;
  if (isNamed && !existsSync(folder)) {
    throw new WorkFailed(`The outbox ${folder} is not there: make the folder, or see whether it is mounted.`);
  }
  makeOutboxFolder(folder);
  let mark = await outboxMark(folder);
  const before = await db.read(notedOutbox);
  if (before !== undefined && before.mark === mark) return;
  if (before !== undefined && !isNew) throw new WorkFailed(otherOutbox(folder, mark, before));
  // Marked before it is noted: killed in between, the next start finds the mark and notes it.
  mark ??= await markOutbox(folder, randomUUID());
  const ours: OutboxOfBooks = { mark, host: hostname(), folder };
  const noted = await db.transaction(async (tx) => {
    const now = await notedOutbox(tx);
    if (now !== undefined && now.mark !== before?.mark) return now;
    if (now !== undefined) await refuseBesideOthers(tx);
    await noteOutbox(tx, ours);
    return ours;
  }, OF_NO_CREDITOR);
  // Another machine was first.
  if (noted.mark !== mark) throw new WorkFailed(otherOutbox(folder, mark, noted));
}

async function refuseBesideOthers(tx: Tx): Promise<void> {
  const others = (await listWorkers(tx)).filter(({ seenAt }) => seenAt > now() - SILENT_MS).length;
  if (others === 0) return;
  throw new WorkFailed(
    `${others} other ${others === 1 ? 'worker is' : 'workers are'} on these books and would go on with the old outbox: stop them before --new-outbox.`,
  );
}

function otherOutbox(
  folder: string,
  found: string | undefined,
  { host, folder: there }: OutboxOfBooks,
): string {
  const here = found === undefined ? 'does not bear its mark' : 'bears another mark';
  return (
    `The outbox of these books lies in ${there} of ${host}, and ${folder} here ${here}: letters in two places could ` +
    'not be told apart from letters that never went out. Share that folder between the machines and name it with ' +
    '--outbox (or DUNWELL_OUTBOX); if it is the same one, see whether it is mounted. --new-outbox leaves the old one for good.'
  );
}
