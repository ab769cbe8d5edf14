import { describe, expect, it } from 'vitest';
import { lawOfCharges } from '../../../config/charges/law.ts';
import { readCreditor } from '../../../config/load.ts';
import type { Creditor } from '../../../domain/invoice/policy.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import type { ChargeRules } from '../../../domain/money/charge-rules.ts';

const YAML = `creditor: acme
name: Acme
country: NL
timeZone: Europe/Amsterdam
currency: EUR
language: nl
policy:
  levels:
    - { name: reminder, kind: reminder, daysAfterDue: 7 }
    - { name: notice, kind: notice, daysAfterDue: 21, minDaysSincePrevious: 14, paymentDays: 21 }
`;
const NONE = { kind: 'none' } as const;
const FIVE = { kind: 'fixed', amount: 500 } as const;
const CHARGES: ChargeRules = {
  fees: {},
  interest: { consumer: NONE, business: NONE },
  costs: { consumer: NONE, business: NONE },
  vatOnCosts: null,
  allocation: ['costs', 'interest', 'principal'],
};

function creditor(charges?: Partial<ChargeRules>, changed: Partial<Creditor> = {}): Creditor {
  const read = readCreditor(YAML);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const policy =
    charges === undefined
      ? read.creditor.policy
      : { ...read.creditor.policy, charges: { ...CHARGES, ...charges } };
  return { ...read.creditor, ...changed, policy };
}
const law = (of: Creditor, on = '2026-06-01') => lawOfCharges(of, parseDay(on)!);

describe('the law of what a policy charges', () => {
  it('says nothing to a policy that charges nothing', () => {
    expect(law(creditor())).toEqual({ refused: [], notes: [] });
    expect(law(creditor({}))).toEqual({ refused: [], notes: [] });
  });

  it('names the key of the file', () => {
    const { refused, notes } = law(
      creditor({
        fees: { notice: { consumer: FIVE, business: FIVE } },
        interest: {
          consumer: NONE,
          business: { kind: 'own', rates: [{ from: null, rate: 80_000 }], start: 'due' },
        },
        costs: { consumer: FIVE, business: NONE },
      }),
    );
    expect(refused.map(({ path }) => path)).toEqual(['policy.levels[1].fee']);
    expect(notes.map(({ path }) => path)).toEqual(['policy.levels', 'policy.interest', 'policy.costs']);
  });

  it.each([
    ['2026-12-30', 0],
    ['2026-12-31', 0],
    ['2027-01-01', 1],
  ])('is that of the day: statutory interest on %s', (on, count) => {
    const statutory = { kind: 'statutory', start: 'law' } as const;
    const { refused } = law(creditor({ interest: { consumer: statutory, business: NONE } }), on);
    expect(refused).toHaveLength(count);
    if (count > 0) expect(refused[0]?.reason).toMatch(/ends on 2026-12-31 and says nothing of 2027-01-01/);
  });
});
