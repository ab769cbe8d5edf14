import { openCaseOf } from '../../../activities/case/open-case-of.ts';
import { type CaseRow, findCase, findCaseByReference, saveCase } from '../../../db/case/cases.ts';
import type { CaseChange } from '../../../db/case/change.ts';
import { endTask, openTask, openTasksOf } from '../../../db/tasks/tasks.ts';
import type { Tx } from '../../../db/tx.ts';
import { NEW_CASE } from '../../../domain/case/facts.ts';
import { type CaseTask, TaskEnd, TaskSubject } from '../../../domain/tasks/task.ts';
import { gatherInvoice } from '../../../gather/invoice/gather-invoice.ts';
import { NOW, type PreparedFolder } from '../prepared-folder.ts';

type Changes = Partial<CaseChange['record']> &
  Partial<Omit<CaseChange, 'record'>> & {
    /** The one task that waits for a person. */
    readonly task?: CaseTask | null;
  };

/** Opens a case for these invoices of a prepared folder, as their transfer would. */
export async function openCase({ db, deps }: PreparedFolder, ...numbers: string[]): Promise<CaseRow> {
  return db.transaction(async (tx) => {
    const invoices = [];
    for (const number of numbers) {
      const gathered = await gatherInvoice(tx, deps.sources, 'acme', number);
      invoices.push({ gathered, facts: gathered.facts });
    }
    const nth = await openCaseOf(tx, { invoices, source: 'hand', by: 'anna', asOf: Date.parse(NOW) });
    return (await findCaseByReference(tx, 'acme', `${numbers[0]}-${nth}`)) as CaseRow;
  });
}

async function putTask(tx: Tx, { creditor, reference }: CaseRow, kind: CaseTask | null): Promise<void> {
  const about = { creditor, subject: TaskSubject.CASE, about: reference };
  const ending = { at: Date.parse(NOW), ended: TaskEnd.ITSELF, by: 'dunwell' };
  for (const open of await openTasksOf(tx, about)) await endTask(tx, { ...about, ...open }, ending);
  if (kind !== null) await openTask(tx, { ...about, kind, since: Date.parse(NOW) });
}

/** Puts a case where a test needs it, whatever led there. */
export async function putCase(
  { db }: PreparedFolder,
  id: number,
  { task, ...changes }: Changes,
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = (await findCase(tx, id)) as CaseRow;
    if (task !== undefined) await putTask(tx, row, task);
    const record = Object.fromEntries(
      Object.keys(NEW_CASE).map((name) => [name, { ...row, ...changes }[name as keyof CaseRow]]),
    ) as unknown as CaseChange['record'];
    await saveCase(tx, id, {
      record,
      plan: { step: row.nextStep, at: row.nextAt, because: row.because },
      decidedAt: Date.parse(NOW),
      held: row.held,
      open: { principal: 0, fees: 0, interest: 0, costs: 0, total: 0, surplus: 0 },
      collected: row.collected,
      surplus: row.surplus,
      configuration: row.configuration,
      configurationVersion: row.configurationVersion,
      ...changes,
    } as CaseChange);
  });
}
