import type { Command } from 'commander';
import { formatAmount } from '../../domain/money.ts';
import { type Context, tenants, withDatabase } from '../context.ts';
import { newCommand, type SharedOptions } from '../options.ts';
import { printSummaries, summariesOf } from '../status-table.ts';
import { type Task, tasksOf } from '../tasks.ts';

export function build(): Command {
  return newCommand('Shows what stands where, by creditor and stage, and what waits for a person.', [
    'dunwell status',
    'dunwell status --creditor acme --json',
  ]).action((options: SharedOptions) => withDatabase(options, show));
}

async function show(context: Context): Promise<void> {
  const { output } = context;
  const creditors = await tenants(context);
  const summaries = await summariesOf(context, creditors);
  const tasks: Task[] = [];
  for (const creditor of creditors) tasks.push(...(await tasksOf(context, creditor)));
  if (output.isJson) {
    const stages = summaries.map((one) => ({ ...one, open: formatAmount(one.open, one.currency) }));
    return output.json({ stages, tasks });
  }
  await printSummaries(context, summaries);
  if (summaries.length === 0) {
    output.note('There are no invoices yet: take some in with `dunwell import invoices.csv`.');
  }
  if (tasks.length === 0) return;
  await output.line();
  const table = output.table([
    { title: 'creditor' },
    { title: 'invoice' },
    { title: 'what' },
    { title: 'what to do' },
  ]);
  for (const { creditor, number, what, says } of tasks) {
    await table.row([creditor, number ?? '', what, says]);
  }
  await table.end();
}
