import { type DebtorCase, debtorCases } from '../../db/case/debtor-cases.ts';
import type { Page } from '../../db/pages.ts';
import { languageFor, wordsIn } from '../../templates/languages.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** A case as its debtor may see it. */
interface ListedDebtorCase extends DebtorCase, Listed {}

const { text, money, moment } = columnsOf<ListedDebtorCase>();

export const DEBTOR_CASE_COLUMNS = {
  reference: text('reference of the case', ({ reference }) => reference),
  state: text('under way or completed', ({ state }) => state),
  says: text("the same in the debtor's words", ({ state, language }) => {
    return wordsIn(languageFor(language)).debtorState[state];
  }),
  invoices: text('its invoices', ({ invoices }) => invoices.join(', ')),
  amount: money('amount it was opened for', ({ amount }) => amount),
  open: money('what is still asked for', ({ open }) => open),
  currency: text('currency', ({ currency }) => currency),
  publishedOn: moment('visible since', ({ publishedAt }) => publishedAt),
  completedOn: moment('when it was completed', ({ completedAt }) => completedAt),
} as const satisfies Columns<ListedDebtorCase>;

/** Where a list begins that shows the newest first. */
export const NEWEST = Number.MAX_SAFE_INTEGER;

/** A page of the cases that a customer may see, the newest first. */
export async function debtorCasePage(
  { db }: Reader,
  { id: creditor, calendar }: Pick<Tenant, 'id' | 'calendar'>,
  customerId: number,
  { afterId: beforeId, limit }: Page,
): Promise<readonly ListedDebtorCase[]> {
  const found = await db.read((tx) => debtorCases(tx, { creditor, customerId, beforeId, limit }));
  return found.map((one) => ({ ...one, calendar }));
}
