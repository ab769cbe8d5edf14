import { describe, expect, it } from 'vitest';
import { insertCase, type NewCaseRow } from '../../../db/case/cases.ts';
import { pendingCaseWakes, queueWakesOfUnconfigured } from '../../../db/case/wake.ts';
import {
  type ConfigurationTerms,
  configurationVersions,
  currentConfigurations,
  findConfiguration,
  publishConfigurations,
} from '../../../db/creditor/collector-configurations.ts';
import { ensureCustomer } from '../../../db/customer/customers.ts';
import type { Tx } from '../../../db/tx.ts';
import { OUTBOX_CONFIGURATION } from '../../../domain/case/outbox-configuration.ts';
import { freshDatabase } from '../test-database.ts';

const terms = (name: string, changed: Partial<ConfigurationTerms> = {}): ConfigurationTerms => ({
  name,
  state: 'ACTIVE',
  collector: { kind: 'hand' },
  conditions: [],
  priority: 1,
  skipReview: false,
  creditors: [],
  environments: ['PRODUCTION'],
  ...changed,
});

const publish = (tx: Tx, configurations: readonly ConfigurationTerms[], at = 1) =>
  publishConfigurations(tx, { configurations, hashOf: JSON.stringify, at, by: 'test' });

async function inOne<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const db = await freshDatabase();
  return db.transaction(work);
}

describe('Collector configurations', () => {
  it('are the built-in one until the first is published, never after', () =>
    inOne(async (tx) => {
      expect(await currentConfigurations(tx)).toEqual([OUTBOX_CONFIGURATION]);
      await publish(tx, [terms('hand')]);
      expect(await currentConfigurations(tx)).toEqual([{ ...terms('hand'), version: 1 }]);
      await publish(tx, []);
      expect(await currentConfigurations(tx)).toMatchObject([{ name: 'hand', state: 'INACTIVE' }]);
      expect(await findConfiguration(tx, 'outbox', 0)).toEqual(OUTBOX_CONFIGURATION);
    }));

  it('keep their version while they say the same, and get the next one when they change', () =>
    inOne(async (tx) => {
      expect(await publish(tx, [terms('a'), terms('b')])).toEqual([
        { name: 'a', version: 1, change: 'new' },
        { name: 'b', version: 1, change: 'new' },
      ]);
      expect(await publish(tx, [terms('a'), terms('b', { priority: 2 })], 2)).toEqual([
        { name: 'a', version: 1, change: 'unchanged' },
        { name: 'b', version: 2, change: 'changed' },
      ]);
      expect(await findConfiguration(tx, 'b', 1)).toMatchObject({ version: 1, priority: 1 });
      expect(await findConfiguration(tx, 'b', 2)).toMatchObject({ version: 2, priority: 2 });
      expect(await findConfiguration(tx, 'b', 3)).toBeUndefined();
    }));

  it('become inactive once the set lacks them, and active again when it has them again', () =>
    inOne(async (tx) => {
      await publish(tx, [terms('a'), terms('b')]);
      expect(await publish(tx, [terms('b')], 2)).toEqual([
        { name: 'b', version: 1, change: 'unchanged' },
        { name: 'a', version: 2, change: 'withdrawn' },
      ]);
      expect(await publish(tx, [terms('b')], 3)).toEqual([{ name: 'b', version: 1, change: 'unchanged' }]);
      expect(await publish(tx, [terms('a'), terms('b')], 4)).toMatchObject([
        { name: 'a', version: 3, change: 'changed' },
        { name: 'b', version: 1 },
      ]);
      const versions = await configurationVersions(tx, 'a');
      expect(versions.map(({ version, body, publishedAt }) => [version, body.state, publishedAt])).toEqual([
        [1, 'ACTIVE', 1],
        [2, 'INACTIVE', 2],
        [3, 'ACTIVE', 4],
      ]);
    }));
});

describe('Cases without a configuration', () => {
  const aCase = async (tx: Tx, reference: string, changed: Partial<NewCaseRow>): Promise<number> => {
    const { row } = await insertCase(tx, {
      row: {
        creditor: 'acme',
        reference,
        externalId: reference,
        source: 'hand',
        customerId: await ensureCustomer(tx, 'acme', 'C-1'),
        amount: 1,
        currency: 'EUR',
        contractDate: 1,
        dueOn: 2,
        openedAt: 3,
        state: 'PREPARING',
        ...changed,
      },
      billingAddress: {},
      lineItems: [],
      invoiceIds: [],
    });
    return row.id;
  };

  it('are woken, each once, and no others', () =>
    inOne(async (tx) => {
      const planned = await aCase(tx, 'planned', { because: 'NO_CONFIGURATION' });
      const asked = await aCase(tx, 'asked', { attention: 'NO_CONFIGURATION', because: 'NO_CONFIGURATION' });
      await aCase(tx, 'waits', { because: 'AWAITS_PREPARATION' });
      await aCase(tx, 'ordered', { because: 'NO_CONFIGURATION', state: 'PENDING' });
      await aCase(tx, 'gone', { because: 'NO_CONFIGURATION', deactivatedAt: 5 });
      expect(await queueWakesOfUnconfigured(tx, 'configurations published', 9)).toBe(2);
      // Queued by one statement: in which order says nothing.
      const wakes = (await pendingCaseWakes(tx, 10)).map(({ caseId, cause }) => [caseId, cause] as const);
      expect(wakes.sort(([one], [other]) => one - other)).toEqual([
        [planned, 'configurations published'],
        [asked, 'configurations published'],
      ]);
    }));
});
