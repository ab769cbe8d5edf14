import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadCollectorsFile, readCollectors } from '../../config/collectors/load.ts';
import { writeCollectors } from '../../config/collectors/write.ts';
import { configurationHash } from '../../config/hash.ts';
import { collectorsJsonSchema } from '../../config/json-schema.ts';
import { formatProblem } from '../../config/problem.ts';
import { type ConfigurationSubject, chooseConfiguration } from '../../domain/case/choose-configuration.ts';
import { type Day, parseDay } from '../../domain/kernel/day.ts';

const FILE = `- name: partner
  state: ACTIVE
  collector:
    kind: https
    url: https://collector.example/dunwell
    secret: env:COLLECTOR_SECRET
    timeoutSeconds: 15
  conditions:
    - { kind: amount, currency: EUR, atLeast: "500.00", below: "5000.00" }
    - { kind: age, atLeastDays: 30, underDays: 90 }
    - { kind: country, oneOf: [NL, BE] }
  priority: 10
  environments: [PRODUCTION]
- name: hand
  collector: { kind: hand }
`;

/** A sound file, with one text in it replaced. */
function file(from = '', to = from): string {
  if (!FILE.includes(from)) throw new Error(`not in the file: ${from}`);
  return FILE.replace(from, () => to);
}

function problemsOf(source: string): string[] {
  const result = readCollectors(source);
  return result.ok ? [] : result.problems.map((problem) => formatProblem('c.yaml', problem));
}

const read = (source: string) => {
  const result = readCollectors(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.configurations;
};

describe('a file of collector configurations is read', () => {
  it('with amounts in minor units and defaults filled in', () => {
    expect(read(file())).toEqual([
      {
        name: 'partner',
        state: 'ACTIVE',
        collector: {
          kind: 'https',
          url: 'https://collector.example/dunwell',
          secret: 'env:COLLECTOR_SECRET',
          timeoutSeconds: 15,
          askEveryMinutes: 60,
        },
        conditions: [
          { kind: 'amount', currency: 'EUR', atLeast: 50_000, below: 500_000 },
          { kind: 'age', atLeastDays: 30, underDays: 90 },
          { kind: 'country', oneOf: ['NL', 'BE'] },
        ],
        priority: 10,
        skipReview: false,
        creditors: [],
        environments: ['PRODUCTION'],
      },
      {
        name: 'hand',
        state: 'ACTIVE',
        collector: { kind: 'hand' },
        conditions: [],
        priority: 100,
        skipReview: false,
        creditors: [],
        environments: ['PRODUCTION'],
      },
    ]);
  });

  it('when it is an empty list, which withdraws all', () => {
    expect(read('[]')).toEqual([]);
  });

  it('the same from what is written of it', () => {
    const configurations = read(file());
    expect(read(writeCollectors(configurations))).toEqual(configurations);
  });

  it.each(['http://localhost:8080/x', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
    'with plain http on this machine: %s',
    (url) => {
      expect(problemsOf(file('https://collector.example/dunwell', url))).toEqual([]);
    },
  );
});

describe('a file of collector configurations that says something wrong is refused in words', () => {
  it.each<[string, string, string]>([
    [
      'name: hand',
      'name: Partner',
      'c.yaml:14: [1].name: "Partner" is the name of [0] already; give each its own',
    ],
    [
      'name: hand',
      'name: "by hand"',
      'c.yaml:14: [1].name: "by hand" is no name; write up to 60 letters, digits, dashes, dots and underscores',
    ],
    ['priority: 10', 'prioritty: 10', 'c.yaml:12: [0].prioritty: 10 is no known key; did you mean priority?'],
    [
      'state: ACTIVE',
      'state: ACTIV',
      'c.yaml:2: [0].state: "ACTIV" is no state; write ACTIVE or INACTIVE; did you mean ACTIVE?',
    ],
    [
      'kind: https',
      'kind: http',
      'c.yaml:4: [0].collector.kind: "http" is no kind of collector; write hand, file or https; did you mean https?',
    ],
    [
      'collector: { kind: hand }',
      'collector: {}',
      'c.yaml:15: [1].collector.kind: is missing; write hand, file or https',
    ],
    [
      'collector: { kind: hand }',
      'collector: hand',
      'c.yaml:15: [1].collector: "hand" is no collector; write one such as { kind: hand }',
    ],
    [
      'collector: { kind: hand }',
      'collector: { kind: hand, folder: x }',
      'c.yaml:15: [1].collector.folder: "x" is no known key; the keys here are: kind',
    ],
    [
      'collector: { kind: hand }',
      'collector: { kind: file, folder: ../orders }',
      'c.yaml:15: [1].collector.folder: "../orders" must not climb with ..; write it relative to the outbox folder, or absolute',
    ],
    [
      'https://collector.example/dunwell',
      'http://collector.example/dunwell',
      'c.yaml:5: [0].collector.url: "http://collector.example/dunwell" must begin with https://; http:// is for this machine only (localhost, 127.0.0.1, [::1])',
    ],
    [
      'timeoutSeconds: 15',
      'ca: authority.pem',
      'c.yaml:7: [0].collector.ca: "authority.pem" is not absolute; write a path such as /etc/dunwell/authority.pem',
    ],
    [
      'kind: country, oneOf: [NL, BE]',
      'kind: county, oneOf: [NL, BE]',
      'c.yaml:11: [0].conditions[2].kind: "county" is no kind of condition; write amount, currency, country, customerKind or age; did you mean country?',
    ],
    [
      'oneOf: [NL, BE]',
      'oneOf: [NL, Belgium]',
      'c.yaml:11: [0].conditions[2].oneOf[1]: "Belgium" is no country; write the two capital letters of ISO 3166 such as NL',
    ],
    [
      'oneOf: [NL, BE]',
      'oneOf: []',
      'c.yaml:11: [0].conditions[2].oneOf: [] is an empty list; leave the condition out to let every case pass',
    ],
    [
      'kind: country, oneOf: [NL, BE]',
      'kind: age, atLeastDays: 5',
      'c.yaml:11: [0].conditions[2].kind: "age" is what conditions[1] is about already; say it in one',
    ],
    [
      'currency: EUR, ',
      '',
      'c.yaml:9: [0].conditions[0].currency: is missing; write a code of ISO 4217 such as EUR',
    ],
    [
      'atLeast: "500.00"',
      'atLeast: 500.00',
      'c.yaml:9: [0].conditions[0].atLeast: 500 is a number and must stand in quotes; write a decimal in quotes such as "10.00", with a point and without thousands separators',
    ],
    [
      'atLeast: "500.00"',
      'atLeast: "500.001"',
      'c.yaml:9: [0].conditions[0].atLeast: "500.001" has too many decimals; EUR has 2',
    ],
    [
      'atLeast: "500.00", below: "5000.00"',
      '',
      'c.yaml:9: [0].conditions[0]: {"kind":"amount","currency":"EUR"} needs atLeast, below or both',
    ],
    [
      'environments: [PRODUCTION]',
      'environments: []',
      'c.yaml:13: [0].environments: [] is an empty list; write [TEST], [PRODUCTION] or both',
    ],
  ])('%s as %s', (from, to, message) => {
    expect(problemsOf(file(from, to))).toContain(message);
  });

  it.each([
    ['499.99', 1],
    ['500.00', 1],
    ['500.01', 0],
  ])('below "%s" beside at least "500.00": %i problems', (below, count) => {
    expect(problemsOf(file('5000.00', below))).toHaveLength(count);
  });

  it.each([
    [29, 1],
    [30, 1],
    [31, 0],
  ])('under %i days beside at least 30: %i problems', (under, count) => {
    expect(problemsOf(file('underDays: 90', `underDays: ${under}`))).toHaveLength(count);
  });

  it.each([
    'secret: hunter2-hunter2',
    'secret: env:collector secret',
    'secret: file:relative/hunter2-hunter2',
  ])('but never repeats what may be a secret: %s', (secret) => {
    const [problem] = problemsOf(file('secret: env:COLLECTOR_SECRET', secret));
    expect(problem).toBe(
      'c.yaml:6: [0].collector.secret: what stands there is no reference to a secret; write env:NAME or file:/path, never the secret itself',
    );
    const [misplaced] = problemsOf(file('timeoutSeconds: 15', 'password: hunter2-hunter2'));
    expect(misplaced).toMatch(/password: what stands there is no known key/);
  });

  it('a section instead of a list', () => {
    expect(problemsOf('name: hand\n')).toEqual([
      'c.yaml:1: {"name":"hand"} is no list of collector configurations; write a list, each beginning with - name:, or [] for none',
    ]);
  });

  it('a file that is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dunwell-collectors-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const result = await loadCollectorsFile(join(folder, 'none.yaml'));
    expect(result).toMatchObject({ ok: false, problems: [{ reason: 'does not exist' }] });
  });
});

describe('a configuration is named by what it says', () => {
  const hashes = (source: string) => read(source).map(configurationHash);

  it('so that other writing changes nothing, and another rule does', () => {
    expect(hashes(file('priority: 10', 'skipReview: false # as it is\n  priority: 10'))).toEqual(
      hashes(file()),
    );
    expect(hashes(file('priority: 10', 'priority: 11'))[0]).not.toBe(hashes(file())[0]);
  });
});

describe('the published schema', () => {
  it('is what the code checks', async () => {
    const published = new URL('../../config/collectors.schema.json', import.meta.url);
    expect(await readFile(published, 'utf8')).toBe(collectorsJsonSchema());
  });
});

describe('the example', () => {
  const load = async () => {
    const path = new URL('../../examples/collectors.yaml', import.meta.url);
    return read(await readFile(path, 'utf8')).map((one) => ({ ...one, version: 1 }));
  };
  const day = (iso: string): Day => parseDay(iso) as Day;
  const base: ConfigurationSubject = {
    creditor: 'demo',
    environment: 'PRODUCTION',
    amount: 20_000,
    currency: 'EUR',
    country: 'NL',
    customerKind: null,
    dueOn: day('2026-01-02'),
    wanted: null,
  };

  it.each<[string, Partial<ConfigurationSubject>, string, boolean]>([
    ['a cent less than 500 euros', { amount: 49_999 }, 'reviewed', false],
    ['500 euros', { amount: 50_000 }, 'large-at-once', true],
    ['a cent more than 500 euros', { amount: 50_001 }, 'large-at-once', true],
    ['much in another currency', { amount: 900_000, currency: 'SEK' }, 'reviewed', false],
    ['729 days after it was due', { dueOn: day('2026-03-03') - 729 }, 'reviewed', false],
    ['730 days after it was due', { dueOn: day('2026-03-03') - 730 }, 'old-by-hand', false],
    ['731 days after it was due', { dueOn: day('2026-03-03') - 731 }, 'old-by-hand', false],
    ['for trying things out', { environment: 'TEST', amount: 900_000 }, 'test', true],
    ['asked for by hand', { wanted: 'old-by-hand' }, 'old-by-hand', false],
  ])('gives a case %s its configuration', async (_, changed, name, skipReview) => {
    const { chosen } = chooseConfiguration(await load(), { ...base, ...changed }, day('2026-03-03'));
    expect(chosen).toMatchObject({ name, skipReview });
  });
});
