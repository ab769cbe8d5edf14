import type { Command } from 'commander';
import { CASE_STATE_COLUMNS, caseSummaries, caseSummaryJson } from '../../read/case/status.ts';
import { STAGE_COLUMNS, stageSummaries, stageSummaryJson } from '../../read/invoice/status.ts';
import { allWaiting } from '../../read/tasks/waiting.ts';
import { type Context, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';

export function build(): Command {
  return newCommand(
    'Shows what stands where, by creditor and stage, among debt collection cases too, and what waits for a person.',
    ['dunwell status', 'dunwell status --creditor acme --json'],
  ).action((options: SharedOptions) => withDatabase(options, show));
}

async function show(context: Context): Promise<void> {
  const { output } = context;
  const creditors = await tenants(context);
  const stages = await stageSummaries(context, creditors);
  const cases = await caseSummaries(context, creditors);
  const tasks = await allWaiting(context, creditors);
  if (output.isJson) {
    return output.json({
      stages: stages.map(stageSummaryJson),
      cases: cases.map(caseSummaryJson),
      tasks,
    });
  }
  const { yellow } = output.colors;
  const paint = (name: string, { needs }: { readonly needs: number }) =>
    name === 'needs' && needs > 0 ? yellow : undefined;
  await printList(output, Object.entries(STAGE_COLUMNS), stages, { paint });
  if (stages.length === 0) {
    output.note('There are no invoices yet: take some in with `dunwell import invoices.csv`.');
  }
  if (cases.length > 0) {
    await output.line();
    await printList(output, Object.entries(CASE_STATE_COLUMNS), cases, { paint });
  }
  if (tasks.length === 0) return;
  await output.line();
  await output.rows(
    ['creditor', 'invoice', 'case', 'what', 'what to do'],
    tasks.map(({ creditor, number, case: reference, what, says }) => [
      ...[creditor, number ?? '', reference ?? '', what, says],
    ]),
  );
}
