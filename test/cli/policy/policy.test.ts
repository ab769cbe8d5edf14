import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCreditor } from '../../../config/load.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { rows } from '../dunwell.ts';
import { inProcess } from '../in-process.ts';
import { ACME, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const SOONER = ACME.replace('daysAfterDue: 7 ', 'daysAfterDue: 3 ').replace(
  'daysAfterDue: 21,',
  'daysAfterDue: 40,',
);
const RENAMED = ACME.replace('reminder-1', 'first');

describe('policy publish', () => {
  it('makes a database where that is asked for, publishes once, and says so the second time', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'dunwell-publish-')), 'new');
    onTestFinished(() => rmSync(data, { recursive: true }));
    const file = prepared.file('acme.yaml', ACME);
    const first = await inProcess(['policy', 'publish', file, '--data', data, '--create']);
    expect(first).toEqual({
      code: 0,
      out: 'Published as version 1 of acme: new invoices follow it.\n',
      err: '',
    });
    const again = await inProcess(['policy', 'publish', file, '--data', data, '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ creditor: 'acme', version: 1, isNew: false });
    const next = await inProcess(['policy', 'publish', prepared.file('sooner.yaml', SOONER), '--data', data]);
    expect(next.out).toMatch(/version 2 .*\n.*dunwell policy migrate --to 2/);
  });

  it('names every problem of a broken file by its line, and publishes nothing', async () => {
    const file = prepared.file('broken.yaml', ACME.replace('mode: 20', 'mode: 25').replace('NL', 'XX'));
    const { code, out, err } = await prepared.run('policy', 'publish', file);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/broken\.yaml:4: country: /);
    expect(err).toMatch(/broken\.yaml:14: policy\.transfer\.mode: /);
  });

  it('refuses another currency once there are invoices', async () => {
    const file = prepared.file('sek.yaml', ACME.replace('EUR', 'SEK'));
    const { code, err } = await prepared.run('policy', 'publish', file);
    expect(code).toBe(1);
    expect(err).toMatch(/has invoices in EUR: a creditor in SEK needs another id/);
  });
});

describe('policy show', () => {
  it('is a creditor file that says the same', async () => {
    const { code, out } = await prepared.run('policy', 'show');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^# Policy version 1 of acme\. Published versions:\n# {3}1: 2026-03-03 10:30 by test, for new/,
    );
    const [shown, published] = [readCreditor(out), readCreditor(ACME)];
    expect(shown).toMatchObject({ ok: true, creditor: published.ok && published.creditor });
  });

  it('as JSON has the body and all versions', async () => {
    const { out } = await prepared.run('policy', 'show', '1', '--json');
    expect(JSON.parse(out)).toMatchObject({ version: 1, versions: [1], body: { minimumAmount: 1000 } });
  });
});

describe('policy preview', () => {
  it('shows both futures side by side, and changes nothing', async () => {
    const file = prepared.file('sooner.yaml', SOONER);
    const { code, out, err } = await prepared.run('policy', 'preview', file, '--days', '7');
    expect(code).toBe(0);
    const title = 'from 2026-03-03 until 2026-03-10';
    const of = (what: string) => rows(out).find((row) => row[title] === what);
    expect(of('reminder-1')).toMatchObject({ now: '2', after: '2', difference: '0' });
    expect(of('reminder-2')).toMatchObject({ now: '1', after: '0', difference: '-1' });
    expect(err).toBe(
      '7 invoices under way: 7 would move, 2 with another path in these days, 0 stay as they are.\n',
    );
  });

  it('names the invoices that would stay, and why', async () => {
    const file = prepared.file('renamed.yaml', RENAMED);
    const { err, out } = await prepared.run('policy', 'preview', file, '--stage', 'REMINDED', '--json');
    expect(JSON.parse(out)).toMatchObject({
      invoices: 1,
      moves: 0,
      refused: 1,
      refusals: [{ number: '1005', because: expect.stringContaining('Level reminder-1 was delivered') }],
    });
    expect(err).toBe('');
  });
});

describe('policy migrate', () => {
  it('without --commit moves nothing; a version that is not there is refused', async () => {
    await prepared.run('policy', 'publish', prepared.file('sooner.yaml', SOONER));
    const { code, err } = await prepared.run('policy', 'migrate', '--to', '2');
    expect(code).toBe(0);
    expect(err).toMatch(/7 would move.*\nNothing was done: add --commit/);
    const row = await prepared.db.read((tx) => findInvoiceByNumber(tx, 'acme', '1001'));
    expect(row?.policyVersion).toBe(1);
    const refused = await prepared.run('policy', 'migrate', '--to', '9');
    expect(refused).toMatchObject({ code: 1, err: 'Creditor acme has no policy version 9: it has 1, 2.\n' });
  });
});
