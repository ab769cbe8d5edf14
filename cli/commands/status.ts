import type { Command } from 'commander';
import { formatAmount } from '../../domain/kernel/money.ts';
import { caseTasksOf } from '../case/people-tasks.ts';
import { caseSummariesJson, caseSummariesOf, printCaseSummaries } from '../case/status.ts';
import { printSummaries, summariesOf } from '../invoice/status-table.ts';
import { type Context, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { type Task, tasksOf } from '../tasks/tasks.ts';

export function build(): Command {
  return newCommand(
    'Shows what stands where, by creditor and stage, among debt collection cases too, and what waits for a person.',
    ['dunwell status', 'dunwell status --creditor acme --json'],
  ).action((options: SharedOptions) => withDatabase(options, show));
}

async function show(context: Context): Promise<void> {
  const { output } = context;
  const creditors = await tenants(context);
  const summaries = await summariesOf(context, creditors);
  const cases = await caseSummariesOf(context, creditors);
  const tasks: Task[] = [];
  for (const creditor of creditors) {
    tasks.push(...(await tasksOf(context, creditor)), ...(await caseTasksOf(context, creditor)));
  }
  if (output.isJson) {
    const stages = summaries.map((one) => ({ ...one, open: formatAmount(one.open, one.currency) }));
    return output.json({ stages, cases: caseSummariesJson(cases), tasks });
  }
  await printSummaries(context, summaries);
  if (summaries.length === 0) {
    output.note('There are no invoices yet: take some in with `dunwell import invoices.csv`.');
  }
  await printCaseSummaries(context, cases);
  if (tasks.length === 0) return;
  await output.line();
  const table = output.table([
    { title: 'creditor' },
    { title: 'invoice' },
    { title: 'case' },
    { title: 'what' },
    { title: 'what to do' },
  ]);
  for (const { creditor, number, case: reference, what, says } of tasks) {
    await table.row([creditor, number ?? '', reference ?? '', what, says]);
  }
  await table.end();
}
