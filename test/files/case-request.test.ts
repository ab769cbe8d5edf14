import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../config/problem.ts';
import { parseDay } from '../../domain/kernel/day.ts';
import { readCreateCase, readUpdateCase } from '../../files/case-request.ts';
import { SAMPLE } from './case-sample.ts';

const day = (iso: string) => parseDay(iso) as number;
const TODAY = day('2026-03-03');

type Json = Record<string, unknown>;
const sample = (): Json => JSON.parse(SAMPLE);
const item = (changes: Json = {}): Json => ({ ...(sample().lineItems as Json[])[0], ...changes });
const address = (changes: Json = {}): Json => ({ ...(sample().billingAddress as Json), ...changes });

const readText = (text: string) => readCreateCase(text, { today: TODAY });
const read = (changes: Json) => readText(JSON.stringify({ ...sample(), ...changes }));
const problemsOf = (result: ReturnType<typeof readUpdateCase> | ReturnType<typeof readText>) =>
  result.ok ? [] : result.problems.map((problem) => formatProblem('case.json', problem));
const problems = (changes: Json) => problemsOf(read(changes));
const update = (changes: Json) => readUpdateCase(JSON.stringify(changes), { today: TODAY, currency: 'CHF' });

describe('the sample of a case to create', () => {
  it('is read as it is written', () => {
    expect(readText(SAMPLE)).toEqual({
      ok: true,
      request: {
        kind: 'create',
        externalId: '11224454',
        reference: 'test-case',
        currency: 'CHF',
        language: 'de_DE',
        environment: 'PRODUCTION',
        contractDate: day('2017-12-12'),
        dueOn: day('2018-01-01'),
        lineItems: [
          {
            uniqueId: '1',
            name: 'test',
            quantity: '1',
            amountIncludingTax: 12_000,
            type: 'PRODUCT',
            sku: 'test',
            shippingRequired: true,
          },
        ],
        billingAddress: {
          givenName: 'Tester',
          familyName: 'Hans',
          organizationName: 'customweb GmbH',
          street: 'General-Guisan-Strasse 47',
          postcode: '8400',
          city: 'Winterthur',
          country: 'CH',
          postalState: '8400',
          gender: 'MALE',
          mobilePhoneNumber: '+41445331570',
        },
        customer: null,
        invoices: [],
        configuration: null,
      },
    });
  });

  it('may say postcode as well as postCode, the language short, and more of the debtor', () => {
    const { postCode: _, ...rest } = address();
    const result = read({
      language: 'de',
      billingAddress: {
        ...rest,
        postcode: '8400',
        dateOfBirth: '1980-02-29',
        emailAddress: 'hans@example.org',
      },
    });
    expect(result).toMatchObject({
      ok: true,
      request: {
        language: 'de',
        billingAddress: {
          postcode: '8400',
          dateOfBirth: day('1980-02-29'),
          emailAddress: 'hans@example.org',
        },
      },
    });
  });

  it('may name a customer, invoices and a configuration; null says nothing', () => {
    expect(
      read({ customer: 'C-1', invoices: ['1001', '2026/001'], collectorConfiguration: 'agency' }),
    ).toMatchObject({
      ok: true,
      request: { customer: 'C-1', invoices: ['1001', '2026/001'], configuration: 'agency' },
    });
    expect(read({ customer: null, invoices: null, collectorConfiguration: null })).toMatchObject({
      ok: true,
      request: { customer: null, invoices: [], configuration: null },
    });
    expect(problems({ reference: null })).toEqual([
      expect.stringMatching(/^case.json: reference: is missing/),
    ]);
  });
});

describe('amounts', () => {
  const withAmount = (written: string) => SAMPLE.replace('"120"', written);
  it.each([
    ['"120"', 12_000],
    ['"120.5"', 12_050],
    ['120', 12_000],
    ['120.10', 12_010],
    ['1.1', 110],
    ['90071992547409.91', 9_007_199_254_740_991],
  ])('written %s keep every digit', (written, minor) => {
    expect(readText(withAmount(written))).toMatchObject({
      ok: true,
      request: { lineItems: [{ amountIncludingTax: minor }] },
    });
  });

  it.each([
    ['120.001', /lineItems\[0\]\.amountIncludingTax: "120.001" has too many decimals; CHF has 2$/],
    ['1.2e2', /"1.2e2" has an exponent; write an amount like 12345\.00$/],
    ['"1,200.00"', /has a thousands separator or a decimal comma/],
    ['90071992547409.92', /is too large/],
    ['true', /is a boolean and must stand in quotes/],
    ['-1', /must not be negative/],
  ])('written %s are refused with what would be right', (written, says) => {
    expect(problemsOf(readText(withAmount(written)))).toEqual([expect.stringMatching(says)]);
  });

  it('of discounts may be negative; together they must be more than nothing', () => {
    const discount = (amount: string) =>
      item({ uniqueId: '2', type: 'DISCOUNT', amountIncludingTax: amount });
    expect(read({ lineItems: [item(), discount('-119.99')] })).toMatchObject({ ok: true });
    for (const amount of ['-120', '-120.01']) {
      expect(problems({ lineItems: [item(), discount(amount)] })).toEqual([
        expect.stringMatching(/lineItems: .* add up to nothing that could be collected/),
      ]);
    }
  });
});

describe('a due date', () => {
  it('lies in the past', () => {
    const found = ['2026-03-02', '2026-03-03', '2026-03-04'].map((dueDate) => problems({ dueDate }));
    expect(found).toEqual([
      [],
      [expect.stringMatching(/dueDate: "2026-03-03" is not in the past; .*: write 2026-03-02 or earlier/)],
      [expect.stringMatching(/dueDate: "2026-03-04" is not in the past/)],
    ]);
  });
});

describe('what is wrong is named with its value and what would be right', () => {
  const long = (length: number) => 'x'.repeat(length);
  it.each<[Json, RegExp]>([
    [{ externalId: undefined }, /externalId: is missing; write up to 100 characters/],
    [{ environment: 'LIVE' }, /environment: "LIVE" is no environment; write TEST or PRODUCTION/],
    [{ currency: 'CHFF' }, /currency: "CHFF" is no currency/],
    [{ language: 'de-DE' }, /language: "de-DE" is no language; write one like de or de_DE/],
    [{ contractDate: '2017-02-29' }, /contractDate: "2017-02-29" is no date of the calendar/],
    [{ lineItems: [] }, /lineItems: \[\] is empty; write at least one line item/],
    [{ lineItems: [item({ type: 'GOODS' })] }, /type: "GOODS" is no type of line item; write SHIPPING, /],
    [{ lineItems: [item({ quantity: 'one' })] }, /quantity: "one" is no quantity/],
    [{ lineItems: [item(), item()] }, /lineItems\[1\]\.uniqueId: "1" is the id of lineItems\[0\] already/],
    [{ billingAddress: { city: 'Winterthur' } }, /billingAddress: .* names nobody/],
    [{ billingAddress: address({ postcode: '8401' }) }, /postCode: "8400" says something else than postcode/],
    [{ billingAddress: address({ postCode: 8400 }) }, /postCode: 8400 is a number and must stand in quotes/],
    [{ billingAddress: address({ country: 'CHE' }) }, /country: "CHE" is no country/],
    [{ billingAddress: address({ country: 'XQ' }) }, /country: "XQ" is no country/],
    [{ billingAddress: address({ gender: 'M' }) }, /gender: "M" is no gender; write MALE or FEMALE/],
    [{ billingAddress: address({ emailAddress: 'hans' }) }, /emailAddress: "hans" is no e-mail address/],
    [{ billingAddress: address({ dateOfBirth: '2030-01-01' }) }, /dateOfBirth: .* is in the future/],
    [{ billingAddres: address() }, /billingAddres: .* is no known key; did you mean billingAddress\?/],
    [{ invoices: ['1', '2', '1'] }, /invoices\[2\]: "1" is in the list already/],
  ])('%o', (changes, says) => {
    expect(problems(changes)).toEqual([expect.stringMatching(says)]);
  });

  it.each([
    ['externalId', 100],
    ['reference', 100],
  ])('%s may have %d characters', (name, most) => {
    expect(problems({ [name]: long(most - 1) })).toEqual([]);
    expect(problems({ [name]: long(most) })).toEqual([]);
    expect(problems({ [name]: long(most + 1) })).toEqual([expect.stringMatching(`up to ${most} characters`)]);
  });

  it.each([
    ['givenName', 100],
    ['street', 300],
    ['postCode', 40],
    ['salutation', 20],
    ['socialSecurityNumber', 100],
  ])('%s of the address may have %d characters', (name, most) => {
    expect(problems({ billingAddress: address({ [name]: long(most) }) })).toEqual([]);
    expect(problems({ billingAddress: address({ [name]: long(most + 1) }) })).toEqual([
      expect.stringMatching(`billingAddress.${name}: .* up to ${most} characters`),
    ]);
  });

  it('all at once', () => {
    const found = problems({ dueDate: '2030-01-01', currency: 'X', langauge: 'de', environment: 'test' });
    expect(found).toHaveLength(4);
  });

  it.each([
    ['', /^case.json: is empty; write one JSON object$/],
    ['{"a": }', /^case.json(:1)?: is no JSON: Unexpected token/],
    ['{"reference": "a\\u0000b"}', /^case.json: reference: has the character NUL in it; take it out$/],
    ['{"a": [{"\\ud83d": 1}]}', /^case.json: a\[0\]: has a field whose name has half a character in it/],
    ['[]', /is no case; write these keys: externalId, reference/],
    ['7', /is no case/],
  ])('in a text that is no case: %s', (text, says) => {
    expect(problemsOf(readText(text))).toEqual([expect.stringMatching(says)]);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readText(text).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(sample())), fc.jsonValue()), (changes) => {
        const result = read(changes);
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('an update', () => {
  it('has the fields that change and no others', () => {
    expect(update({ dueDate: '2018-02-01', collectorConfiguration: null, version: 3 })).toEqual({
      ok: true,
      version: 3,
      request: { kind: 'update', changes: { dueOn: day('2018-02-01'), configuration: null } },
    });
    expect(update({ lineItems: [item({ amountIncludingTax: 99.5 })] })).toMatchObject({
      ok: true,
      version: null,
      request: { changes: { lineItems: [{ amountIncludingTax: 9950 }] } },
    });
  });

  it.each<[Json, RegExp]>([
    [{}, /^case.json: .*changes nothing/],
    [{ version: 3 }, /changes nothing/],
    [{ version: '3', language: 'de' }, /version: "3" is no version/],
    [{ currency: 'EUR' }, /currency: "EUR" needs `lineItems` beside it/],
    [{ reference: 'other' }, /reference: "other" is no known key/],
    [{ dueDate: '2026-03-03' }, /is not in the past/],
    [{ lineItems: [item({ amountIncludingTax: '1.001' })] }, /CHF has 2/],
  ])('is refused with what would be right: %o', (changes, says) => {
    expect(problemsOf(update(changes))).toEqual([expect.stringMatching(says)]);
  });
});

it('the example of a case is a sound one', () => {
  const example = readFileSync(new URL('../../examples/case.json', import.meta.url), 'utf8');
  expect(readText(example)).toMatchObject({ ok: true, request: { reference: '2025-4711', currency: 'EUR' } });
});
