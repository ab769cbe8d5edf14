import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CaseRow, saveCaseContents } from '../../../db/case/cases.ts';
import {
  attachDocument,
  documentsOf,
  findContent,
  stageContent,
  sweepContents,
} from '../../../db/case/documents.ts';
import { publishConfigurations } from '../../../db/creditor/collector-configurations.ts';
import { OUTBOX_CONFIGURATION } from '../../../domain/case/outbox-configuration.ts';
import { tempFolder } from '../../gateways/temp-folder.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';
import { openCase, putCase } from './a-case.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
let preparing: CaseRow;

beforeAll(async () => {
  preparing = await openCase(prepared, '1005');
  const { db } = prepared;
  await db.transaction(async (tx) => {
    await stageContent(tx, { hash: HELLO, type: 'text/plain', content: Buffer.from('hello'), storedAt: AT });
    const { id: caseId } = preparing;
    const common = { caseId, hash: HELLO, type: 'text/plain', effectKey: null, attachedAt: AT, by: 'anna' };
    await attachDocument(tx, { ...common, name: 'hello.txt' });
    const terms = { ...OUTBOX_CONFIGURATION, name: 'people', collector: { kind: 'hand' as const } };
    await publishConfigurations(tx, { configurations: [terms], hashOf: JSON.stringify, at: AT, by: 'anna' });
  });
  const [own, other] = [await openCase(prepared, '1006'), await openCase(prepared, '1007')];
  const billingAddress = {
    familyName: '=HYPERLINK("http://x")',
    city: 'Köln, "Dom"',
    phoneNumber: '+31 20 1',
  };
  await db.transaction((tx) => saveCaseContents(tx, { caseId: own.id, billingAddress, lineItems: [] }));
  const processing = { state: 'PROCESSING', processingStartedAt: AT } as const;
  const open = { principal: 6000, fees: 100, interest: 0, costs: 0, total: 6100, surplus: 0 };
  await putCase(prepared, own.id, { ...processing, open, configuration: 'people', configurationVersion: 1 });
  await putCase(prepared, other.id, { ...processing, configuration: 'outbox', configurationVersion: 0 });
});

const stagedNow = (hash: string) => prepared.db.read((tx) => findContent(tx, hash));

describe('case documents', () => {
  it('lists them with type, size and hash', async () => {
    const { out, code } = await prepared.run('case', 'documents', '1005-1', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).documents).toEqual([
      {
        ...{ name: 'hello.txt', type: 'text/plain', size: 5, hash: HELLO, effectKey: null },
        attachedAt: new Date(AT).toISOString(),
        by: 'anna',
      },
    ]);
    expect((await prepared.run('case', 'documents', '1005-1')).out).toContain(`hello.txt\ttext/plain\t5\t`);
  });
});

describe('case download', () => {
  it('writes the content where it was told, and replaces what is there', async () => {
    const file = join(tempFolder(), 'copy.txt');
    writeFileSync(file, 'before');
    const { out } = await prepared.run('case', 'download', '1005-1', 'HELLO.txt', '--out', file);
    expect(out).toBe(`Wrote ${file} (text/plain, 5 bytes).\n`);
    expect(readFileSync(file, 'utf8')).toBe('hello');
  });

  it('writes to standard output', async () => {
    expect((await prepared.run('case', 'download', '1005-1', 'hello.txt', '--out', '-')).out).toBe('hello');
  });

  it('leaves alone a file that stands under the name by chance', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'hello.txt'), 'mine');
    const main = new URL('../../../cli/main.ts', import.meta.url).pathname;
    const tsx = new URL('../../../node_modules/.bin/tsx', import.meta.url).pathname;
    const ran = spawnSync(tsx, [main, 'case', 'download', '1005-1', 'hello.txt', '--data', prepared.folder], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('There is a file hello.txt already: choose another with --out');
    expect(readFileSync(join(folder, 'hello.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['hello.txt']);
  });

  it('names the documents there are when it finds none', async () => {
    const { code, err } = await prepared.run('case', 'download', '1005-1', 'contract.pdf');
    expect(code).toBe(1);
    expect(err).toBe('Case 1005-1 has no document contract.pdf: it has hello.txt.\n');
  });
});

describe('case attach', () => {
  it.each([
    [
      'a name of 101 characters',
      'a.txt',
      'x',
      ['--name', 'n'.repeat(101)],
      /at most 100 characters; this one has 101/,
    ],
    ['a name that is a path', 'a.txt', 'x', ['--name', '../a.txt'], /is no path/],
    [
      'a type that the content contradicts',
      'a',
      'x',
      ['--type', 'application/pdf'],
      /declared as application\/pdf, but its content is text\/plain/,
    ],
    [
      'a name that the content contradicts',
      'contract.pdf',
      'x',
      [],
      /named like application\/pdf, but its content is text\/plain/,
    ],
    ['a script', 'do', '#!/bin/sh\n', [], /do is text\/x-shellscript, which a case does not take/],
    ['nothing', 'empty.txt', '', [], /empty.txt is empty/],
    ['another file under a name in use', 'hello.txt', 'other', [], /another document named hello.txt/],
  ])('refuses %s, and stages nothing', async (_, name, text, args, says) => {
    const file = prepared.file(name, text);
    const before = await prepared.db.read((tx) => documentsOf(tx, preparing.id));
    const { code, err } = await prepared.run('case', 'attach', '1005-1', file, ...args);
    expect(err).toMatch(says);
    expect(code).toBe(1);
    expect(await prepared.db.read((tx) => documentsOf(tx, preparing.id))).toEqual(before);
  });

  it('refuses a file that is not there, and a folder', async () => {
    expect((await prepared.run('case', 'attach', '1005-1', '/nowhere.pdf')).err).toMatch(
      /Cannot read \/nowhere.pdf/,
    );
    expect((await prepared.run('case', 'attach', '1005-1', prepared.folder)).err).toMatch(/it is no file/);
  });

  it('has nothing to do for what the case has already', async () => {
    const { code, out } = await prepared.run('case', 'attach', '1005-1', prepared.file('hello.txt', 'hello'));
    expect({ code, out }).toEqual({ code: 0, out: 'The case has the document hello.txt already.\n' });
  });

  it('cut off between staging and sending leaves a content that the next call uses, and a sweep takes away', async () => {
    const file = prepared.file('договор.txt', 'Договор');
    const own = createHash('sha256').update('Договор').digest('hex');
    const attach = () => prepared.run('case', 'attach', '1005-1', file);
    // Without a server it ends where a kill would: the content is staged, the message is not sent.
    expect((await attach()).err).toMatch(/No server is running/);
    expect((await attach()).err).toMatch(/No server is running/);
    expect(await stagedNow(own)).toMatchObject({ type: 'text/plain', size: 14 });
    expect(await prepared.db.read((tx) => documentsOf(tx, preparing.id))).toHaveLength(1);
    expect(await prepared.db.transaction((tx) => sweepContents(tx, AT + 1, 10))).toBe(1);
    expect(await stagedNow(own)).toBeUndefined();
    expect(await stagedNow(HELLO)).toBeDefined();
  });
});

describe('case dossier', () => {
  it('writes a PDF under a name of the case', async () => {
    const file = join(tempFolder(), 'case.pdf');
    const { out, code } = await prepared.run('case', 'dossier', '1005-1', '--out', file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ creditor: 'acme', reference: '1005-1', file });
    expect(readFileSync(file, 'latin1').slice(0, 5)).toBe('%PDF-');
  });

  it('names what is missing', async () => {
    expect((await prepared.run('case', 'dossier', '9-9')).err).toBe('Creditor acme has no case 9-9.\n');
    const font = await prepared.run('case', 'dossier', '1005-1', '--font', '/nowhere.ttf');
    expect(font).toMatchObject({ code: 1, err: 'There is no font /nowhere.ttf.\n' });
  });
});

describe('case tasks', () => {
  it('lists what people collect, and nothing of other collectors or states', async () => {
    const { out } = await prepared.run('case', 'tasks', '--json');
    expect(JSON.parse(out)).toMatchObject([{ reference: '1006-1', open: '61.00', currency: 'EUR' }]);
  });

  it('exports CSV that no spreadsheet runs', async () => {
    const file = join(tempFolder(), 'tasks.csv');
    const { out } = await prepared.run('case', 'tasks', '--export', file);
    expect(out).toBe(`Wrote 1 case to ${file}.\n`);
    const [row] = parse(readFileSync(file), { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      reference: '1006-1',
      name: `'=HYPERLINK("http://x")`,
      city: 'Köln, "Dom"',
      phone: "'+31 20 1",
      invoices: '1006',
      open: '61.00',
    });
  });

  it('writes the file of each case, as often as it is asked', async () => {
    const folder = join(tempFolder(), 'dossiers');
    for (let times = 0; times < 2; times++) {
      const { out } = await prepared.run('case', 'tasks', '--dossiers', folder);
      expect(out).toBe(`Wrote 1 dossier to ${folder}.\n`);
    }
    expect(readdirSync(folder)).toEqual(['acme+1006-1.pdf']);
  });
});
