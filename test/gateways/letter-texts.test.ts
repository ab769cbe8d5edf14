import { describe, expect, it } from 'vitest';
import type { InvoiceLine, LetterFacts } from '../../contracts/letters.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { parseDay } from '../../domain/kernel/day.ts';
import type { OwnWords } from '../../domain/letters/own-texts.ts';
import { LetterNumber, placeholdersOf } from '../../domain/letters/placeholders.ts';
import { readSentence } from '../../domain/letters/sentence.ts';
import { LETTER_TEXTS, LetterText, textOfLevel } from '../../domain/letters/text.ts';
import { composeLetter, composeText, type Letter, type LetterAbout } from '../../gateways/letters/compose.ts';
import { amountIn } from '../../gateways/letters/formats.ts';
import { renderLevel } from '../../gateways/letters/render.ts';
import { LANGUAGES, type Language, wordsIn } from '../../templates/languages.ts';
import { notice, reminder } from './contents.ts';

const day = (iso: string) => parseDay(iso) as number;

const LINES: readonly InvoiceLine[] = ['2026/001', '2026/002', '2026/003'].map((number, i) => ({
  ...reminder().invoice,
  number,
  reference: i === 0 ? 'RF18 5390 0754 7034' : null,
  open: { principal: 10_000 + i, fees: 500, interest: 0, costs: 0, total: 10_500 + i },
  payBy: i === 2 ? null : day('2026-03-16'),
}));

/** What every text may name is there; what it may not is not. */
function aboutOf(text: LetterText): LetterAbout {
  const instalments = [day('2026-04-01'), day('2026-05-01')].map((dueOn) => ({ dueOn, amount: 5_000 }));
  switch (text) {
    case LetterText.NOTICE:
    case LetterText.FINAL_NOTICE:
      return { text, payBy: day('2026-03-16') };
    case LetterText.PLAN_AGREED:
    case LetterText.PLAN_INSTALMENT:
    case LetterText.PLAN_BROKEN:
      return { text, instalments, instalment: instalments[0]! };
    case LetterText.CORRECTION:
      return { text, correctedOn: day('2026-02-20') };
    default:
      return { text };
  }
}

function factsOf(language: string, number: LetterNumber): LetterFacts {
  const { kind: _, level, payBy, ...facts } = reminder({ language });
  if (number === LetterNumber.ONE) return facts;
  const sum = (of: (line: InvoiceLine) => number) => LINES.reduce((all, line) => all + of(line), 0);
  const open = {
    principal: sum(({ open }) => open.principal),
    fees: sum(({ open }) => open.fees),
    interest: 0,
    costs: 0,
    total: sum(({ open }) => open.total),
  };
  return { ...facts, lines: LINES, open };
}

const textOf = ({ subject, before, after, tables }: Letter) =>
  [subject, ...before, ...tables.flatMap(({ rows }) => rows.flat()), ...after].join('\n');

const NUMBERS = [LetterNumber.ONE, LetterNumber.SEVERAL];

describe.each(LANGUAGES)('in %s', (language: Language) => {
  it.each(NUMBERS)('every text can be written about %s, and leaves no placeholder behind', (number) => {
    for (const text of LETTER_TEXTS) {
      for (const channel of [Channel.EMAIL, Channel.LETTER]) {
        const said = textOf(composeText(factsOf(language, number), aboutOf(text), channel));
        expect(said, text).not.toMatch(/[{}<>]|undefined|null|\[object/);
      }
    }
  });

  it.each(NUMBERS)('no two texts about %s are alike, subjects and first sentences included', (number) => {
    const letters = LETTER_TEXTS.map((text) =>
      composeText(factsOf(language, number), aboutOf(text), Channel.EMAIL),
    );
    expect(new Set(letters.map(textOf)).size).toBe(LETTER_TEXTS.length);
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(LETTER_TEXTS.length);
    const [, first, second, later] = letters.map(({ before }) => before[0]);
    expect(new Set([first, second, later]).size).toBe(3);
  });

  it('texts name what they may name, and clauses what all their texts have', () => {
    const { texts, clauses } = wordsIn(language).letter;
    for (const text of LETTER_TEXTS) {
      for (const number of NUMBERS) {
        const known = placeholdersOf(text, number) as readonly string[];
        const { subject, before, after } = texts[text];
        for (const sentence of [subject[number], ...before[number], ...after]) {
          const { values, clauses: used } = namedIn(sentence);
          expect(
            values.filter((name) => !known.includes(name)),
            `${text}: ${sentence}`,
          ).toEqual([]);
          for (const name of used) {
            const clause = clauses[name as keyof typeof clauses][number];
            expect(
              namedIn(clause).values.filter((value) => !known.includes(value)),
              clause,
            ).toEqual([]);
          }
        }
      }
    }
  });

  it('says what the law of each country wants, with its amount', () => {
    const costsToCome = 4_000;
    const said = (
      duty: 'fourteenDays' | 'freeReminder' | 'inkassovarsel' | 'inkassokrav' | 'paymentDemand',
    ) =>
      (['email', 'letter'] as const).map((channel) =>
        composeLetter(notice({ language, duty: { duty, costsToCome } }), channel).after.join('\n'),
      );
    for (const text of said('fourteenDays')) expect(text).toContain(amountIn(language, costsToCome, 'EUR'));
    const [byMail, byLetter] = said('freeReminder');
    expect(byMail).not.toBe(byLetter);
    for (const text of said('freeReminder')) expect(text).toContain('14');
    for (const text of said('inkassovarsel')) expect(text).toMatch(/inkassovarsel/i);
    for (const text of said('inkassokrav')) expect(text).toMatch(/inkassokrav/i);
    expect(
      new Set(
        ['fourteenDays', 'freeReminder', 'paymentDemand'].flatMap((duty) => said(duty as 'fourteenDays')),
      ).size,
    ).toBe(4);
  });
});

describe('the words of a level', () => {
  it.each([
    ['reminder', 1, false, 'firstReminder'],
    ['reminder', 2, false, 'secondReminder'],
    ['reminder', 3, false, 'laterReminder'],
    ['reminder', 4, false, 'laterReminder'],
    ['reminder', 1, true, 'finalReminder'],
    ['reminder', 3, true, 'finalReminder'],
    ['notice', 3, false, 'notice'],
    ['notice', 1, true, 'finalNotice'],
  ] as const)('of kind %s, number %i, final %s are %s', (kind, number, final, text) => {
    expect(textOfLevel({ kind, number, final })).toBe(text);
  });
});

describe('the invoice in a letter', () => {
  const rowsOf = (content = reminder({ language: 'en' })) =>
    composeLetter(content).invoice.map(({ label, value }) => `${label}: ${value}`);

  it('shows what was paid or credited of it, where something was', () => {
    expect(rowsOf()).toContain('Paid or credited: -€15.50');
    const invoice = { ...reminder().invoice, amount: reminder().open.principal };
    expect(rowsOf(reminder({ language: 'en', invoice })).join()).not.toContain('Paid or credited');
  });

  it('stands in a table of its own where there are several, with deadlines where one has one', () => {
    const facts = factsOf('en', LetterNumber.SEVERAL);
    const letter = composeText(facts, aboutOf(LetterText.NOTICE), Channel.LETTER);
    expect(letter.invoice).toEqual([]);
    expect(letter.tables).toEqual([
      {
        head: [
          'Invoice number',
          'Payment reference',
          'Due date',
          'To be paid no later than',
          'Invoice amount',
          'Open',
        ],
        rows: [
          ['2026/001', 'RF18 5390 0754 7034', '4 February 2026', '16 March 2026', '€1,250.00', '€105.00'],
          ['2026/002', '2026/002', '4 February 2026', '16 March 2026', '€1,250.00', '€105.01'],
          ['2026/003', '2026/003', '4 February 2026', '', '€1,250.00', '€105.02'],
        ],
      },
    ]);
    expect(letter.total.value).toBe('€315.03');
  });

  it('is refused where several do not add up to the total', () => {
    const { open, ...facts } = factsOf('en', LetterNumber.SEVERAL);
    const wrong = { ...open, principal: open.principal + 1, total: open.total + 1 };
    expect(() => composeText({ ...facts, open: wrong }, aboutOf(LetterText.NOTICE), Channel.LETTER)).toThrow(
      'The invoices do not add up to the total.',
    );
  });
});

it('the account to pay to stands in mails where the creditor told one', () => {
  const told = renderLevel(reminder({ language: 'en', payTo: { iban: 'NL02ABNA0123456789' } }));
  for (const form of [told.text, told.html]) expect(form).toContain('NL02 ABNA 0123 4567 89');
  expect(told.text).toContain('Account: NL02');
  expect(renderLevel(reminder({ language: 'en' })).text).not.toContain('Account');
});

describe('what comes from outside', () => {
  it('is never read as a sentence', () => {
    const evil = '{{total}} {{> pay}} {{#each}}';
    const content = reminder({
      language: 'en',
      creditor: { id: 'acme', name: evil, country: 'NL' },
      invoice: { ...reminder().invoice, number: evil, reference: evil },
    });
    const { subject, after } = composeLetter(content);
    expect(subject).toBe(`Payment reminder for invoice ${evil}`);
    expect(after.join()).toContain(`quoting ${evil}.`);
  });
});

describe("a creditor's own texts", () => {
  const own = (words: OwnWords) => ({
    ownTexts: { hash: 'h', says: { words: { en: words }, layouts: {} } },
  });
  const subjectOf = (words: OwnWords, channel: Channel = Channel.EMAIL, number = 1) => {
    const level = { name: `reminder-${number}`, kind: 'reminder', number, final: false } as const;
    return composeLetter(reminder({ language: 'en', level, ...own(words) }), channel).subject;
  };

  it('are taken by what the letter is about, and others stay as shipped', () => {
    const words = { texts: { firstReminder: { subject: 'Hello {{number}}' } } };
    expect(subjectOf(words)).toBe('Hello 2026/001');
    expect(subjectOf(words, Channel.EMAIL, 2)).toBe('Second payment reminder for invoice 2026/001');
  });

  it('are taken by the name of the level first, and by channel before both', () => {
    const words: OwnWords = {
      levels: { 'reminder-1': { subject: 'By level', letter: { subject: 'By level, on paper' } } },
      texts: { firstReminder: { subject: 'By text', email: { subject: 'By text, by mail' } } },
    };
    expect(subjectOf(words, Channel.EMAIL)).toBe('By level');
    expect(subjectOf(words, Channel.LETTER)).toBe('By level, on paper');
    expect(subjectOf({ texts: words.texts! }, Channel.EMAIL)).toBe('By text, by mail');
    expect(subjectOf({ texts: words.texts! }, Channel.LETTER)).toBe('By text');
  });

  it('are of one invoice unless they say what several are told', () => {
    const text = { subject: 'One', several: { subject: '{{count}} of them' } };
    const several = { ...factsOf('en', LetterNumber.SEVERAL), ...own({ texts: { notice: text } }) };
    expect(composeText(several, aboutOf(LetterText.NOTICE), Channel.EMAIL).subject).toBe('3 of them');
    const only = { ...several, ...own({ texts: { notice: { subject: 'One' } } }) };
    expect(composeText(only, aboutOf(LetterText.NOTICE), Channel.EMAIL).subject).toBe(
      'Debt collection notice for 3 invoices',
    );
  });

  it('may change clauses, labels, greeting and closing; and what the law wants said stays', () => {
    const words = {
      greeting: 'Hi,',
      closing: 'Bye',
      labels: { total: 'All in all' },
      clauses: { settled: { one: 'Questions? Call us.' } },
      texts: { finalNotice: { after: ['{{> settled}}'] } },
    };
    const duty = { duty: 'inkassovarsel', costsToCome: null } as const;
    const letter = composeLetter(notice({ language: 'en', duty, ...own(words) }));
    expect(letter).toMatchObject({ greeting: 'Hi,', closing: 'Bye', total: { label: 'All in all' } });
    expect(letter.after).toHaveLength(2);
    expect(letter.after[0]).toContain('inkassovarsel');
    expect(letter.after[1]).toBe('Questions? Call us.');
  });

  it('that were pinned and not read make no letter in other words', () => {
    expect(() => composeLetter(reminder({ ownTexts: { hash: 'h' } }))).toThrow('texts h were not read');
  });
});

describe("a creditor's own layout of mails", () => {
  const inLayout = (layouts: Readonly<Record<string, string>>) =>
    renderLevel(
      reminder({
        language: 'en',
        creditor: { id: 'acme', name: '<b>', country: 'NL' },
        ownTexts: { hash: 'h', says: { words: {}, layouts } },
      }),
    );

  it('stands instead of the shipped one, which stays for the other form', () => {
    const mail = inLayout({ 'mail.txt.hbs': '{{creditor}}: {{subject}}' });
    expect(mail.text).toBe('<b>: Payment reminder for invoice 2026/001');
    expect(mail.html).toContain('<!doctype html>');
  });

  it('has its values escaped in HTML, and none that are not there', () => {
    expect(inLayout({ 'mail.html.hbs': '{{creditor}}' }).html).toBe('&lt;b&gt;');
    expect(() => inLayout({ 'mail.html.hbs': '{{creditr}}' })).toThrow(/creditr/);
    expect(() => inLayout({ 'mail.html.hbs': '{{constructor.name}}' })).toThrow();
  });
});

function namedIn(sentence: string) {
  const read = readSentence(sentence);
  if (!read.ok) throw new Error(read.reason);
  const named = (kind: 'value' | 'clause') =>
    read.pieces.flatMap((piece) => (piece.kind === kind ? [piece.name] : []));
  return { values: named('value'), clauses: named('clause') };
}
