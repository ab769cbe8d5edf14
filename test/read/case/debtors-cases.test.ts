import { expect, it } from 'vitest';
import { createCalendar } from '../../../calendar/calendar.ts';
import { ensureCustomer } from '../../../db/customer/customers.ts';
import { createSources } from '../../../gather/sources.ts';
import { DEBTOR_CASE_COLUMNS, debtorCasePage, NEWEST } from '../../../read/case/debtors-cases.ts';
import { wordsIn } from '../../../templates/languages.ts';
import { addCase, addInvoice, instant } from '../../db/samples.ts';
import { freshDatabase } from '../../db/test-database.ts';

const PUBLISHED = instant('2026-03-02T09:00:00Z');
const calendar = createCalendar({ country: 'NL', timeZone: 'Europe/Amsterdam' });

it.each([
  ['de', 'Inkassoverfahren läuft'],
  ['de_CH', 'Inkassoverfahren läuft'],
  ['nl', 'Incasso loopt'],
  ['pl', 'Debt collection under way'],
])('a debtor reads how the case stands in its language: %s', async (language, says) => {
  const db = await freshDatabase();
  const customerId = await db.transaction(async (tx) => {
    const customerId = await ensureCustomer(tx, 'acme', 'C-1');
    const { id } = await addInvoice(tx, '2', { customerId });
    await addCase(tx, '2-1', { customerId, publishedAt: PUBLISHED, state: 'PENDING', language }, [id]);
    return customerId;
  });
  const reader = { db, sources: createSources(false), asOf: PUBLISHED, words: wordsIn('en') };
  const page = await debtorCasePage(reader, { id: 'acme', calendar }, customerId, {
    afterId: NEWEST,
    limit: 9,
  });
  expect(page.map((row) => DEBTOR_CASE_COLUMNS.says.value(row))).toEqual([says]);
});
