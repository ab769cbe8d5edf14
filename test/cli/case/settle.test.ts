import { beforeAll, describe, expect, it } from 'vitest';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { pendingCaseWakes } from '../../../db/case/wake.ts';
import { problemsOf } from '../../../db/intake/intake.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { ledgerOf } from '../../../db/invoice/ledger.ts';
import { gatherCaseHistory } from '../../../gather/case/gather-case-history.ts';
import { stageFiles } from '../../../intake/stage-files.ts';
import { rows } from '../dunwell.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';
import { openCase, putCase } from './a-case.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);
const HEAD = 'case,receipt,receivedOn,amount,currency\n';

const COLLECTORS = `
- { name: partner, collector: { kind: hand } }
- { name: agency, collector: { kind: hand } }
`;

/** Takes a settlement file in as a worker would; says what came of it and what was refused. */
async function take(text: string, collector = 'partner', strict = false) {
  const { db, deps } = prepared;
  const settlement = prepared.file(`settlement-${Math.random()}.csv`, HEAD + text);
  const request = { db, creditor: 'acme', by: 'anna', asOf: AT, settlement, collector, strict };
  const { batchId } = await stageFiles(request, () => undefined);
  const progress = await takeIn(deps, { creditor: 'acme', batchId }, AT, () => undefined);
  const refused = (await db.read((tx) => problemsOf(tx, batchId))).map(({ line, problem }) => [
    line,
    problem,
  ]);
  return { ...progress, problems: refused };
}

const settle = (text: string, ...options: string[]) =>
  prepared.run(
    'case',
    'settle',
    prepared.file('settlement.csv', HEAD + text),
    '--collector',
    'partner',
    ...options,
  );

const history = (reference: string) => prepared.db.read((tx) => gatherCaseHistory(tx, 'acme', reference));

beforeAll(async () => {
  await prepared.run('collector', 'publish', prepared.file('collectors.yaml', COLLECTORS));
  const ordered = async (configuration: string, ...numbers: string[]) => {
    const { id } = await openCase(prepared, ...numbers);
    await putCase(prepared, id, { state: 'PROCESSING', configuration, configurationVersion: 1 });
    return id;
  };
  await ordered('partner', '1002');
  await ordered('partner', '1006', '1007');
  await ordered('agency', '1005');
  await putCase(prepared, await ordered('partner', '1008'), {
    state: 'CLOSED',
    outcome: 'UNCOLLECTED',
    configuration: 'partner',
    configurationVersion: 1,
  });
});

describe('A settlement file', () => {
  it('becomes receipts of its cases, booked on their invoices, the oldest first', async () => {
    const taken = await take('1002-1,R-1,2026-03-02,20.00,EUR\n1006-1,R-2,2026-03-02,70.00,EUR\n');
    expect(taken).toMatchObject({ taken: 2, unchanged: 0, refused: 0, problems: [] });
    const { receipts, row } = await history('1006-1');
    expect(receipts).toMatchObject([
      { externalId: 'R-2', amount: 7000, surplus: 0, source: 'settlement', by: 'anna' },
    ]);
    expect(row.collected).toBe(7000);
    const booked = await prepared.db.read(async (tx) => {
      const amounts = [];
      for (const number of ['1006', '1007']) {
        const invoice = await findInvoiceByNumber(tx, 'acme', number);
        amounts.push((await ledgerOf(tx, invoice?.id ?? 0)).map(({ kind, amount }) => [kind, amount]));
      }
      return amounts;
    });
    expect(booked).toEqual([[['payment', 6000]], [['payment', 1000]]]);
    const woken = (await prepared.db.read((tx) => pendingCaseWakes(tx, 50))).map(
      ({ reference }) => reference,
    );
    expect(woken).toEqual(expect.arrayContaining(['1002-1', '1006-1']));
  });

  it('read again changes nothing', async () => {
    const taken = await take('1002-1,R-1,2026-03-02,20.00,EUR\n1006-1,R-2,2026-03-02,70.00,EUR\n');
    expect(taken).toMatchObject({ taken: 0, unchanged: 2, refused: 0 });
    expect((await history('1006-1')).receipts).toHaveLength(1);
  });

  it('is refused row by row, in words, without keeping the good ones back', async () => {
    const taken = await take(
      [
        '9999-1,R-3,2026-03-02,1.00,EUR',
        '1005-1,R-4,2026-03-02,1.00,EUR',
        '1002-1,R-5,2026-03-02,1.00,SEK',
        '1008-1,R-6,2026-03-02,1.00,EUR',
        '1002-1,R-7,2026-03-04,1.00,EUR',
        '1002-1,R-8,2026-03-03,1.00,EUR',
      ].join('\n'),
    );
    expect(taken).toMatchObject({ taken: 1, refused: 5 });
    expect(taken.problems).toEqual([
      [2, 'case: "9999-1" is no case; write its reference as it was ordered.'],
      [3, 'case: "1005-1" is with agency; the file is from partner.'],
      [4, 'currency: "SEK" is not the case\'s; it is in EUR.'],
      [5, 'case: The case is CLOSED: no further money can be collected on it.'],
      [6, 'receivedOn: 2026-03-04 lies ahead; a receipt is taken in when it is there.'],
    ]);
  });

  it('with another amount for a receipt leaves the first, and notes the conflict once', async () => {
    const other = '1002-1,R-1,2026-03-02,20.01,EUR\n';
    for (const time of [1, 2]) {
      const { problems, refused } = await take(other);
      expect({ time, refused }).toEqual({ time, refused: 1 });
      expect(problems[0]?.[1]).toMatch(
        /^amount: The receipt R-1 was recorded before with another amount: 20\.00/,
      );
    }
    const { row, receipts, events } = await history('1002-1');
    expect(receipts.map(({ externalId, amount }) => [externalId, amount])).toEqual([
      ['R-1', 2000],
      ['R-8', 100],
    ]);
    expect(row.attention).toBe('RECEIPT_CONFLICT');
    expect(events.filter(({ reason }) => reason?.includes('20.01'))).toHaveLength(1);
  });

  it('with more than is owed keeps the surplus for a refund', async () => {
    await take('1002-1,R-9,2026-03-03,100.00,EUR\n');
    const { receipts, row } = await history('1002-1');
    // 50.00 was owed, 21.00 had come.
    expect(receipts.at(-1)).toMatchObject({ externalId: 'R-9', amount: 10_000, surplus: 7100 });
    expect(row.surplus).toBe(7100);
  });

  it('that is strict is taken as a whole or not at all', async () => {
    const taken = await take(
      '1006-1,R-10,2026-03-02,1.00,EUR\n9999-1,R-11,2026-03-02,1.00,EUR\n',
      'partner',
      true,
    );
    expect(taken).toMatchObject({ taken: 0, refused: 1 });
    expect((await history('1006-1')).receipts).toHaveLength(1);
  });
});

describe('case settle --compare', () => {
  it('lists what differs, both ways, and changes nothing', async () => {
    const before = await prepared.db.read((tx) => findCaseByReference(tx, 'acme', '1002-1'));
    const { code, out, err } = await settle(
      [
        '1002-1,R-1,2026-03-02,20.01,EUR',
        '1006-1,R-2,2026-03-02,70.00,EUR',
        '1006-1,R-2,2026-03-02,70.00,EUR',
        '9999-1,R-3,2026-03-02,1.00,EUR',
        '1005-1,R-4,2026-03-02,1.00,EUR',
        '1002-1,R-8,2026-03-03,1.00,SEK',
        '1008-1,R-6,2026-03-02,1.00,EUR',
        '1002-1,R-99,2026-03-02,1.00,EUR',
        '1002-1,R-8,not a day,1.00,EUR',
      ].join('\n'),
      '--compare',
    );
    expect(code).toBe(0);
    expect(rows(out).map((row) => [row.line, row.difference, row.receipt])).toEqual([
      ['2', 'AMOUNT', 'R-1'],
      ['4', 'REPEATED', 'R-2'],
      ['5', 'UNKNOWN_CASE', 'R-3'],
      ['6', 'OTHER_COLLECTOR', 'R-4'],
      ['7', 'CURRENCY', 'R-8'],
      ['8', 'CASE_ENDED', 'R-6'],
      ['9', 'NOT_BOOKED', 'R-99'],
      ['', 'NOT_IN_FILE', 'R-9'],
    ]);
    expect(err).toBe(
      '8 lines (1 not readable) from 2026-03-02 until 2026-03-03: 94.01 EUR + 1.00 SEK in the file, 191.00 EUR in the books, 8 differences.\n',
    );
    expect(await prepared.db.read((tx) => findCaseByReference(tx, 'acme', '1002-1'))).toEqual(before);
  });

  it.each([
    ['2026-03-01', '2026-03-01', []],
    ['2026-03-01', '2026-03-02', ['R-1', 'R-2']],
    ['2026-03-02', '2026-03-02', ['R-1', 'R-2']],
    ['2026-03-03', '2026-03-03', ['R-8', 'R-9']],
    ['2026-03-04', '2026-03-05', []],
  ])('misses of the days from %s until %s: %j', async (from, until, missing) => {
    const { out } = await settle('', '--compare', '--from', from, '--until', until, '--json');
    const { differences } = JSON.parse(out) as { differences: { kind: string; receipt: string }[] };
    expect(differences.map(({ kind, receipt }) => [kind, receipt])).toEqual(
      missing.map((receipt) => ['NOT_IN_FILE', receipt]),
    );
  });

  it('as JSON has amounts as decimals', async () => {
    const { out } = await settle('1002-1,R-1,2026-03-02,20.01,EUR\n', '--compare', '--json');
    expect(JSON.parse(out)).toMatchObject({
      lines: 1,
      from: '2026-03-02',
      until: '2026-03-02',
      inFile: { EUR: '20.01' },
      inBooks: { EUR: '90.00' },
      differences: [
        {
          kind: 'AMOUNT',
          line: 2,
          inFile: { amount: '20.01', currency: 'EUR' },
          inBooks: { amount: '20.00', currency: 'EUR' },
        },
        { kind: 'NOT_IN_FILE', line: null, inFile: null, inBooks: { amount: '70.00', currency: 'EUR' } },
      ],
    });
  });
});

describe('case settle', () => {
  it('without a server stages the rows and says so', async () => {
    const { code, out, err } = await settle('1006-1,R-20,2026-03-03,1.00,EUR\n');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^No server is running: 1 row staged/);
  });

  it('refuses a collector that is none, days the wrong way round, and a file that is not there', async () => {
    const file = prepared.file('settlement.csv', HEAD);
    const wrong = await prepared.run('case', 'settle', file, '--collector', 'partnr');
    expect(wrong).toMatchObject({
      code: 1,
      err: 'There is no configuration partnr; did you mean partner?\n',
    });
    const days = await settle('', '--from', '2026-03-02', '--until', '2026-03-01');
    expect(days).toMatchObject({ code: 2, err: '--from 2026-03-02 lies after --until 2026-03-01.\n' });
    const none = await prepared.run('case', 'settle', 'none.csv', '--collector', 'partner');
    expect(none).toMatchObject({ code: 1, err: 'There is no file none.csv.\n' });
    const missing = await prepared.run('case', 'settle', file);
    expect(missing.code).toBe(2);
  });
});
