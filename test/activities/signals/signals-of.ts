import { evaluateSignals } from '../../../activities/signals/evaluate.ts';
import type { SignalSettings } from '../../../domain/signals/settings.ts';
import { createSources } from '../../../gather/sources.ts';
import { type Address, openAt } from '../../db/address.ts';
import { sql } from '../../db/sql.ts';
import { AS_OF, CREDITOR, publishSample } from '../../domain/signals/sample-settings.ts';
import { insertPopulation } from './population.ts';

const DAY = 86_400_000;

/** What two evaluations of the same customers come to, whichever engine keeps them. */
export interface SignalsOf {
  /** Who came on the list and who left it again, with gateways, amounts and reasons. */
  readonly signals: readonly string[];
  /** Of the two evaluations. */
  readonly seconds: readonly [number, number];
}

/**
 * Fills empty books with generated customers and evaluates them; then every seventh is archived, every fifth moves to
 * where no gateway serves, and all are evaluated anew.
 */
export async function signalsOf(
  address: Address,
  { customers, settings }: { readonly customers: number; readonly settings: SignalSettings },
): Promise<SignalsOf> {
  const db = await openAt(address);
  try {
    await publishSample(db, settings);
    await insertPopulation(db, { seed: 21, to: customers });
    const evaluate = async (asOf: number) => {
      const began = performance.now();
      const deps = { db, sources: createSources(false) };
      await evaluateSignals(deps, { creditor: CREDITOR }, asOf, () => undefined);
      return (performance.now() - began) / 1000;
    };
    const first = await evaluate(AS_OF);
    await sql(db).exec(`update customers set archived = 1 where id % 7 = 0;
      update customers set postcode = '9999 ZZ' where id % 5 = 0`);
    const second = await evaluate(AS_OF + DAY);
    const rows = await sql(
      db,
    ).all(`select customer_id, type, action, state, gateway, amount, currency, origin_on,
        final_reminders, replaces, prepared_at, prepared_run, evaluated_at, evaluated_run, ended_at, ended_because
      from signal_candidates order by customer_id, type, action, coalesce(replaces, ''), state`);
    return { signals: rows.map((row) => JSON.stringify(Object.values(row))), seconds: [first, second] };
  } finally {
    await db.close();
  }
}
