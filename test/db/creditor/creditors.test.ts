import { describe, expect, it } from 'vitest';
import {
  findCreditor,
  findPolicy,
  listCreditors,
  listPolicies,
  publishPolicy,
  saveCreditor,
  setLedgerFreshAt,
} from '../../../db/creditor/creditors.ts';
import {
  ensureCustomer,
  findCustomer,
  findCustomerByReference,
  saveCustomer,
} from '../../../db/customer/customers.ts';
import { getSetting, setSetting } from '../../../db/settings.ts';
import type { Tx } from '../../../db/tx.ts';
import { acme, policy } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

async function inOne<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const db = await freshDatabase();
  return db.transaction(work);
}

describe('A creditor', () => {
  it('comes out as its file says, and keeps its freshness when the file changes', () =>
    inOne(async (tx) => {
      await saveCreditor(tx, acme, 1);
      await setLedgerFreshAt(tx, 'acme', 1234);
      await saveCreditor(tx, { ...acme, name: 'Acme N.V.', enrolDaysAhead: 5 }, 2);
      expect(await findCreditor(tx, 'acme')).toEqual({
        creditor: 'acme',
        name: 'Acme N.V.',
        country: 'NL',
        timeZone: 'Europe/Amsterdam',
        currency: 'EUR',
        language: 'nl',
        holidays: acme.holidays,
        enrolDaysAhead: 5,
        policyVersion: 2,
        ledgerFreshAt: 1234,
        textsHash: null,
        bankAccounts: [],
      });
      await saveCreditor(tx, { ...acme, creditor: 'a-first' }, 1);
      expect((await listCreditors(tx)).map(({ creditor }) => creditor)).toEqual(['a-first', 'acme']);
      expect(await findCreditor(tx, 'unknown')).toBeUndefined();
    }));

  it('publishes a policy as the next version, and the current one again as itself', () =>
    inOne(async (tx) => {
      const publish = (hash: string) =>
        publishPolicy(tx, { creditor: 'acme', hash, policy, at: 1, by: 'anna' });
      expect(await publish('a')).toEqual({ version: 1, isNew: true });
      expect(await publish('a')).toEqual({ version: 1, isNew: false });
      expect(await publish('b')).toEqual({ version: 2, isNew: true });
      expect(await publish('a')).toEqual({ version: 3, isNew: true });
      expect(await findPolicy(tx, 'acme', 2)).toEqual(policy);
      expect(await findPolicy(tx, 'acme', 4)).toBeUndefined();
      expect((await listPolicies(tx, 'acme')).map(({ version, hash }) => [version, hash])).toEqual([
        [1, 'a'],
        [2, 'b'],
        [3, 'a'],
      ]);
    }));
});

describe('A customer', () => {
  it('is taken up by its reference once', () =>
    inOne(async (tx) => {
      const id = await ensureCustomer(tx, 'acme', 'c-1');
      expect(await ensureCustomer(tx, 'acme', 'c-1')).toBe(id);
      expect(await ensureCustomer(tx, 'other', 'c-1')).not.toBe(id);
      expect(await findCustomer(tx, id)).toMatchObject({
        reference: 'c-1',
        name: null,
        dunningOptOut: false,
      });
      expect(await findCustomerByReference(tx, 'acme', 'c-2')).toBeUndefined();
    }));

  it('keeps what an import leaves out, and says whether anything changed', () =>
    inOne(async (tx) => {
      const first = await saveCustomer(tx, 'acme', {
        reference: 'c-1',
        name: 'Jansen',
        email: 'j@example.org',
      });
      expect(first.changed).toBe(true);
      expect(await saveCustomer(tx, 'acme', { reference: 'c-1', name: 'Jansen' })).toEqual({
        ...first,
        changed: false,
      });
      const moved = { reference: 'c-1', city: 'Utrecht', email: null, dunningOptOut: true };
      expect((await saveCustomer(tx, 'acme', moved)).changed).toBe(true);
      expect(await findCustomerByReference(tx, 'acme', 'c-1')).toMatchObject({
        id: first.id,
        name: 'Jansen',
        city: 'Utrecht',
        email: null,
        dunningOptOut: true,
      });
    }));
});

describe('A setting', () => {
  it('has the value it was given last', () =>
    inOne(async (tx) => {
      expect(await getSetting(tx, 'rehearsal')).toBeUndefined();
      await setSetting(tx, 'rehearsal', 'a');
      await setSetting(tx, 'rehearsal', 'b');
      expect(await getSetting(tx, 'rehearsal')).toBe('b');
    }));
});
