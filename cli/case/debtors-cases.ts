import { eachRow } from '../../db/pages.ts';
import { DEBTOR_CASE_COLUMNS, debtorCasePage, NEWEST } from '../../read/case/debtors-cases.ts';
import { customerNamed } from '../../read/customer/customer-named.ts';
import { PAGE } from '../../read/kit/pages.ts';
import { type Context, tenant } from '../kit/context.ts';
import { printList } from '../kit/print-list.ts';

/** Lists the cases that a customer may see, as they may see them. */
export async function showDebtorsCases(context: Context, customer: string): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const { id } = await context.db.read((tx) => customerNamed(tx, one.id, customer));
  const rows = eachRow({ limit: PAGE, afterId: NEWEST }, (page) => debtorCasePage(context, one, id, page));
  const written = await printList(output, Object.entries(DEBTOR_CASE_COLUMNS), rows);
  if (!output.isJson && written === 0) output.note(`Customer ${customer} sees no case.`);
}
