import { findCustomer } from '../../db/customer/customers.ts';
import { hasMoneyWaiting } from '../../db/intake/unmatched.ts';
import { endTask, openTask } from '../../db/tasks/tasks.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { TaskEnd, TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import type { IntakeContext } from './intake-context.ts';

/**
 * Unmatched money is work for a person: one task for each customer that has some, one for the creditor where
 * nobody knows whose it is. It stands while anything of it waits.
 */
export async function showMoneyTask(context: IntakeContext, customerId: number | null): Promise<void> {
  const { tx, deps, creditor, asOf } = context;
  if (deps.sources.rehearsal) return;
  const customer = customerId === null ? undefined : await findCustomer(tx, customerId);
  const about = {
    creditor: creditor.creditor,
    subject: customer === undefined ? TaskSubject.CREDITOR : TaskSubject.CUSTOMER,
    about: customer?.reference ?? creditor.creditor,
    kind: TaskKind.UNMATCHED_MONEY,
  };
  if (await hasMoneyWaiting(tx, creditor.creditor, customerId)) await openTask(tx, { ...about, since: asOf });
  else await endTask(tx, about, { at: asOf, ended: TaskEnd.ITSELF, by: ENGINE });
}
