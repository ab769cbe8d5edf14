import type { Database } from '../../db/database.ts';
import { readyCustomer } from '../activities/signals/a-desk.ts';
import { insertPopulation } from '../activities/signals/population.ts';

const DAY = 86_400_000;
const TODAY_OF_SAMPLES = readyCustomer(1).attempts[0]!.on + 10;

/** Customers ready for an early signal today: the server's clock is the day's, and the samples are of another. */
export async function readyToday(db: Database, customers: number): Promise<void> {
  const today = Math.floor(Date.now() / DAY);
  const since = (day: number) => day + (today - TODAY_OF_SAMPLES);
  await insertPopulation(db, {
    seed: 0,
    to: customers,
    today,
    make: (_, id) => {
      const customer = readyCustomer(id);
      return {
        ...customer,
        invoices: customer.invoices.map((invoice) => ({
          ...invoice,
          dueOn: since(invoice.dueOn ?? 0),
          noticeDeliveredOn: since(invoice.noticeDeliveredOn ?? 0),
        })),
        attempts: customer.attempts.map((attempt) => ({ ...attempt, on: since(attempt.on) })),
      };
    },
  });
}
