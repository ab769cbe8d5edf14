import { describe, expect, it } from 'vitest';
import { readCreditor } from '../../config/load.ts';
import { formatProblem } from '../../config/problem.ts';
import { LANGUAGES } from '../../templates/languages.ts';
import { creditorFile, problemsOf } from './creditor-file.ts';

/** `nl, en, …, fi or fr`: whatever languages there are. */
const ANY_LANGUAGE = `${LANGUAGES.slice(0, -1).join(', ')} or ${LANGUAGES.at(-1)}`;

describe('a creditor file that is no sound YAML is refused with its line', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'f.yaml:1: the file is empty'],
    ['comments only', '# soon\n', 'f.yaml:1: the file is empty'],
    ['a tab', 'policy:\n\tlevels: []\n', 'f.yaml:2: the line is indented with a tab; YAML takes spaces only'],
    ['a key twice', 'name: A\nname: B\n', 'f.yaml:2: this key stands twice in its section; keep one'],
    [
      'two documents',
      'name: A\n---\nname: B\n',
      'f.yaml:2: a second document starts here (---); keep one document per file',
    ],
    ['an anchor', 'name: &a A\n', 'f.yaml:1: anchors (&a) are not taken; write the value out'],
    ['an unset alias', 'name: A\ncountry: *x\n', 'f.yaml:2: aliases (*x) are not taken; write the value out'],
    [
      'a tag',
      'name: !!binary aGk=\n',
      'f.yaml:1: tags (tag:yaml.org,2002:binary) are not taken; write the value without',
    ],
    ['NUL', 'creditor: acme\nname: "A\\0"\n', 'f.yaml:2: a text has the character NUL in it; take it out'],
    [
      'half a character',
      'name: "A\\ud83d"\n',
      'f.yaml:1: a text has half a character in it; write the whole one, or take it out',
    ],
    ['an open quote', 'name: "A\ncountry: NL\n', 'f.yaml:3: is no YAML: Missing closing "quote'],
    [
      'YAML 1.1',
      '%YAML 1.1\n---\nname: A\n',
      'f.yaml:1: the file asks for YAML 1.1; leave the %YAML line out',
    ],
    [
      'a bomb of brackets',
      `name: ${'['.repeat(100_000)}`,
      'f.yaml:1: more than 60 brackets are open at once',
    ],
  ])('%s', (_, source, message) => {
    expect(problemsOf(source)).toContain(message);
  });

  it('a list instead of a section', () => {
    expect(problemsOf('- 1\n')[0]).toContain(
      'f.yaml:1: [1] is no creditor file; write these keys: creditor, name',
    );
  });

  it('is read with a byte order mark and Windows line ends', () => {
    const source = `\uFEFF${creditorFile().replaceAll('\n', '\r\n')}`;
    expect(problemsOf(source)).toEqual([]);
  });
});

describe('a creditor file that says something wrong is refused with line, field, value and what would be right', () => {
  it.each<[string, string, string]>([
    [
      'creditor: acme',
      'creditor: acme bv',
      'f.yaml:1: creditor: "acme bv" is no creditor code; write up to 60 letters, digits and dashes, the first no dash',
    ],
    [
      'name: Acme B.V.',
      'name: 12',
      'f.yaml:2: name: 12 is a number and must stand in quotes; write one line of up to 200 characters',
    ],
    [
      'name: Acme B.V.',
      'name:',
      'f.yaml:2: name: is empty; write one line of up to 200 characters, or leave the line out if it is optional',
    ],
    ['name: Acme B.V.\n', '', 'f.yaml:1: name: is missing; write one line of up to 200 characters'],
    ['country: NL', 'country: DE', 'f.yaml:3: country: "DE" needs its state, e.g. DE-BY'],
    ['country: NL', 'country: CH', 'f.yaml:3: country: "CH" needs its canton, e.g. CH-ZH'],
    ['country: NL', 'country: nl', 'f.yaml:3: country: "nl" is written NL'],
    [
      'Europe/Amsterdam',
      'Europe/Amsterdm',
      'f.yaml:4: timeZone: "Europe/Amsterdm" is no time zone; write one like Europe/Amsterdam; did you mean Europe/Amsterdam?',
    ],
    [
      'Europe/Amsterdam',
      'europe/amsterdam',
      'f.yaml:4: timeZone: "europe/amsterdam" is written Europe/Amsterdam',
    ],
    [
      'Europe/Amsterdam',
      '"+01:00"',
      'f.yaml:4: timeZone: "+01:00" is no time zone; write one like Europe/Amsterdam',
    ],
    [
      'currency: EUR',
      'currency: EURO',
      'f.yaml:5: currency: "EURO" is no currency; write a code of ISO 4217 such as EUR; did you mean EUR?',
    ],
    [
      'language: nl',
      'language: no',
      `f.yaml:6: language: "no" is no language of the letters; write ${ANY_LANGUAGE}; did you mean nb?`,
    ],
    [
      'language: nl',
      'language: nl_BE',
      `f.yaml:6: language: "nl_BE" is no language of the letters; write ${ANY_LANGUAGE}; did you mean nl?`,
    ],
    [
      'timeZone:',
      'timezone:',
      'f.yaml:4: timezone: "Europe/Amsterdam" is no known key; did you mean timeZone?',
    ],
    [
      '"10.00"',
      '10.00',
      'f.yaml:8: policy.minimumAmount: 10 is a number and must stand in quotes; write a decimal in quotes such as "10.00", with a point and without thousands separators',
    ],
    ['"10.00"', '"10.001"', 'f.yaml:8: policy.minimumAmount: "10.001" has too many decimals; EUR has 2'],
    [
      '"10.00"',
      '"-1"',
      'f.yaml:8: policy.minimumAmount: "-1" is no amount; write a decimal in quotes such as "10.00", with a point and without thousands separators',
    ],
    [
      'daysAfterDue: 7',
      'daysAfterDue: -1',
      'f.yaml:10: policy.levels[0].daysAfterDue: -1 is no number of days; write a whole number from 0 to 3650',
    ],
    [
      'daysAfterDue: 7',
      'daysAfterDue: 7.5',
      'f.yaml:10: policy.levels[0].daysAfterDue: 7.5 is no number of days; write a whole number from 0 to 3650',
    ],
    [
      'daysAfterDue: 7',
      'dayAfterDue: 7',
      'f.yaml:10: policy.levels[0].dayAfterDue: 7 is no known key; did you mean daysAfterDue?',
    ],
    [
      'kind: reminder, daysAfterDue: 7',
      'kind: remind, daysAfterDue: 7',
      'f.yaml:10: policy.levels[0].kind: "remind" is no kind of level; write reminder or notice; did you mean reminder?',
    ],
    [
      'name: reminder-1',
      'name: "a/b"',
      'f.yaml:10: policy.levels[0].name: "a/b" is no level name; write up to 60 letters, digits, dashes, dots and underscores',
    ],
    [
      'name: reminder-2',
      'name: Reminder-1',
      'f.yaml:11: policy.levels[1].name: "Reminder-1" is the name of policy.levels[0] already; give each its own',
    ],
    [
      ', minDaysSincePrevious: 10',
      '',
      'f.yaml:11: policy.levels[1].minDaysSincePrevious: is missing; from the second level on write the days since the level before',
    ],
    [
      'daysAfterDue: 7 }',
      'daysAfterDue: 7, minDaysSincePrevious: 3 }',
      'f.yaml:10: policy.levels[0].minDaysSincePrevious: 3 has no level before it to count from; leave it out on the first level',
    ],
    [
      'daysAfterDue: 7 }',
      'daysAfterDue: 7, paymentDays: 14 }',
      'f.yaml:10: policy.levels[0].paymentDays: 14 belongs to the notice; leave it out on a reminder',
    ],
    [
      'name: reminder-2, kind: reminder',
      'name: reminder-2, kind: notice',
      'f.yaml:11: policy.levels[1].kind: "notice" is not the last level; the notice must be the last and the only one',
    ],
    [
      'kind: notice',
      'kind: reminder',
      'f.yaml:12: policy.levels[2].kind: "reminder" is the last level, which must be the notice (kind: notice); or write levels: [] for no dunning',
    ],
    [
      'until: "17:00"',
      'until: "08:00"',
      'f.yaml:13: policy.sending.until: "08:00" is not after policy.sending.from; the window is within one day',
    ],
    [
      'from: "09:00"',
      'from: 9:00',
      'f.yaml:13: policy.sending.from: "9:00" is no time of day; write hours and minutes such as "09:00", from "00:00" to "23:59"',
    ],
    [
      'mode: 20',
      'mode: 25',
      'f.yaml:14: policy.transfer.mode: 25 is no transfer mode; write 10, 20 or 30, without quotes',
    ],
    [
      'mode: 20',
      'mode: "20"',
      'f.yaml:14: policy.transfer.mode: "20" is no transfer mode; write 10, 20 or 30, without quotes',
    ],
    [
      'workingDays: 3',
      'workingDays: 4',
      'f.yaml:14: policy.transfer.workingDays: 4 is no number of working days; write 2 or 3, without quotes',
    ],
    [
      'closeAfterDays: 60',
      'closeAfterDay: 60',
      'f.yaml:14: policy.transfer.closeAfterDay: 60 is no known key; did you mean closeAfterDays?',
    ],
    [
      '  transfer:',
      '  settlement: { writeOffBelow: 5.00 }\n  transfer:',
      'f.yaml:14: policy.settlement: {"writeOffBelow":5} is no settlement; write keep, waive, { waiveAfterDays: 14 } or { writeOffBelow: "5.00" }',
    ],
    [
      '  transfer:',
      '  settlement: { writeOffBelow: "0" }\n  transfer:',
      'f.yaml:14: policy.settlement.writeOffBelow: "0" must be more than zero',
    ],
    [
      'policy:',
      'holidays: { add: [2026-02-30] }\npolicy:',
      'f.yaml:7: holidays.add[0]: "2026-02-30" is no date of the calendar; write one like 2026-12-24',
    ],
    [
      'policy:',
      'holidays: { add: [2026-05-05], remove: [2026-05-05] }\npolicy:',
      'f.yaml:7: holidays.remove[0]: "2026-05-05" is in holidays.add too; keep it in one',
    ],
  ])('%s → %s', (from, to, message) => {
    expect(problemsOf(creditorFile(from, to))).toContain(message);
  });

  it('with all its problems at once, those of single fields and those between fields, in the order of the file', () => {
    const source = creditorFile('country: NL', 'country: UK')
      .replace('kind: notice', 'kind: reminder')
      .replace('mode: 20', 'mode: 25');
    const lines = readCreditor(source);
    if (lines.ok) throw new Error('was taken');
    expect(lines.problems.map(({ path }) => path)).toEqual([
      'country',
      'policy.levels[2].paymentDays',
      'policy.levels[2].kind',
      'policy.transfer.mode',
    ]);
  });

  it('with a second final level named beside the first', () => {
    const source = creditorFile('daysAfterDue: 7 }', 'daysAfterDue: 7, final: true }').replace(
      'paymentDays: 14 }',
      'paymentDays: 14, final: true }',
    );
    expect(problemsOf(source)).toEqual([
      'f.yaml:12: policy.levels[2].final: true is set on policy.levels[0] too; only one level is final',
    ]);
  });
});

it('shortens long values in problems', () => {
  const problem = formatProblem('f', { path: 'a', value: 'x', reason: 'is wrong' });
  expect(problem).toBe('f: a: x is wrong');
  const source = creditorFile('creditor: acme', `creditor: ${'a'.repeat(500)}`);
  expect(problemsOf(source)[0]?.length).toBeLessThan(200);
});
