import { expect, it } from 'vitest';
import { createCalendar } from '../../../calendar/calendar.ts';
import { ensureCustomer } from '../../../db/customer/customers.ts';
import { eachRow } from '../../../db/pages.ts';
import { planSignal, signalSent } from '../../../db/signals/signals.ts';
import type { Reader, Tenant } from '../../../read/kit/reader.ts';
import { signalPage } from '../../../read/signals/list-page.ts';
import { SignalList } from '../../../read/signals/lists.ts';
import { acme } from '../../db/samples.ts';
import { freshDatabase } from '../../db/test-database.ts';

it('a list of what was performed from an amount on goes on behind a page with lower ones', async () => {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const customerId = await ensureCustomer(tx, 'acme', 'C-1');
    for (const [n, amount] of [5000, 100, 5000, 5000, 100, 100, 5000].entries()) {
      const key = `signal/acme/C-1/${n}`;
      await planSignal(tx, {
        ...{
          creditor: 'acme',
          customerId,
          preparedId: 1,
          key,
          type: 'early',
          action: 'create',
          gateway: 'bkr',
        },
        ...{ amount, currency: 'EUR', replaces: null, approvedBy: 'anna', plannedAt: 0 },
      });
      await signalSent(tx, key, 20_000);
    }
  });
  const tenant = { id: 'acme', row: acme, calendar: createCalendar(acme) } as unknown as Tenant;
  const reader = { db, asOf: 20_000 * 86_400_000 } as unknown as Reader;
  const read = eachRow({ limit: 2 }, (page) =>
    signalPage(reader, tenant, SignalList.EARLY_PERFORMED, { amountAtLeast: 5000 }, page),
  );
  const keys: (string | null)[] = [];
  for await (const { reference } of read) keys.push(reference);
  expect(keys).toEqual([0, 2, 3, 6].map((n) => `signal/acme/C-1/${n}`));
});
