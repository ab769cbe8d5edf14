import { describe, expect, it } from 'vitest';
import { type ConfigurationSubject, chooseConfiguration } from '../../../domain/case/choose-configuration.ts';
import type { CaseCondition, CollectorConfiguration } from '../../../domain/case/configuration.ts';
import { OUTBOX_CONFIGURATION } from '../../../domain/case/outbox-configuration.ts';
import { type Day, parseDay } from '../../../domain/kernel/day.ts';

const day = (iso: string): Day => parseDay(iso) as Day;
const TODAY = day('2026-03-03');

const subject = (changed: Partial<ConfigurationSubject> = {}): ConfigurationSubject => ({
  creditor: 'acme',
  environment: 'PRODUCTION',
  amount: 50_000,
  currency: 'EUR',
  country: 'NL',
  customerKind: 'business',
  dueOn: day('2026-01-02'),
  wanted: null,
  ...changed,
});

const configuration = (changed: Partial<CollectorConfiguration> = {}): CollectorConfiguration => ({
  name: 'standard',
  version: 3,
  state: 'ACTIVE',
  collector: { kind: 'hand' },
  conditions: [],
  priority: 10,
  skipReview: false,
  creditors: [],
  environments: ['PRODUCTION'],
  ...changed,
});

const choose = (
  configurations: readonly CollectorConfiguration[],
  changed: Partial<ConfigurationSubject> = {},
) => chooseConfiguration(configurations, subject(changed), TODAY);

describe('A condition', () => {
  const amount: CaseCondition = { kind: 'amount', currency: 'EUR', atLeast: 50_000, below: 100_000 };
  const age: CaseCondition = { kind: 'age', atLeastDays: 60, underDays: 90 };
  it.each<[string, CaseCondition, Partial<ConfigurationSubject>, boolean, string]>([
    [
      'amount one below the least',
      amount,
      { amount: 49_999 },
      false,
      'The amount is 499.99 EUR; wanted is at least 500.00 EUR and below 1000.00 EUR.',
    ],
    ['amount at the least', amount, { amount: 50_000 }, true, 'The amount is 500.00 EUR'],
    ['amount one above the least', amount, { amount: 50_001 }, true, 'The amount is 500.01 EUR'],
    ['amount one below the limit', amount, { amount: 99_999 }, true, 'The amount is 999.99 EUR'],
    ['amount at the limit', amount, { amount: 100_000 }, false, 'The amount is 1000.00 EUR'],
    ['amount one above the limit', amount, { amount: 100_001 }, false, 'The amount is 1000.01 EUR'],
    [
      'amount in another currency',
      amount,
      { currency: 'SEK' },
      false,
      'The case is in SEK, so its amount cannot be compared',
    ],
    [
      'age one below the least',
      age,
      { dueOn: TODAY - 59 },
      false,
      '59 days passed since it was due on 2026-01-03; wanted is at least 60 days and under 90 days.',
    ],
    ['age at the least', age, { dueOn: TODAY - 60 }, true, '60 days passed'],
    ['age one above the least', age, { dueOn: TODAY - 61 }, true, '61 days passed'],
    ['age one below the limit', age, { dueOn: TODAY - 89 }, true, '89 days passed'],
    ['age at the limit', age, { dueOn: TODAY - 90 }, false, '90 days passed'],
    ['age one above the limit', age, { dueOn: TODAY - 91 }, false, '91 days passed'],
    ['age without a due date', age, { dueOn: null }, false, 'The case has no due date'],
    ['currency named', { kind: 'currency', oneOf: ['SEK', 'EUR'] }, {}, true, 'The case is in EUR'],
    [
      'currency not named',
      { kind: 'currency', oneOf: ['SEK', 'NOK'] },
      {},
      false,
      'The case is in EUR; wanted is SEK or NOK.',
    ],
    ['country named', { kind: 'country', oneOf: ['NL', 'BE'] }, {}, true, "The debtor's country is NL"],
    ['country not named', { kind: 'country', oneOf: ['BE'] }, {}, false, "The debtor's country is NL"],
    ['country unknown', { kind: 'country', oneOf: ['BE'] }, { country: null }, false, 'is not known'],
    ['kind of customer', { kind: 'customerKind', is: 'business' }, {}, true, 'The debtor is a business'],
    ['other kind of customer', { kind: 'customerKind', is: 'consumer' }, {}, false, 'wanted is a consumer'],
    [
      'kind of customer unknown',
      { kind: 'customerKind', is: 'consumer' },
      { customerKind: null },
      false,
      'The debtor is not known to be a consumer or a business',
    ],
  ])('on the %s', (_, condition, changed, holds, says) => {
    const one = configuration({ conditions: [condition] });
    const { chosen, because } = choose([one], changed);
    expect(chosen).toEqual(holds ? one : null);
    const check = because[0]?.checks.at(-1);
    expect(check).toMatchObject({ passes: holds, says: expect.stringContaining(says) });
  });

  it('counts only when all the others hold too', () => {
    const both = configuration({
      conditions: [
        { kind: 'currency', oneOf: ['EUR'] },
        { kind: 'country', oneOf: ['BE'] },
      ],
    });
    const { chosen, because } = choose([both]);
    expect(chosen).toBeNull();
    expect(because[0]?.checks.map(({ rule, passes }) => [rule, passes])).toEqual([
      ['ACTIVE', true],
      ['CREDITOR', true],
      ['ENVIRONMENT', true],
      ['CURRENCY', true],
      ['COUNTRY', false],
    ]);
  });
});

describe('A configuration is passed over', () => {
  it.each<[string, Partial<CollectorConfiguration>, string]>([
    ['when it is inactive', { state: 'INACTIVE' }, 'It is inactive.'],
    [
      'when it serves other creditors',
      { creditors: ['acme-2', 'seeblick'] },
      'It does not serve creditor acme: its creditors are acme-2, seeblick.',
    ],
    [
      'when it serves the other environment',
      { environments: ['TEST'] },
      'The case is for PRODUCTION; it serves TEST.',
    ],
  ])('%s, and says so', (_, changed, says) => {
    const next = configuration({ name: 'next', priority: 11 });
    const { chosen, because } = choose([configuration(changed), next]);
    expect(chosen).toEqual(next);
    expect(because.map(({ name, fits }) => [name, fits])).toEqual([
      ['standard', false],
      ['next', true],
    ]);
    expect(because[0]?.checks.filter(({ passes }) => !passes)).toMatchObject([{ says }]);
  });

  it('unless its list of creditors is empty or names this one', () => {
    for (const creditors of [[], ['acme'], ['seeblick', 'acme']]) {
      expect(choose([configuration({ creditors })]).chosen).not.toBeNull();
    }
  });
});

describe('The first that fits is chosen', () => {
  it.each([
    [9, 'other'],
    [10, 'other'],
    [11, 'standard'],
  ])('with other at priority %i beside standard at 10: %s', (priority, name) => {
    const other = configuration({ name: 'other', priority });
    expect(choose([configuration(), other]).chosen?.name).toBe(name);
    expect(choose([other, configuration()]).chosen?.name).toBe(name);
  });

  it('and all are listed in the order of looking, also those behind it', () => {
    const names = ['b', 'a', 'c'].map((name, i) => configuration({ name, priority: i === 2 ? 1 : 2 }));
    expect(choose(names).because.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
  });

  it('or none, when there is none', () => {
    expect(choose([])).toEqual({ chosen: null, because: [] });
  });
});

describe('A configuration asked for by name', () => {
  const first = configuration({ name: 'first', priority: 1 });
  const strict = configuration({
    name: 'strict',
    priority: 9,
    conditions: [{ kind: 'amount', currency: 'SEK', atLeast: 1 }],
  });

  it('is taken whatever its conditions and priority', () => {
    const { chosen, because } = choose([first, strict], { wanted: 'strict' });
    expect(chosen).toEqual(strict);
    expect(because).toMatchObject([{ name: 'strict', version: 3, fits: true }]);
    expect(because[0]?.checks[0]).toMatchObject({ rule: 'ASKED_FOR', passes: true });
    expect(because[0]?.checks.at(-1)).toMatchObject({ rule: 'AMOUNT', passes: false });
  });

  it.each<[string, Partial<CollectorConfiguration>]>([
    ['inactive', { state: 'INACTIVE' }],
    ['for other creditors', { creditors: ['seeblick'] }],
    ['for the other environment', { environments: ['TEST'] }],
  ])('is not replaced by another when it is %s', (_, changed) => {
    const { chosen, because } = choose([first, { ...strict, ...changed }], { wanted: 'strict' });
    expect(chosen).toBeNull();
    expect(because).toMatchObject([{ name: 'strict', fits: false }]);
  });

  it('is named when there is none of that name', () => {
    const { chosen, because } = choose([first], { wanted: 'frist' });
    expect(chosen).toBeNull();
    expect(because).toMatchObject([{ name: 'frist', version: null, fits: false }]);
    expect(because[0]?.checks[0]?.says).toMatch(/no configuration of that name/);
  });
});

describe('The built-in configuration', () => {
  it('takes every case for PRODUCTION without review, and none for TEST', () => {
    expect(choose([OUTBOX_CONFIGURATION]).chosen).toMatchObject({ name: 'outbox', skipReview: true });
    expect(choose([OUTBOX_CONFIGURATION], { environment: 'TEST' }).chosen).toBeNull();
  });
});
