import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { pendingCaseWakes, removeCaseWakes } from '../../../db/case/wake.ts';
import { openCase, putCase } from '../case/a-case.ts';
import { rows } from '../dunwell.ts';
import { inProcess } from '../in-process.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);

const FILE = `
- name: large
  collector: { kind: https, url: https://collector.example, secret: env:COLLECTOR_SECRET }
  conditions:
    - { kind: amount, currency: EUR, atLeast: "70.00" }
  priority: 1
  skipReview: true
- name: rest
  collector: { kind: file, folder: collector, acknowledged: true }
  conditions:
    - { kind: country, oneOf: [BE] }
  creditors: [acme]
- name: off
  state: INACTIVE
  collector: { kind: hand }
`;

const publish = (text: string, ...options: string[]) =>
  prepared.run('collector', 'publish', prepared.file('collectors.yaml', text), ...options);

beforeAll(async () => {
  await openCase(prepared, '1005');
  const small = await openCase(prepared, '1002');
  await putCase(prepared, small.id, {
    plan: { step: 'waitForCase', at: null, because: 'NO_CONFIGURATION' },
    task: 'NO_CONFIGURATION',
  });
});

describe('collector publish', () => {
  it('makes a database where that is asked for, and tells what became of each', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'dunwell-publish-')), 'new');
    onTestFinished(() => rmSync(data, { recursive: true }));
    const run = (text: string) =>
      inProcess(['collector', 'publish', prepared.file('collectors.yaml', text), '--data', data, '--create']);
    expect(await run(FILE)).toEqual({
      code: 0,
      out: 'large: version 1 is new.\nrest: version 1 is new.\noff: version 1 is new.\n',
      err: '',
    });
    const changed = await run(FILE.replace('"70.00"', '"71.00"').replace(/- name: rest.*?(?=- name)/s, ''));
    expect(changed.out).toBe(
      'large: version 2 has changed.\noff: version 1 is as it was.\nrest: version 2 is in the file no longer and becomes inactive.\n',
    );
  });

  it('names every problem by its line, and publishes nothing', async () => {
    const { code, out, err } = await publish(FILE.replace('kind: https', 'kind: htps').replace('EUR', 'EUX'));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/collectors\.yaml:3: \[0\]\.collector\.kind: "htps" .* did you mean https\?/);
    expect(err).toMatch(/collectors\.yaml:5: \[0\]\.conditions\[0\]\.currency: "EUX"/);
    expect((await prepared.run('collector', 'list', '--json')).out).toMatch(/"outbox"/);
  });

  it('wakes the cases that wait for a configuration, once', async () => {
    const { out } = await publish(FILE, '--json');
    expect(JSON.parse(out)).toEqual({
      configurations: ['large', 'rest', 'off'].map((name) => ({ name, version: 1, change: 'new' })),
      woken: 1,
    });
    const wakes = await prepared.db.read((tx) => pendingCaseWakes(tx, 10));
    expect(wakes.filter(({ cause }) => cause === 'configurations published')).toMatchObject([
      { reference: '1002-1' },
    ]);
    await prepared.db.transaction((tx) =>
      removeCaseWakes(
        tx,
        wakes.map(({ id }) => id),
      ),
    );
    expect(JSON.parse((await publish(FILE, '--json')).out)).toMatchObject({ woken: 0 });
    expect(await prepared.db.read((tx) => pendingCaseWakes(tx, 10))).toEqual([]);
  });
});

describe('collector list', () => {
  it('has active ones in the order of looking, and the others when asked', async () => {
    const { code, out } = await prepared.run('collector', 'list');
    expect(code).toBe(0);
    expect(rows(out)).toMatchObject([
      {
        priority: '1',
        configuration: 'large',
        collector: 'https://collector.example',
        review: 'no',
        creditors: 'all',
        conditions: 'at least 70.00 EUR',
      },
      {
        configuration: 'rest',
        collector: 'files in collector, acknowledged',
        review: 'yes',
        creditors: 'acme',
        environments: 'PRODUCTION',
      },
    ]);
    const all = await prepared.run('collector', 'list', '--all', '--creditor', 'other', '--json');
    expect(JSON.parse(all.out)).toMatchObject([
      { name: 'large', conditions: [{ kind: 'amount', currency: 'EUR', atLeast: '70.00' }] },
      { name: 'off', state: 'INACTIVE' },
    ]);
  });
});

describe('collector show', () => {
  it('is a file that says the same, with the versions', async () => {
    const { out } = await prepared.run('collector', 'show', 'large');
    expect(out).toMatch(
      /^# Version 1 of large\. Published versions:\n# {3}1: \S+ by \S+, ACTIVE\n- name: large/,
    );
    const again = await publish(out, '--json');
    expect(JSON.parse(again.out).configurations[0]).toMatchObject({ name: 'large', change: 'unchanged' });
    await publish(FILE);
  });

  it('has every version, and says which there are', async () => {
    const old = await prepared.run('collector', 'show', 'rest', '--revision', '1', '--json');
    expect(JSON.parse(old.out)).toMatchObject({ version: 1, state: 'ACTIVE', versions: [{}, {}, {}] });
    expect(await prepared.run('collector', 'show', 'rest', '--revision', '9')).toEqual({
      code: 1,
      out: '',
      err: 'Configuration rest has no version 9: it has 1, 2, 3.\n',
    });
    expect(await prepared.run('collector', 'show', 'rset')).toMatchObject({
      code: 1,
      err: 'There is no configuration rset; did you mean rest?\n',
    });
  });
});

describe('collector why', () => {
  it('says which a case would get, condition by condition', async () => {
    const { code, out } = await prepared.run('collector', 'why', '1005-1');
    expect(code).toBe(0);
    expect(out).toMatch(/Prepared now, it would get large, version 1\./);
    expect(out).toMatch(
      /large, version 1\tpass\tAMOUNT\tThe amount is 70\.00 EUR; wanted is at least 70\.00/,
    );
    expect(out).toMatch(/rest, version 3\tFAIL\tCOUNTRY\tThe debtor's country is not known; wanted is BE\./);
  });

  it('says that none takes it', async () => {
    const { out } = await prepared.run('collector', 'why', '1002-1');
    expect(out).toMatch(/No configuration takes it: it waits until one is published that does\./);
    const { out: json } = await prepared.run('collector', 'why', '1002-1', '--json');
    expect(JSON.parse(json)).toMatchObject({
      case: '1002-1',
      state: 'PREPARING',
      got: null,
      wouldGet: null,
      candidates: [
        { name: 'large', fits: false },
        { name: 'off', fits: false },
        { name: 'rest', fits: false },
      ],
    });
  });

  it('says what a case got when it was prepared, among what was in force then', async () => {
    const one = await openCase(prepared, '1006');
    const change = { configuration: 'outbox', configurationVersion: 0, preparedAt: AT - 1 };
    await putCase(prepared, one.id, { ...change, state: 'PENDING' });
    const { out } = await prepared.run('collector', 'why', '1006-1');
    expect(out).toMatch(/It got outbox, version 0, when it was prepared on 2026-03-03 10:29\.\n/);
    expect(out).not.toMatch(/large/);
  });

  it('tells that there is no such case', async () => {
    const { code, err } = await prepared.run('collector', 'why', '9-1');
    expect({ code, err }).toEqual({ code: 1, err: 'Creditor acme has no case 9-1.\n' });
  });
});
