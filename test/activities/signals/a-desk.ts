import { approveSignals } from '../../../activities/signals/approve.ts';
import { evaluateSignals } from '../../../activities/signals/evaluate.ts';
import { sendSignals } from '../../../activities/signals/send.ts';
import type { SendProgress, SignalFilter } from '../../../contracts/signals.ts';
import { listPrepared } from '../../../db/signals/prepared-signals.ts';
import { resultsOf } from '../../../db/signals/sends.ts';
import type { SignalSettings } from '../../../domain/signals/settings.ts';
import { createSources } from '../../../gather/sources.ts';
import { addressOf } from '../../db/address.ts';
import { sql } from '../../db/sql.ts';
import { freshDatabase } from '../../db/test-database.ts';
import { AS_OF, CREDITOR, publishSample, settings, TODAY } from '../../domain/signals/sample-settings.ts';
import { anAuthority } from './an-authority.ts';
import { type GeneratedCustomer, insertPopulation } from './population.ts';

/** A customer ready for an early signal, with nothing beside. */
export function readyCustomer(id: number, changed: Partial<GeneratedCustomer> = {}): GeneratedCustomer {
  const invoice = {
    amount: 10_000,
    currency: 'EUR',
    dueOn: TODAY - 70,
    disputed: false,
    contract: 'power',
    bookings: [],
    policyVersion: 1,
    levelsDone: 3,
    noticeDeliveredOn: TODAY - 30,
    openingLevel: null,
    reminder: null,
    holds: [],
    paidOn: null,
  };
  return {
    id,
    name: 'J. Jansen',
    kind: 'consumer',
    registerNumber: null,
    birthDate: 5_000,
    street: 'Dorpsstraat 1',
    postcode: '3511 AB',
    city: 'Utrecht',
    archived: false,
    invoices: [invoice, invoice],
    holds: [],
    optOut: null,
    signals: [],
    attempts: [{ on: TODAY - 10, channel: 'phone' }],
    consents: ['offered'],
    plans: [],
    ...changed,
  };
}

/** A creditor with signals, its municipalities, and an operator's three moves. */
export async function aDesk(
  options: {
    readonly settings?: SignalSettings;
    readonly customers?: number;
    readonly make?: (id: number) => GeneratedCustomer;
    readonly dedupes?: boolean;
  } = {},
) {
  const { settings: of = settings, customers = 3, make = readyCustomer, dedupes = true } = options;
  const db = await freshDatabase();
  await publishSample(db, of);
  await insertPopulation(db, { seed: 0, to: customers, make: (_, id) => make(id) });
  const authority = anAuthority({ dedupes });
  const deps = { db, sources: createSources(false), municipalities: authority.municipalities };
  const nothing = () => undefined;
  return {
    db,
    address: addressOf(db),
    deps,
    authority,
    /** Another hand on the same books: what others write meanwhile, and what they read. */
    sql: sql(db),
    evaluate: (asOf = AS_OF) =>
      evaluateSignals(deps, { creditor: CREDITOR }, asOf, nothing, customers > 10 ? 5_000 : 2),
    approve: (sendId: string, filter: SignalFilter = {}, asOf = AS_OF) =>
      approveSignals(deps, { creditor: CREDITOR, sendId, by: 'ann', filter }, asOf),
    send: (sendId: string, asOf = AS_OF, onProgress: () => void = nothing): Promise<SendProgress> =>
      sendSignals(deps, { creditor: CREDITOR, sendId }, asOf, onProgress),
    results: (sendId: string) => db.read((tx) => resultsOf(tx, sendId, { afterId: 0, limit: 100 })),
    prepared: () => db.read((tx) => listPrepared(tx, { creditor: CREDITOR, limit: 100 })),
  };
}
