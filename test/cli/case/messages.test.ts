import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../files/case-sample.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';
import { openCase, putCase } from './a-case.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);

beforeAll(async () => {
  const published = await openCase(prepared, '1005');
  await putCase(prepared, published.id, { state: 'PROCESSING', publishedAt: AT, stepsTakenAt: AT });
});

describe('a message to a case that is wrong in itself ends with 2', () => {
  it.each<[string, string[], RegExp]>([
    ['without a reference', ['prepare'], /missing required argument 'reference'/],
    ['without a reason', ['close', '1005-1'], /required option '--reason <text>'/],
    [
      'with an amount that is none',
      ['collected', '1005-1', 'fifty', '--external-id', 'x'],
      /'fifty' is invalid .* Write a decimal such as 50\.00, with a point/,
    ],
    [
      'with a charge whose amount has a comma',
      ['charge', '1005-1', 'cost', '5,00', '--external-id', 'x'],
      /'5,00' is invalid .* Write a decimal such as 50\.00, with a point/,
    ],
    [
      'with a charge that is none',
      ['charge', '1005-1', 'tax', '1', '--external-id', 'x'],
      /cost, interest, fee/,
    ],
    ['with a version that is none', ['review', '1005-1', '--version', '0'], /whole number from 1/],
    ['with an empty message', ['message', '1005-1', ' '], /The message is empty/],
    [
      'with an acknowledgement that is none',
      ['deactivate', '1005-1', '--acknowledge', 'all'],
      /published, steps-taken/,
    ],
    [
      'with an outcome that follows from another operation',
      ['close', '1005-1', '--reason', 'x', '--outcome', 'WAIVED'],
      /COLLECTED, PARTLY_COLLECTED, UNCOLLECTED/,
    ],
    ['with a request file that is wrong', ['pause', '1005-1', '--until', 'soon'], /Write a date like/],
  ])('%s', async (_, args, says) => {
    const { code, err } = await prepared.run('case', ...args);
    expect(err).toMatch(says);
    expect(code).toBe(2);
  });
});

describe('a message to a case that cannot be sent ends with 1', () => {
  it.each<[string, string[], RegExp]>([
    ['to no case', ['prepare', '9-9'], /Creditor acme has no case 9-9\./],
    ['without a server', ['review', '1005-1'], /No server is running on .*npm start/],
    [
      'about a word that nothing is unsure of',
      ['resolve', '1005-1', '--outcome', 'delivered'],
      /needs a person: name one with --key/,
    ],
    ['from a file that is not there', ['create', '/nowhere.json'], /\/nowhere\.json: does not exist/],
  ])('%s', async (_, args, says) => {
    const { code, err } = await prepared.run('case', ...args);
    expect(err).toMatch(says);
    expect(code).toBe(1);
  });
});

describe('a file', () => {
  it('with several mistakes names each', async () => {
    const text = SAMPLE.replace('2018-01-01', '2026-03-03')
      .replace('"CHF"', '"FRANCS"')
      .replace('"sku"', '"skew"');
    const file = prepared.file('case.json', text);
    const { code, err } = await prepared.run('case', 'create', file);
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toEqual([
      expect.stringMatching(/currency: "FRANCS" is no currency/),
      expect.stringMatching(/lineItems\[0\]\.skew: "test" is no known key/),
      expect.stringMatching(/dueDate: "2026-03-03" is not in the past/),
    ]);
  });

  it('of changes is read in the currency of the case', async () => {
    const file = prepared.file(
      'changes.json',
      '{"lineItems":[{"uniqueId":"1","name":"x","quantity":"1","amountIncludingTax":"1.001","type":"FEE"}]}',
    );
    const { code, err } = await prepared.run('case', 'update', '1005-1', file);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/too many decimals; EUR has 2/),
    });
  });
});

describe('deactivating what the debtor has seen or heard of', () => {
  it('names and explains each acknowledgement that is missing', async () => {
    const none = await prepared.run('case', 'deactivate', '1005-1');
    expect(none.code).toBe(1);
    expect(none.err).toMatch(/Deactivating is permanent/);
    expect(none.err).toMatch(
      /--acknowledge published: The debt collection case has already been published: it has been visible/,
    );
    expect(none.err).toMatch(/--acknowledge steps-taken: Steps taken in the debt collection case found/);
    const one = await prepared.run('case', 'deactivate', '1005-1', '--acknowledge', 'published');
    expect(one.code).toBe(1);
    expect(one.err).not.toMatch(/--acknowledge published/);
    expect(one.err).toMatch(/--acknowledge steps-taken/);
  });

  it('as JSON too', async () => {
    const { code, out } = await prepared.run('case', 'deactivate', '1005-1', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, missing: ['published', 'steps-taken'] });
  });

  it.each([
    [['--acknowledge', 'published', '--acknowledge', 'steps-taken']],
    [['--acknowledge', 'steps-taken,published']],
  ])('is sent with both: %s', async (args) => {
    const { err } = await prepared.run('case', 'deactivate', '1005-1', ...args);
    expect(err).toMatch(/No server is running/);
  });
});

describe('a preview of a case to start', () => {
  it('shows reference, debtor, items, amount, dates and configuration', async () => {
    const { code, out } = await prepared.run('case', 'start', '1006', '1007', '--preview');
    expect(code).toBe(0);
    expect(out).toMatch(/^Case 1006-1 would be started for 1006, 1007\./);
    expect(out).toMatch(/^debtor\tC-3$/m);
    expect(out).toMatch(/^amount\t125\.00 EUR$/m);
    expect(out).toMatch(/^contract date\t2025-12-01$/m);
    expect(out).toMatch(/^due date\t2025-12-31$/m);
    expect(out).toMatch(/^configuration\toutbox, version \d+, /m);
    expect(out).toMatch(/^1007\t1007\t65\.00$/m);
  });

  it('says what is in the way', async () => {
    const start = (...args: string[]) => prepared.run('case', 'start', '--preview', ...args);
    expect((await start('1005')).err).toMatch(/Invoice 1005 is in case 1005-1 already/);
    expect((await start('1003')).err).toMatch(/Invoice 1003: The invoice was paid on 2026-03-02/);
    expect((await start('1006', '1001')).err).toMatch(/Invoices 1006 and 1001 are of different customers/);
    expect((await start('1002')).err).toMatch(/None of the invoices was due before today/);
    expect((await start('1004')).err).toMatch(/Invoice 1004 is paused since .* \(DISPUTE\): resume it first/);
    expect(await start('9999')).toMatchObject({ code: 1, err: 'Creditor acme has no invoice 9999.\n' });
  });

  it('as JSON has all of it', async () => {
    const { out } = await prepared.run(
      'case',
      'start',
      '1006',
      '--preview',
      '--json',
      '--environment',
      'test',
    );
    expect(JSON.parse(out)).toMatchObject({
      reference: '1006-1',
      amount: '60.00',
      dueDate: '2025-12-31',
      environment: 'TEST',
      obstacles: [],
    });
  });
});
