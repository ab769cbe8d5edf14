import { describe, expect, it } from 'vitest';
import { readCreditor } from '../../config/load.ts';
import { writeCreditor } from '../../config/write-creditor.ts';
import { creditorFile, problemsOf } from './creditor-file.ts';

const read = (source: string) => {
  const loaded = readCreditor(source);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
};
const withKeys = (...lines: string[]) =>
  creditorFile('  sending:', `${lines.map((line) => `  ${line}\n`).join('')}  sending:`);

describe('a policy that adds nothing', () => {
  it.each([
    [withKeys('interest: none', 'costs: { consumer: none, business: none }')],
    [withKeys('allocation: [costs, interest, principal]')],
    [creditorFile('daysAfterDue: 7 }', 'daysAfterDue: 7, fee: none }')],
    [withKeys('settlement: { writeOffBelow: "5.00", afterDays: 0 }').replace('settlement', 'settlement')],
  ])('has the version that it had before, however it is written', (source) => {
    const plain = source.includes('settlement')
      ? withKeys('settlement: { writeOffBelow: "5.00" }')
      : creditorFile();
    expect(read(source).hash).toBe(read(plain).hash);
    expect(read(source).creditor.policy).not.toHaveProperty('charges');
  });
});

describe('what a policy adds', () => {
  it('is read for each kind of customer, in minor units and millionths', () => {
    const source = withKeys(
      'interest: { consumer: none, business: { rate: [{ rate: "8.00" }, { from: 2027-01-01, rate: "7.5" }], start: due } }',
    )
      .replace('daysAfterDue: 7 }', 'daysAfterDue: 7, fee: { percent: "2.5" } }')
      .replace('daysAfterDue: 21,', 'daysAfterDue: 21, fee: { consumer: none, business: "7.50" },');
    const { charges } = read(source).creditor.policy;
    expect(charges?.fees).toEqual({
      'reminder-1': {
        consumer: { kind: 'percent', rate: 25_000 },
        business: { kind: 'percent', rate: 25_000 },
      },
      'reminder-2': { consumer: { kind: 'none' }, business: { kind: 'fixed', amount: 750 } },
    });
    expect(charges?.interest.business).toMatchObject({
      kind: 'own',
      start: 'due',
      rates: [{ from: null, rate: 80_000 }, { rate: 75_000 }],
    });
    const again = read(writeCreditor(read(source).creditor));
    expect(again.creditor.policy.charges).toEqual(charges);
  });

  it.each([
    [
      withKeys('allocation: [costs, costs, principal]'),
      'policy.allocation: ["costs","costs","principal"] names not each part once; write costs, interest and principal in the order that you want',
    ],
    [withKeys('costs: "40.001"'), 'policy.costs: "40.001" has too many decimals; EUR has 2'],
    [
      withKeys('vatOnCosts: "21 %"'),
      'policy.vatOnCosts: "21 %" has a percent sign; write percent per year or of the amount, such as 8.15',
    ],
    [
      withKeys('interest: { rate: [{ rate: "8.00" }, { rate: "7.00" }] }'),
      'policy.interest.rate[1].from: is missing; write the first day of each rate after the first',
    ],
    [withKeys('fees: statutory'), 'policy.fees: "statutory" is no known key'],
  ])(
    'is refused where it says something wrong, with field, value and what would be right',
    (source, problem) => {
      expect(
        problemsOf(source).some((one) => one.includes(problem)),
        problemsOf(source).join('\n'),
      ).toBe(true);
    },
  );
});
