import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadCreditorFile } from '../../../config/load.ts';
import { readReference } from '../../../domain/intake/references/references.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import { readAll, sample } from './read-statement.ts';

/*
 * Small files in the form that these banks publish, with invented data. What stands here was read from them by hand.
 */

const ON = parseDay('2026-11-26');

/** File, account, currency, country; number and balances; entries: amount, direction, and what says whose they are. */
const SAMPLES = [
  {
    bank: 'abn-amro',
    account: 'NL02ABNA0123456789',
    currency: 'EUR',
    statement: [330, 100_000, 134_450],
    entries: [
      [12_500, 'in', undefined, 'factuur 2026/0451 klant C-100'],
      [
        24_950,
        'in',
        undefined,
        '/TRTP/iDEAL/IBAN/NL71INGB0009876543/BIC/INGBNL2A/NAME/C. Bakker/REMI/2026/0452/EREF/26-11-2026 10:04 0020001234567890',
      ],
      [3_000, 'out', undefined, 'PAKKET ZAKELIJK 30,00'],
    ],
  },
  {
    bank: 'ing',
    account: 'NL20INGB0001234567',
    currency: 'EUR',
    statement: [26_330, -5_025, 16_175],
    entries: [
      [22_500, 'in', 'NL_BETALINGSKENMERK', undefined],
      [1_300, 'out', undefined, undefined],
    ],
  },
  {
    bank: 'rabobank',
    account: 'NL39RABO0300065264',
    currency: 'EUR',
    statement: [26_118, 0, 17_510],
    entries: [
      [10_000, 'in', undefined, '2026/0460'],
      [5_010, 'in', undefined, '2026/0461'],
      [2_500, 'in', undefined, '2026/0462'],
    ],
  },
  {
    bank: 'deutsche-bank',
    account: 'DE72500700100123456700',
    currency: 'EUR',
    statement: [228, 250_000, 263_375],
    entries: [
      [23_800, 'in', undefined, 'RF18 5390 0754 7034 Rechnung 2026-0815'],
      [10_000, 'out', undefined, 'SEPA-Lastschrift Rückgabe'],
    ],
  },
  {
    bank: 'ubs',
    account: 'CH600023323312345601A',
    currency: 'CHF',
    statement: [331, 1_000_000, 1_064_050],
    entries: [
      [20_000, 'in', 'CH_QR', undefined],
      [34_050, 'in', 'CH_QR', undefined],
      [10_000, 'in', 'CH_QR', undefined],
    ],
  },
  {
    bank: 'nordea',
    account: 'FI3715903000000776',
    currency: 'EUR',
    statement: [228, 10_000, 18_990],
    entries: [[8_990, 'in', 'FI_VIITE', undefined]],
  },
  {
    bank: 'danske',
    account: 'DK4030003123456789',
    currency: 'DKK',
    statement: [48, 0, 175_000],
    entries: [
      [125_000, 'in', 'DK_FIK', undefined],
      [50_000, 'in', 'DK_FIK', undefined],
    ],
  },
  {
    bank: 'seb',
    account: 'SE4550000000058398257466',
    currency: 'SEK',
    statement: [229, 1_200_000, 1_349_500],
    entries: [[149_500, 'in', 'SE_OCR', 'F-2026-451 second-reference two invoices']],
  },
] as const;

describe.each(SAMPLES)('a statement as $bank delivers it', ({ bank, account, currency, ...expected }) => {
  const read = () => readAll(sample(bank), { accounts: [account], currency });

  it('is read whole, with number and balances', async () => {
    const { statements, bad } = await read();
    const [number, opening, closing] = expected.statement;
    expect(bad).toEqual([]);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({
      account,
      number,
      opening,
      closing,
      closesOn: ON,
      isWhole: true,
      isLast: true,
    });
  });

  it('gives each booking with its amount, direction, reference and text', async () => {
    const { entries } = await read();
    const country = account.slice(0, 2);
    const kindOf = (text: string | undefined) =>
      text === undefined ? undefined : readReference(text, country)?.kind;
    expect(
      entries.map(({ amount, direction, structuredReference, text }) => [
        amount,
        direction,
        kindOf(structuredReference),
        text,
      ]),
    ).toEqual(expected.entries);
    expect(new Set(entries.map(({ externalId }) => externalId)).size).toBe(entries.length);
    for (const entry of entries) expect(entry).toMatchObject({ currency, bookedOn: ON });
  });
});

it('the example pays two invoices of the example ledger from an account in the example creditor file', async () => {
  const example = (name: string) => fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));
  const loaded = await loadCreditorFile(example('acme.creditor.yaml'));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { bankAccounts: accounts = [], currency } = loaded.creditor;
  const { entries, statements, bad } = await readAll(example('statement.xml'), { accounts, currency });
  expect(bad).toEqual([]);
  expect(statements).toMatchObject([{ isWhole: true, number: 51 }]);
  expect(
    entries.map(({ amount, text, structuredReference }) => [amount, text ?? structuredReference]),
  ).toEqual([
    [4_995, 'factuur 2026/002 klant C-100'],
    [12_500, 'RF18539007547034'],
    [3_000, 'PAKKET ZAKELIJK 30,00'],
  ]);
});

describe('what the samples show', () => {
  it('a payer with name and IBAN, and no end-to-end id where the bank wrote NOTPROVIDED', async () => {
    const { entries } = await readAll(sample('abn-amro'));
    expect(entries[0]).toMatchObject({
      payerName: 'A. Jansen en/of B. de Vries',
      payerIban: 'NL57RABO0111222333',
    });
    expect(entries[0]).not.toHaveProperty('endToEndId');
  });

  it('a returned direct debit with the original’s id, its reason and without the bank’s charges', async () => {
    const { entries } = await readAll(sample('deutsche-bank'), {
      accounts: ['DE72500700100123456700'],
      currency: 'EUR',
    });
    expect(entries[1]).toMatchObject({
      isReturn: true,
      returnOf: 'LS-2026-0799',
      returnReason: 'MD06 Rückgabe durch den Zahlungspflichtigen',
      amount: 10_000,
      payerName: 'Hans Meier',
      payerIban: 'DE29100100100987654321',
    });
  });

  it('a return that only its bank transaction code shows', async () => {
    const { entries, notes } = await readAll(sample('ing'), {
      accounts: ['NL20INGB0001234567'],
      currency: 'EUR',
    });
    expect(entries[1]).toMatchObject({ isReturn: true, returnOf: 'INCASSO-2026-0449', returnReason: 'MS03' });
    expect(notes).toEqual([
      'leaves out 1 entry that is not booked yet; they come with the statement that books them',
    ]);
  });

  it('the same booking under the same id in statement and notification', async () => {
    const options = { accounts: ['CH600023323312345601A'], currency: 'CHF' };
    const statement = await readAll(sample('ubs'), options);
    const notification = await readAll(sample('ubs-notification'), options);
    const idsOf = ({ entries }: typeof statement) => entries.map(({ externalId }) => externalId);
    expect(idsOf(notification)).toEqual(idsOf(statement));
    expect(notification.statements).toEqual([]);
  });

  it('a batch without details under the id that its parts name', async () => {
    const options = { accounts: ['CH600023323312345601A'], currency: 'CHF' };
    const whole = await readAll(sample('ubs-without-details'), options);
    const parts = await readAll(sample('ubs'), options);
    expect(whole.entries).toHaveLength(1);
    expect(new Set(parts.entries.map(({ partOf }) => partOf))).toEqual(
      new Set([whole.entries[0]?.externalId]),
    );
  });

  it('an account by its national number, and a notification without a statement', async () => {
    const { entries, statements, bad } = await readAll(sample('dnb-notification'), {
      accounts: ['NO9386011117947'],
      currency: 'NOK',
    });
    expect(bad).toEqual([]);
    expect(statements).toEqual([]);
    expect(entries).toHaveLength(1);
    expect(readReference(entries[0]?.structuredReference ?? '', 'NO')?.kind).toBe('NO_KID_MOD10');
  });
});
