import { DEBTOR_CASE_COLUMNS, debtorCasePage, NEWEST } from '../../read/case/debtors-cases.ts';
import { eachRow } from '../../read/kit/pages.ts';
import { type Context, tenant } from '../kit/context.ts';
import { printList } from '../kit/print-list.ts';

/** Lists the cases that a customer may see, as they may see them. */
export async function showDebtorsCases(context: Context, customer: string): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const rows = eachRow((before) => debtorCasePage(context, one, customer, before), NEWEST);
  const written = await printList(output, Object.entries(DEBTOR_CASE_COLUMNS), rows);
  if (!output.isJson && written === 0) output.note(`Customer ${customer} sees no case.`);
}
