import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTextsFolder } from '../../config/letters/load.ts';
import { readCreditor } from '../../config/load.ts';
import { formatProblem } from '../../config/problem.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dunwell-texts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  put(files);
  const loaded = await loadTextsFolder(folder);
  if (loaded.ok) return [];
  return loaded.problems.map(({ file, problem }) => formatProblem(file.slice(folder.length + 1), problem));
}

describe('a folder of texts', () => {
  it('is read language by language, from YAML and JSON, with layouts', async () => {
    put({
      'texts/nl.yaml': 'greeting: Dag,\nlevels:\n  notice: { subject: "Let op {{number}}" }\n',
      'texts/de.json': '{ "closing": "Gruß" }',
      'layouts/mail.txt.hbs': '{{subject}}',
      'texts/.nl.yaml.swp': 'left by an editor',
    });
    expect(await loadTextsFolder(folder)).toEqual({
      ok: true,
      texts: {
        words: {
          de: { closing: 'Gruß' },
          nl: { greeting: 'Dag,', levels: { notice: { subject: 'Let op {{number}}' } } },
        },
        layouts: { 'mail.txt.hbs': '{{subject}}' },
      },
    });
  });

  it('names file, line and key of all that is wrong, and the nearest that is right', async () => {
    expect(
      await problemsOf({
        'texts/nl.yaml': [
          'greting: Dag,',
          'texts:',
          '  firstRemindr: { subject: x }',
          '  notice:',
          '    subject: "{{payByy}}"',
          '    before: ["{{number", "{{> pai}}", "{{count}}"]',
          '    several: { subject: "{{number}}" }',
          '  secondReminder: { letter: { after: ["{{payBy}}"] } }',
          'clauses:',
          '  settled: { one: "{{payBy}}" }',
          '  payBy: { one: "{{payBy}} {{> pay}}" }',
          'duties:',
          '  fourteenDays: Pay soon.',
          'labels: { total: "{{total}}" }',
        ].join('\n'),
      }),
    ).toEqual([
      'texts/nl.yaml:1: greting: "Dag," is no known key; did you mean greeting?',
      'texts/nl.yaml:3: texts.firstRemindr: {"subject":"x"} is no known key; did you mean firstReminder?',
      expect.stringMatching(
        /^texts\/nl\.yaml:5: texts\.notice\.subject: .* names \{\{payByy\}\}.*did you mean payBy\?$/,
      ),
      expect.stringMatching(/^texts\/nl\.yaml:6: texts\.notice\.before\[0\]: .* do not belong together/),
      expect.stringMatching(
        /^texts\/nl\.yaml:6: texts\.notice\.before\[1\]: .* names \{\{> pai\}\}.*did you mean pay\?$/,
      ),
      expect.stringMatching(/^texts\/nl\.yaml:6: texts\.notice\.before\[2\]: .* names \{\{count\}\}/),
      expect.stringMatching(/^texts\/nl\.yaml:7: texts\.notice\.several\.subject: .* names \{\{number\}\}/),
      expect.stringMatching(
        /^texts\/nl\.yaml:8: texts\.secondReminder\.letter\.after\[0\]: .* names \{\{payBy\}\}/,
      ),
      expect.stringMatching(/^texts\/nl\.yaml:10: clauses\.settled\.one: .* names \{\{payBy\}\}/),
      expect.stringMatching(/^texts\/nl\.yaml:11: clauses\.payBy\.one: .* names \{\{> pay\}\}/),
      expect.stringMatching(
        /^texts\/nl\.yaml:13: duties\.fourteenDays: .* does not name \{\{costsToCome\}\}/,
      ),
      expect.stringMatching(/^texts\/nl\.yaml:14: labels\.total: .* is no label/),
    ]);
  });

  it('has no files that nobody would look for', async () => {
    expect(
      await problemsOf({
        'texts/no.yaml': 'greeting: Hei,',
        'texts/nl.txt': '',
        'layouts/letter.hbs': '',
        'text/nl.yaml': '',
      }),
    ).toEqual([
      'text: is not looked for; here are the folders texts and layouts; did you mean texts?',
      expect.stringMatching(/^texts\/nl\.txt: is no file of texts; name it <language>\.yaml/),
      expect.stringMatching(/^texts\/no\.yaml: is no file of texts.*; did you mean nb\?$/),
      expect.stringMatching(/^layouts\/letter\.hbs: is no layout; there are mail\.txt\.hbs/),
    ]);
  });

  it('says each language once', async () => {
    const problems = await problemsOf({ 'texts/nl.yaml': 'greeting: Dag,', 'texts/nl.json': '{}' });
    expect(problems).toEqual(['texts/nl: stands there twice, as .yaml and as .json; keep one']);
  });

  it('puts nothing into a page as it is', async () => {
    const problems = await problemsOf({ 'layouts/mail.html.hbs': '<p>\n{{{creditor}}}' });
    expect(problems).toEqual([
      expect.stringMatching(/^layouts\/mail\.html\.hbs:2: puts a value in as it is/),
    ]);
  });

  it('is there, and not empty', async () => {
    expect(await problemsOf({})).toHaveLength(1);
    const gone = await loadTextsFolder(join(folder, 'gone'));
    expect(gone.ok ? [] : gone.problems[0]?.problem.reason).toMatch(/has no texts/);
  });
});

describe('what the law of a country asks of a policy', () => {
  const creditorIn = (country: string, paymentDays: number) => `
creditor: acme
name: Acme
country: ${country}
timeZone: Europe/Oslo
currency: NOK
language: nb
policy:
  levels:
    - { name: varsel, kind: notice, daysAfterDue: 1, paymentDays: ${paymentDays} }
`;

  it('is refused with its line, its value and the law', () => {
    const loaded = readCreditor(creditorIn('NO', 13));
    const problems = loaded.ok ? [] : loaded.problems.map((problem) => formatProblem('acme.yaml', problem));
    expect(problems).toEqual([
      'acme.yaml:10: policy.levels[0].paymentDays: 13 leaves fewer days than the fourteen of an inkassovarsel; write 14 or more (inkassoloven § 9; opas.no)',
    ]);
  });

  it('is not asked of others', () => {
    expect(readCreditor(creditorIn('NO', 14)).ok).toBe(true);
    expect(readCreditor(creditorIn('DK', 13)).ok).toBe(true);
  });
});
