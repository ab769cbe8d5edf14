import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { untakenBatches } from '../../../db/intake/order.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const HEAD = 'number,customer,issuedOn,dueOn,amount,currency\n';

describe('import without a server', () => {
  it('stages the good rows, reports the bad ones by line, and says who will take them', async () => {
    const file = prepared.file(
      'new.csv',
      `${HEAD}2001,C-1,2026-03-01,2026-03-31,10.00,EUR\n2002,C-1,2026-02-30,2026-03-31,10.00,EUR\n`,
    );
    const { code, out, err } = await prepared.run('import', file);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/new\.csv:3: issuedOn: "2026-02-30" is no date/);
    expect(err).toMatch(/No server is running: 1 row staged, to be taken when a worker runs/);
    expect(await prepared.db.read(untakenBatches)).toMatchObject([
      { creditor: 'acme', rows: 1, finishedAt: null },
    ]);
  });

  it('as JSON tells how many rows and which problems', async () => {
    const file = prepared.file('bad.csv', `${HEAD}2003,C-1,2026-03-01,2026-03-31,ten,EUR\n`);
    const { out } = await prepared.run('import', file, '--json');
    expect(JSON.parse(out)).toMatchObject({
      rows: 0,
      isTaken: false,
      unreadable: 1,
      problems: [{ line: 2, says: expect.stringContaining('amount') }],
    });
  });

  it('with --strict takes nothing', async () => {
    const file = prepared.file('strict.csv', `${HEAD}2004,C-1,2026-03-01,2026-03-31,10.00,EUR\n`);
    const before = await prepared.db.read(untakenBatches);
    const { code, err } = await prepared.run('import', file, '--strict');
    expect(code).toBe(1);
    expect(err).toMatch(/nothing was taken: --strict has to see what the database refuses/);
    expect(await prepared.db.read(untakenBatches)).toEqual(before);
  });

  it('takes what another system has done without any invoices', async () => {
    const holds = prepared.file('holds.csv', 'scope,invoice,reason\ninvoice,1002,DISPUTE\n');
    const { code, err } = await prepared.run('import', '--holds', holds);
    expect(code).toBe(0);
    expect(err).toMatch(/No server is running: 1 row staged/);
  });

  it('without any file is called wrongly', async () => {
    const { code, err } = await prepared.run('import');
    expect(code).toBe(2);
    expect(err).toMatch(/Name a file to take in: invoices, or one of the options/);
  });

  it('names what is wrong with a mapping by its line', async () => {
    const file = prepared.file('plain.csv', HEAD);
    const mapping = prepared.file('mapping.yaml', 'invoices:\n  colums: { number: No }\n');
    const { code, err } = await prepared.run('import', file, '--mapping', mapping);
    expect(code).toBe(1);
    expect(err).toMatch(/mapping\.yaml:2: .*columns/);
  });
});

describe('a payments file in UTF-16', () => {
  const TEXT = '\uFEFFinvoice,bookedOn,amount,currency,externalId\n1001,2026-03-02,25.00,EUR,wide-1\n';
  const wide = () => {
    const path = join(prepared.folder, 'wide.csv');
    writeFileSync(path, Buffer.from(TEXT, 'utf16le'));
    return path;
  };

  it('is refused with what it looks like, and does not count as read', async () => {
    const { code, err } = await prepared.run('payments', wide());
    expect(code).toBe(1);
    expect(err).toContain(
      'wide.csv:1: is not UTF-8; it looks like UTF-16 LE: write encoding: utf-16le in a mapping file, or save it as UTF-8',
    );
  });

  it('is staged by a mapping that names its encoding', async () => {
    const mapping = prepared.file('wide.mapping.yaml', 'payments: { encoding: utf-16 }\n');
    const { code, err } = await prepared.run('payments', wide(), '--mapping', mapping);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('1 row') });
  });
});

describe('doctor without a server', () => {
  it('says what is wrong and what to do, looks at the rest, and ends with 1', async () => {
    const { code, out } = await prepared.run('doctor');
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL\tserver\tNone is running on .*\tnpm start, or set TEMPORAL_ADDRESS/m);
    expect(out).toMatch(/^ok\tdatabase\t/m);
    expect(out).toMatch(/^ok\tbooks\tEvery invoice follows/m);
  });

  it('as JSON lists the findings', async () => {
    const { out } = await prepared.run('doctor', '--json');
    const { findings } = JSON.parse(out) as {
      findings: { what: string; ok: boolean; todo: string | null }[];
    };
    expect(findings.find(({ what }) => what === 'server')).toMatchObject({
      ok: false,
      todo: expect.stringContaining('npm start'),
    });
  });
});
