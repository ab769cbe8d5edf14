import { caseWaiting } from '../case/waiting.ts';
import { invoiceWaiting } from '../invoice/waiting.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import type { Waiting } from '../kit/waiting.ts';

/** All that waits for a person, creditor by creditor: tasks, and what waits on other lists. */
export async function allWaiting({ db }: Reader, creditors: readonly Tenant[]): Promise<readonly Waiting[]> {
  const waiting: Waiting[] = [];
  for (const { id } of creditors) {
    waiting.push(
      ...(await db.read((tx) => invoiceWaiting(tx, id))),
      ...(await db.read((tx) => caseWaiting(tx, id))),
    );
  }
  return waiting;
}

/** Of what waits, what is no task: claims to approve, cases to review or prepare. */
const NO_TASKS: readonly string[] = ['APPROVAL', 'REVIEW', 'PREPARATION'];

/** Claims to approve and cases to review or prepare are no tasks; who asks for all that waits is told of them too. */
export async function waitingElsewhere(
  reader: Reader,
  creditors: readonly Tenant[],
): Promise<readonly string[]> {
  const waiting = await allWaiting(reader, creditors);
  return waiting.filter(({ what }) => NO_TASKS.includes(what)).map(({ says }) => says);
}
