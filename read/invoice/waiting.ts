import { untakenBatches } from '../../db/intake/order.ts';
import { countUnmatched } from '../../db/intake/unmatched.ts';
import { listInvoices } from '../../db/invoice/invoices.ts';
import { listTasks } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import { MOST_WAITING, type Waiting, waitingAt } from '../kit/waiting.ts';

/** What of a creditor's invoices, customers and money waits for a person. */
export async function invoiceWaiting(tx: Tx, creditor: string): Promise<readonly Waiting[]> {
  const needing = await listTasks(tx, {
    ...{ creditor, subject: TaskSubject.INVOICE },
    limit: MOST_WAITING + 1,
  });
  const waiting = needing.slice(0, MOST_WAITING).map((task): Waiting => {
    return { creditor, number: task.about, case: null, what: task.kind, says: taskInWords(task) };
  });
  const about = (what: string, says: string) => waiting.push(waitingAt(creditor, what, says));
  if (needing.length > MOST_WAITING) {
    about('MORE', `There are more: dunwell tasks --creditor ${creditor} --subject invoice`);
  }
  for (const subject of [TaskSubject.CUSTOMER, TaskSubject.CREDITOR, TaskSubject.BATCH]) {
    const others = await listTasks(tx, { creditor, subject, limit: MOST_WAITING });
    for (const task of others) about(task.kind, `${subject} ${task.about}: ${taskInWords(task)}`);
  }
  const toApprove = await claimsToApprove(tx, creditor);
  if (toApprove > 0) {
    const n = toApprove === 1 ? '1 claim waits' : `${toApprove} claims wait`;
    about('APPROVAL', `${n} for approval: dunwell list --creditor ${creditor} --tab manual`);
  }
  const unmatched = await countUnmatched(tx, { creditor });
  if (unmatched > 0) {
    const waits = unmatched === 1 ? '1 booking is' : `${unmatched} bookings are`;
    about('UNMATCHED', `${waits} on no invoice: dunwell unmatched --creditor ${creditor}`);
  }
  const batches = (await untakenBatches(tx)).filter((batch) => batch.creditor === creditor);
  if (batches.length > 0) {
    about('INTAKE', `${batches.length} staged and not yet taken in: a worker does that when one runs.`);
  }
  return waiting;
}

/** Counted no further than that. */
const COUNTED = 1000;

async function claimsToApprove(tx: Tx, creditor: string): Promise<number> {
  const manual = await listInvoices(tx, {
    ...{ creditor, stages: [Stage.LISTED], tab: 'manual', held: false },
    limit: COUNTED,
  });
  return manual.filter((row) => row.approvedAt === null).length;
}
