import { describe, expect, it } from 'vitest';
import { levelContent } from '../../../compose/effects/level-content.ts';
import type { FrozenDuty } from '../../../contracts/letters.ts';
import { publishPolicy, saveCreditor } from '../../../db/creditor/creditors.ts';
import type { Policy } from '../../../domain/invoice/policy.ts';
import { gatherInvoice } from '../../../gather/invoice/gather-invoice.ts';
import { createSources } from '../../../gather/sources.ts';
import { acme, addInvoice, instant, policy } from '../../db/samples.ts';
import { freshDatabase } from '../../db/test-database.ts';

const NONE = { consumer: { kind: 'none' }, business: { kind: 'none' } } as const;
const STATUTORY = { consumer: { kind: 'statutory' }, business: { kind: 'none' } } as const;
const CHARGES: NonNullable<Policy['charges']> = {
  fees: {},
  interest: NONE,
  costs: STATUTORY,
  vatOnCosts: null,
  allocation: ['costs', 'interest', 'principal'],
};

/** What the law wants said in the notice of an invoice of 1,000.00. */
async function dutyOfNotice(changes: {
  readonly country?: string;
  readonly charges?: Partial<typeof CHARGES>;
  readonly registerNumber?: string;
}): Promise<FrozenDuty | undefined> {
  const { country = 'NL', charges, registerNumber = null } = changes;
  const db = await freshDatabase();
  return db.transaction(async (tx) => {
    await saveCreditor(tx, { ...acme, country }, 1);
    await publishPolicy(tx, { creditor: 'acme', hash: 'h', policy, at: 0, by: 'test' });
    await addInvoice(tx, '1001', { amount: 100_000 });
    const gathered = await gatherInvoice(tx, createSources(false), 'acme', '1001');
    const own = charges === undefined ? {} : { charges: { ...CHARGES, ...charges } };
    const customer = { ...gathered.customer, registerNumber };
    const asked = { ...gathered, policy: { ...gathered.policy, ...own } };
    const notice = gathered.policy.levels.at(-1)!;
    return levelContent(asked, customer, notice, 'email', instant('2026-03-03T10:00:00Z')).duty;
  });
}

describe('the notice', () => {
  it('names the costs that a Dutch consumer will owe, by law, VAT included', async () => {
    expect(await dutyOfNotice({ charges: {} })).toEqual({ duty: 'fourteenDays', costsToCome: 15_000 });
    expect(await dutyOfNotice({ charges: { vatOnCosts: 210_000 } })).toMatchObject({ costsToCome: 18_150 });
  });

  it('names none where none are asked for, nor to a business', async () => {
    expect(await dutyOfNotice({})).toBeUndefined();
    expect(await dutyOfNotice({ charges: { costs: NONE } })).toBeUndefined();
    expect(await dutyOfNotice({ charges: {}, registerNumber: '12345678' })).toBeUndefined();
  });

  it('is an inkassovarsel in Norway, whatever is charged', async () => {
    expect(await dutyOfNotice({ country: 'NO' })).toEqual({ duty: 'inkassovarsel', costsToCome: null });
  });
});
