import { CASE_COUNT_COLUMNS, caseCounts } from '../../read/case/status.ts';
import { MODE_COLUMNS, modeSummaries } from '../../read/invoice/modes.ts';
import type { Context } from '../kit/context.ts';
import { printList } from '../kit/print-list.ts';

/** Prints what stands where: invoices stage by mode, and debt collection cases once there are any. */
export async function printOverview(context: Pick<Context, 'db' | 'output'>): Promise<void> {
  const { output } = context;
  await printList(output, Object.entries(MODE_COLUMNS), await modeSummaries(context));
  const cases = await caseCounts(context);
  if (cases.length === 0) return;
  await output.line();
  await printList(output, Object.entries(CASE_COUNT_COLUMNS), cases);
}
