import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyHash } from '../../config/hash.ts';
import { creditorJsonSchema } from '../../config/json-schema.ts';
import { loadCreditorFile, readCreditor } from '../../config/load.ts';
import type { Creditor } from '../../domain/invoice/policy.ts';
import { creditorFile, problemsOf } from './creditor-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dunwell-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (source: string): Creditor => {
  const result = readCreditor(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.creditor;
};

const file = async (bytes: string | Uint8Array) => {
  const path = join(folder, `${Math.random()}.yaml`);
  await writeFile(path, bytes);
  return path;
};

describe('a creditor file is read', () => {
  it('with amounts in minor units, times in minutes and defaults filled in', () => {
    expect(read(creditorFile())).toEqual({
      creditor: 'acme',
      name: 'Acme B.V.',
      country: 'NL',
      timeZone: 'Europe/Amsterdam',
      currency: 'EUR',
      language: 'nl',
      holidays: { add: [], remove: [] },
      policy: {
        minimumAmount: 1000,
        levels: [
          { name: 'reminder-1', kind: 'reminder', daysAfterDue: 7 },
          { name: 'reminder-2', kind: 'reminder', daysAfterDue: 21, minDaysSincePrevious: 10 },
          { name: 'notice', kind: 'notice', daysAfterDue: 35, minDaysSincePrevious: 14, paymentDays: 14 },
        ],
        sending: { from: 540, until: 1020 },
        transfer: { mode: 20, workingDays: 3, at: 780, closeAfterDays: 60 },
        onDisputed: 'hold',
        onChargeback: 'reopen',
        settlement: { kind: 'keep' },
        onUnmatchedCredit: 'ignore',
        postalDays: 0,
      },
    });
  });

  it('with the notice alone, fourteen days to pay and nothing else written', () => {
    const head = creditorFile().slice(0, creditorFile().indexOf('policy:'));
    const { policy } = read(`${head}policy: { levels: [{ name: n, kind: notice, daysAfterDue: 1 }] }`);
    expect(policy.levels).toEqual([{ name: 'n', kind: 'notice', daysAfterDue: 1, paymentDays: 14 }]);
    expect(policy.transfer).toEqual({ mode: 20, workingDays: 3, at: 780, closeAfterDays: 60 });
    expect(policy.sending).toEqual({ from: 540, until: 1020 });
    expect(policy.minimumAmount).toBe(0);
  });

  it('without levels, for a creditor that does not dun', () => {
    const head = creditorFile().slice(0, creditorFile().indexOf('policy:'));
    expect(read(`${head}policy: { levels: [] }`).policy.levels).toEqual([]);
  });

  it.each([
    ['keep', { kind: 'keep' }],
    ['waive', { kind: 'waive' }],
    ['{ writeOffBelow: "5.00" }', { kind: 'writeOff', below: 500 }],
  ])('with settlement %s', (written, settlement) => {
    const source = creditorFile('  transfer:', `  settlement: ${written}\n  transfer:`);
    expect(read(source).policy.settlement).toEqual(settlement);
  });

  it('with times that are not quoted, which are texts in YAML 1.2', () => {
    expect(read(creditorFile('at: "13:00"', 'at: 13:00')).policy.transfer.at).toBe(780);
  });

  it.each([
    ['"09:59"', ['f.yaml:13: policy.sending.until: "09:59" leaves 59 minutes; the window needs at least 60']],
    ['"10:00"', []],
    ['"10:01"', []],
  ])('only with a window of sixty minutes or more: 09:00 until %s', (until, problems) => {
    expect(problemsOf(creditorFile('until: "17:00"', `until: ${until}`))).toEqual(problems);
  });

  it.each([
    [0, 1],
    [1, 0],
    [365, 0],
    [366, 1],
  ])('with %i days to pay: %i problems', (days, count) => {
    expect(problemsOf(creditorFile('paymentDays: 14', `paymentDays: ${days}`))).toHaveLength(count);
  });
});

describe('a policy has a version', () => {
  const hash = (source: string) => policyHash(read(source).policy);

  it('that stays when only the writing changes', () => {
    const rewritten = creditorFile('minimumAmount: "10.00"', 'postalDays: 0 # none\n  minimumAmount: "10"');
    expect(hash(rewritten)).toBe(hash(creditorFile()));
  });

  it('that changes with a rule', () => {
    expect(hash(creditorFile('daysAfterDue: 21', 'daysAfterDue: 22'))).not.toBe(hash(creditorFile()));
  });
});

describe('loadCreditorFile', () => {
  it('gives the creditor, the hash of its policy and the text', async () => {
    const source = creditorFile();
    const result = await loadCreditorFile(await file(source));
    expect(result).toEqual({
      ok: true,
      creditor: read(source),
      hash: policyHash(read(source).policy),
      source,
    });
  });

  it.each([
    ['Latin-1', Buffer.from('creditor: a\nname: Caf\xe9\n', 'latin1'), 2, 'has bytes that are not UTF-8'],
    ['UTF-16', Buffer.from('\uFEFFname: A', 'utf16le'), 1, 'is UTF-16 or no text at all'],
    ['a file of zeros', Buffer.alloc(10), 1, 'is UTF-16 or no text at all'],
  ])('refuses %s with its line', async (_, bytes, line, reason) => {
    const result = await loadCreditorFile(await file(bytes));
    expect(result).toMatchObject({
      ok: false,
      problems: [{ line, reason: expect.stringContaining(reason) }],
    });
  });

  it('refuses a ledger given by mistake before reading it', async () => {
    const result = await loadCreditorFile(await file('x'.repeat(1024 * 1024 + 1)));
    expect(result).toMatchObject({
      problems: [{ reason: 'has 1048577 bytes; at most 1048576 are read' }],
    });
  });

  it('says that a file does not exist or is a folder', async () => {
    expect(await loadCreditorFile(join(folder, 'none.yaml'))).toMatchObject({
      problems: [{ reason: 'does not exist' }],
    });
    expect(await loadCreditorFile(folder)).toMatchObject({
      problems: [{ reason: 'is a folder; name a file' }],
    });
  });

  it.each(['acme', 'fjallkraft', 'seeblick', 'swift'])('takes the example %s', async (name) => {
    expect(await loadCreditorFile(`examples/${name}.creditor.yaml`)).toMatchObject({ ok: true });
  });
});

it('publishes the JSON Schema of what is checked; when this fails run scripts/schemas.ts', async () => {
  expect(await readFile('config/creditor.schema.json', 'utf8')).toBe(creditorJsonSchema());
});

describe('bank accounts', () => {
  const withAccounts = (list: string) => creditorFile('policy:\n', `bankAccounts: ${list}\npolicy:\n`);

  it('are IBANs, with or without spaces, in capital letters or small ones', () => {
    const accounts = read(withAccounts('["nl02 abna 0123 4567 89", DE72500700100123456700]')).bankAccounts;
    expect(accounts).toEqual(['NL02ABNA0123456789', 'DE72500700100123456700']);
  });

  it('may be left out, or be none', () => {
    expect(read(creditorFile())).not.toHaveProperty('bankAccounts');
    expect(read(withAccounts('[]'))).not.toHaveProperty('bankAccounts');
  });

  it.each([
    ['NL03ABNA0123456789', 'has wrong check digits'],
    ['NL02ABNA012345678', 'is too long or too short for its country'],
    ['XX02ABNA0123456789', 'begins with no country that has IBANs'],
    ['0123456789', 'begins with no country that has IBANs'],
  ])('are refused where %s', (account, words) => {
    expect(problemsOf(withAccounts(`["${account}"]`)).join()).toContain(
      `bankAccounts[0]: "${account}" ${words}`,
    );
  });

  it('are refused where one stands there twice', () => {
    expect(problemsOf(withAccounts('["NL02ABNA0123456789", "NL02 ABNA 0123 4567 89"]')).join()).toContain(
      'bankAccounts[1]: "NL02 ABNA 0123 4567 89" stands there twice; keep it once',
    );
  });
});
