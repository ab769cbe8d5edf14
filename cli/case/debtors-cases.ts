import { type DebtorCase, debtorCases } from '../../db/case/debtor-cases.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { languageFor, wordsIn } from '../../templates/languages.ts';
import { type ListColumn, momentOf, printList } from '../kit/columns.ts';
import { type Context, tenant } from '../kit/context.ts';
import { customerId } from '../kit/filter.ts';

const PAGE = 200;

/** Lists the cases that a customer may see, as they may see them. */
export async function showDebtorsCases(context: Context, customer: string): Promise<void> {
  const { output, db } = context;
  const { id: creditor, calendar } = await tenant(context);
  const of = { creditor, customerId: await customerId(context, creditor, customer), limit: PAGE };
  async function* pages(): AsyncGenerator<DebtorCase> {
    for (let beforeId = Number.MAX_SAFE_INTEGER; ; ) {
      const before = beforeId;
      const page = await db.read((tx) => debtorCases(tx, { ...of, beforeId: before }));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      beforeId = last.id;
    }
  }
  const written = await printList(output, columnsIn(calendar), pages(), ({ currency }) => currency);
  if (!output.isJson && written === 0) output.note(`Customer ${customer} sees no case.`);
}

function columnsIn(calendar: Calendar): readonly (readonly [string, ListColumn<DebtorCase>])[] {
  const columns: Readonly<Record<string, ListColumn<DebtorCase>>> = {
    reference: { about: 'reference of the case', value: ({ reference }) => reference },
    state: { about: 'under way or completed', value: ({ state }) => state },
    says: {
      about: "the same in the debtor's words",
      value: ({ state, language }) => wordsIn(languageFor(language)).debtorState[state],
    },
    invoices: { about: 'its invoices', value: ({ invoices }) => invoices.join(', ') },
    amount: { about: 'amount it was opened for', isMoney: true, value: ({ amount }) => amount },
    open: { about: 'what is still asked for', isMoney: true, value: ({ open }) => open },
    currency: { about: 'currency', value: ({ currency }) => currency },
    publishedOn: { about: 'visible since', value: ({ publishedAt }) => momentOf(publishedAt, calendar) },
    completedOn: {
      about: 'when it was completed',
      value: ({ completedAt }) => momentOf(completedAt, calendar),
    },
  };
  return Object.entries(columns);
}
