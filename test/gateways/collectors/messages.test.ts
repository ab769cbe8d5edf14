import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instructionMessage, instructionMessageSchema } from '../../../gateways/collectors/instruction.ts';
import {
  instructionJsonSchema,
  orderJsonSchema,
  reportJsonSchema,
} from '../../../gateways/collectors/json-schema.ts';
import { orderMessage, orderMessageSchema } from '../../../gateways/collectors/order.ts';
import { readReport } from '../../../gateways/collectors/report.ts';
import { order } from '../contents.ts';
import { instructionOf, orderOf, reportOf, targetOf, WORDS } from './samples.ts';

const target = targetOf({ kind: 'hand' });
const messageOf = (...args: Parameters<typeof order>) =>
  orderMessage(orderOf(target, { ...order(...args), target }));

describe('an order to a collector', () => {
  const [first] = order().invoices;
  if (first === undefined) throw new Error('the order in contents.ts has an invoice');

  it('has amounts as decimals in quotes and days as ISO dates', () => {
    const message = messageOf();
    expect(message).toMatchObject({
      format: 'dunwell/collector-order/2',
      orderedOn: '2026-03-20',
      environment: 'TEST',
      configuration: { name: 'alpha', version: 3 },
      case: {
        reference: '2026/001-1',
        source: 'transfer',
        contractDate: '2026-01-05',
        dueOn: '2026-02-04',
      },
      currency: 'EUR',
      total: '1279.62',
      lineItems: [
        { uniqueId: '2026/001', quantity: '1', amountIncludingTax: '1279.62', type: 'PRODUCT', sku: null },
      ],
    });
    expect(message.invoices).toEqual([
      {
        number: '2026/001',
        reference: 'RF18 5390 0754 7034',
        issuedOn: '2026-01-05',
        dueOn: '2026-02-04',
        noticeDeliveredOn: '2026-03-02',
        noticeDueOn: '2026-03-16',
        open: { principal: '1234.50', fees: '5.00', interest: '0.12', costs: '40.00', total: '1279.62' },
      },
    ]);
  });

  it('writes what is unknown as null, so that each order has the same fields', () => {
    const invoices = [{ ...first, dueOn: null, noticeDeliveredOn: null, noticeDueOn: null }];
    const message = messageOf({ invoices });
    expect(message.invoices[0]).toMatchObject({ dueOn: null, noticeDeliveredOn: null, noticeDueOn: null });
    expect(message.billingAddress).toMatchObject({
      familyName: 'A. Jansen',
      organizationName: null,
      dateOfBirth: null,
    });
    expect(orderMessageSchema.parse(message)).toEqual(message);
  });

  it('may be about no invoice, when another service made the case', () => {
    expect(messageOf({ invoices: [] }).invoices).toEqual([]);
  });

  it('in yen has no decimals', () => {
    const invoices = [{ ...first, currency: 'JPY' }];
    const message = messageOf({ invoices, case: { ...order().case, currency: 'JPY' } });
    expect([message.total, message.invoices[0]?.open.interest]).toEqual(['127962', '12']);
  });
});

it.each(Object.values(WORDS))('an instruction to $kind is one by its schema', (about) => {
  const message = instructionMessage(instructionOf(target, about));
  expect(instructionMessageSchema.parse(message)).toEqual(message);
});

describe('a report', () => {
  const problemsOf = (report: unknown) => {
    const read = readReport(JSON.stringify(report));
    return read.ok ? [] : read.problems;
  };

  it.each([
    ['0.00', 'must be more than zero'],
    ['0.01', undefined],
    ['-1.00', 'must not be negative'],
    ['1.005', 'has too many decimals; EUR has 2'],
    ['1,50', 'has a decimal comma; write an amount like 12345.00'],
  ])('of %s collected: %s', (amount, reason) => {
    const receipts = [{ id: 'r', amount, currency: 'EUR', on: '2026-04-01' }];
    expect(problemsOf(reportOf({ receipts }))).toEqual(
      reason === undefined ? [] : [`receipts[0].amount: "${amount}" ${reason}`],
    );
  });

  it.each([
    [0, false],
    [1, true],
    [1.5, false],
  ])('of revision %d is taken: %s', (revision, isTaken) => {
    expect(problemsOf(reportOf({ revision })).length === 0).toBe(isTaken);
  });

  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['1.4.2026', false],
  ])('of %s is taken: %s', (on, isTaken) => {
    expect(problemsOf(reportOf({ steps: [{ id: 's', what: 'call', on }] })).length === 0).toBe(isTaken);
  });

  it('names every fault at once', () => {
    expect(
      problemsOf({ ...reportOf({ status: 'done', revision: 0 }), charges: [{ id: 'c', kind: 'tax' }] }),
    ).toEqual([
      expect.stringMatching(/^revision: 0 is no revision/),
      expect.stringMatching(/^status: "done" is no status/),
      'charges[0].kind: "tax" is no kind of charge; write one of cost, interest, fee',
      expect.stringMatching(/^charges\[0\]\.amount: is missing/),
      expect.stringMatching(/^charges\[0\]\.currency: is missing/),
      expect.stringMatching(/^charges\[0\]\.on: is missing/),
    ]);
  });

  it('gives no two receipts one id', () => {
    const receipt = { id: 'r', amount: '1.00', currency: 'EUR', on: '2026-04-01' };
    expect(problemsOf(reportOf({ receipts: [receipt, { ...receipt, amount: '2.00' }] }))).toEqual([
      'receipts[1].id: "r" is the id of receipts[0] too; give each its own',
    ]);
  });

  it('refused, does not repeat free words, which may name a person', () => {
    const [problem = ''] = problemsOf(reportOf({ reason: `Jan Jansen ${'x'.repeat(1000)}` }));
    expect(problem).toMatch(/^reason: is no text; write up to 1000 characters/);
  });

  it.each(['', '{"format":', '[]', 'null', '5'])('is not %j', (text) => {
    expect(readReport(text)).toMatchObject({ ok: false });
  });
});

describe('what is published about the formats', () => {
  it.each([
    ['order', orderJsonSchema],
    ['instruction', instructionJsonSchema],
    ['report', reportJsonSchema],
  ])(
    'collector-%s.schema.json is what is checked; when this fails run scripts/schemas.ts',
    (name, schema) => {
      const file = new URL(`../../../gateways/collectors/collector-${name}.schema.json`, import.meta.url);
      expect(readFileSync(file, 'utf8')).toBe(schema());
    },
  );

  const example = (name: string) =>
    readFileSync(new URL(`../../../examples/collector/${name}.json`, import.meta.url), 'utf8');

  it('the examples are what they say they are', () => {
    expect(orderMessageSchema.safeParse(JSON.parse(example('order'))).error).toBeUndefined();
    expect(instructionMessageSchema.safeParse(JSON.parse(example('instruction'))).error).toBeUndefined();
    expect(readReport(example('report'))).toMatchObject({ ok: true, report: { revision: 4 } });
  });
});
