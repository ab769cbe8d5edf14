import { untakenBatches } from '../../db/intake/order.ts';
import { countUnmatched } from '../../db/intake/unmatched.ts';
import { listInvoices } from '../../db/invoice/invoices.ts';
import { listTasks } from '../../db/tasks/tasks.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import type { Context, Tenant } from '../kit/context.ts';

/** Something that waits for a person. */
export interface Task {
  readonly creditor: string;
  /** The invoice, where it is about one. */
  readonly number: string | null;
  /** The debt collection case, where it is about one. */
  readonly case: string | null;
  readonly what: string;
  readonly says: string;
}

/** As many as a person can take in; the list shows the rest. */
const MOST = 20;

/** What waits for a person, creditor by creditor. */
export async function tasksOf(context: Context, { id }: Tenant): Promise<readonly Task[]> {
  return context.db.read(async (tx) => {
    const tasks: Task[] = [];
    const needing = await listTasks(tx, { creditor: id, subject: TaskSubject.INVOICE, limit: MOST + 1 });
    for (const task of needing.slice(0, MOST)) {
      tasks.push({ creditor: id, number: task.about, case: null, what: task.kind, says: taskInWords(task) });
    }
    const about = (what: string, says: string) =>
      tasks.push({ creditor: id, number: null, case: null, what, says });
    if (needing.length > MOST)
      about('MORE', `There are more: dunwell tasks --creditor ${id} --subject invoice`);
    for (const subject of [TaskSubject.CUSTOMER, TaskSubject.CREDITOR, TaskSubject.BATCH]) {
      const others = await listTasks(tx, { creditor: id, subject, limit: MOST });
      for (const task of others) about(task.kind, `${subject} ${task.about}: ${taskInWords(task)}`);
    }
    const manual = await listInvoices(tx, {
      creditor: id,
      stages: [Stage.LISTED],
      tab: 'manual',
      held: false,
      limit: 1000,
    });
    const waiting = manual.filter((row) => row.approvedAt === null).length;
    if (waiting > 0) {
      const n = waiting === 1 ? '1 claim waits' : `${waiting} claims wait`;
      about('APPROVAL', `${n} for approval: dunwell list --creditor ${id} --tab manual`);
    }
    const unmatched = await countUnmatched(tx, { creditor: id });
    if (unmatched > 0) {
      const waits = unmatched === 1 ? '1 booking is' : `${unmatched} bookings are`;
      about('UNMATCHED', `${waits} on no invoice: dunwell unmatched --creditor ${id}`);
    }
    const batches = (await untakenBatches(tx)).filter((batch) => batch.creditor === id);
    if (batches.length > 0) {
      about('INTAKE', `${batches.length} staged and not yet taken in: a worker does that when one runs.`);
    }
    return tasks;
  });
}
