import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inProcess } from '../in-process.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

describe('a wrong call ends with 2 and says what would be right', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown command', ['statu'], /no command statu; did you mean status\?/],
    ['a command like no other', ['xyzzy'], /`dunwell --help` lists them/],
    ['an unknown option', ['status', '--jsn'], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    ['an unknown subcommand', ['policy', 'shw'], /unknown command 'shw'\n\(Did you mean show\?\)/],
    ['an unknown command of a group', ['case', 'lst'], /no command lst; did you mean list\?/],
    ['an option before a command of a group', ['case', '--json', 'list'], /as in `dunwell case list --json`/],
    ['an option before the command', ['--data', 'x', 'status'], /Options stand after the command/],
    [
      'a creditor for what looks at all of them',
      ['doctor', '--creditor', 'acme'],
      /unknown option '--creditor'/,
    ],
    ['no number', ['why'], /missing required argument 'number'/],
    ['too many arguments', ['why', '1', '2'], /too many arguments/],
    ['a day that is none', ['list', '--next-before', '2026-02-30'], /Write a date like/],
    ['an unknown stage', ['list', '--stage', 'LISTD'], /Write one of OPEN, .*did you mean LISTED\?/],
    [
      'an unknown column',
      ['list', '--columns', 'number,closeOn'],
      /no column closeOn; did you mean closesOn\?/,
    ],
    ['a number out of its limits', ['forecast', '--days', '0'], /whole number from 1 to 366/],
    ['no reason', ['close', '1001'], /required option '--reason <text>'/],
    ['neither number nor filter', ['approve'], /Name an invoice, choose several with a filter/],
    ['a number and a filter', ['approve', '1001', '--held'], /not both/],
    [
      'a reason that Dunwell sets itself',
      ['pause', '1001', '--reason', 'case-ended'],
      /A pause for CASE_ENDED is set by Dunwell itself and cannot be given by hand/,
    ],
    ['a scope and a filter', ['pause', '--customer', 'C-1', '--held'], /without other filters/],
    [
      'an empty reason',
      ['close', '1001', '--reason', ' '],
      /`reason` of close must be a text that is not empty/,
    ],
  ])('%s', async (_, args, says) => {
    const { code, out, err } = await prepared.run(...args);
    expect(err).toMatch(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it.each([
    [['list', '--stage', 'LISTD'], 2, /^error: option '--stage <stages>' argument 'LISTD' is invalid/],
    [['why', '9999'], 1, /^Creditor acme has no invoice 9999\.\n$/],
  ] as const)('as a process too: %s', async (args, exit, says) => {
    const { code, out, err } = await prepared.spawn(...args);
    expect({ code, out }).toEqual({ code: exit, out: '' });
    expect(err).toMatch(says);
  });

  it('no command at all shows the list', async () => {
    const { code, out } = await inProcess([]);
    expect(code).toBe(2);
    expect(out).toMatch(/^Usage: dunwell <command>/m);
  });
});

describe('work that fails ends with 1 and says why', () => {
  it.each<[string, string[], RegExp]>([
    ['an invoice that is not there', ['why', '9999'], /^Creditor acme has no invoice 9999\.\n$/],
    [
      'a creditor that is not there',
      ['list', '--creditor', 'acmee'],
      /no creditor acmee; did you mean acme\?/,
    ],
    ['a customer that is not there', ['list', '--customer', 'C-9'], /no customer C-9/],
    ['a file that is not there', ['import', '/nowhere.csv'], /There is no file \/nowhere\.csv/],
    [
      'a ledger to begin with that is not there',
      ['start', '--ledger', '/nowhere.csv'],
      /There is no file \/nowhere/,
    ],
    ['a folder for a file', ['import', tmpdir()], /is a folder: name a file\./],
    ['no server', ['approve', '1006'], /No server is running on .*npm start/],
    ['no server for many', ['approve', '--tab', 'manual', '--commit'], /No server is running/],
    ['no server for a scope', ['pause', '--customer', 'C-1', '--commit'], /No server is running/],
    ['no server for the sweep', ['doctor', '--reconcile'], /No server is running/],
    ['a policy that is not there', ['policy', 'show', '7'], /no policy version 7: it has 1\./],
    ['a creditor file that is not there', ['policy', 'publish', '/nowhere.yaml'], /\/nowhere\.yaml: /],
  ])('%s', async (_, args, says) => {
    const { code, out, err } = await prepared.run(...args);
    expect(err).toMatch(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  it('a folder without a database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dunwell-empty-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { code, err } = await inProcess(['status', '--data', folder]);
    expect(code).toBe(1);
    expect(err).toMatch(/There is no database in .*policy publish FILE/);
  });

  it('a file that is no database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dunwell-broken-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'dunwell.db'), 'no database at all, just some words'.repeat(100));
    const { code, err } = await inProcess(['status', '--data', folder]);
    expect(code).toBe(1);
    expect(err).toMatch(/is not a SQLite database/);
    expect(err).not.toMatch(/^\s+at /m);
  });
});
