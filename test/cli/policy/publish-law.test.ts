import { describe, expect, it } from 'vitest';
import { publish } from '../../../cli/start/publish.ts';
import { readCreditor } from '../../../config/load.ts';
import { findCreditor } from '../../../db/creditor/creditors.ts';
import type { Creditor } from '../../../domain/invoice/policy.ts';
import type { FeeRule } from '../../../domain/money/charge-rules.ts';
import { freshDatabase } from '../../db/test-database.ts';
import { ACME } from '../prepared-folder.ts';

const NONE = { kind: 'none' } as const;

/** The example creditor, with a fee for its second letter. */
function withFee(consumer: FeeRule, business: FeeRule): { creditor: Creditor; hash: string } {
  const read = readCreditor(ACME);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const charges = {
    fees: { 'reminder-2': { consumer, business } },
    interest: { consumer: NONE, business: NONE },
    costs: { consumer: NONE, business: NONE },
    vatOnCosts: null,
    allocation: ['costs', 'interest', 'principal'],
  } as const;
  const policy = { ...read.creditor.policy, charges };
  return { creditor: { ...read.creditor, policy }, hash: JSON.stringify(charges) };
}

describe('publishing a policy that charges money', () => {
  const asOf = Date.UTC(2026, 5, 1);

  it('is refused above the law, with the article, and leaves nothing behind', async () => {
    const db = await freshDatabase();
    const asked = publish(db, withFee({ kind: 'fixed', amount: 500 }, NONE), asOf, 'test');
    await expect(asked).rejects.toThrow(
      /^policy\.levels\[1\]\.fee: asks 5\.00 EUR of consumers, .* \(art\. 6:96 .*\)\nNothing was published\.$/,
    );
    expect(await db.read((tx) => findCreditor(tx, 'acme'))).toBeUndefined();
  });

  it('notes what is not covered, once', async () => {
    const db = await freshDatabase();
    const file = withFee(NONE, { kind: 'fixed', amount: 500 });
    const first = await publish(db, file, asOf, 'test');
    expect(first).toMatchObject({
      isNew: true,
      notes: [{ path: 'policy.levels', reason: expect.stringMatching(/not covered/) }],
    });
    expect(await publish(db, file, asOf, 'test')).toMatchObject({ isNew: false, notes: [] });
  });
});
