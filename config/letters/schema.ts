import { z } from 'zod';
import { LETTER_TEXTS } from '../../domain/letters/text.ts';
import { wordsIn } from '../../templates/languages.ts';
import { says, section, text } from '../fields.ts';

const LINE = /^(?=.*\S)[^\p{Cc}\u2028\u2029]{1,300}$/u;
const PARAGRAPH = /^(?=.*\S)[^\p{Cc}\u2028\u2029]{1,3000}$/u;
const LEVEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

const line = text(LINE, 'line', 'write one line of up to 300 characters');
const sentence = text(PARAGRAPH, 'sentence', 'write up to 3000 characters without line breaks');
const label = text(
  /^(?=.*\S)[^\p{Cc}{}]{1,100}$/u,
  'label',
  'write up to 100 characters, without placeholders',
);

const paragraphs = z
  .array(sentence, { error: says('list of paragraphs', 'write a list, each paragraph beginning with -') })
  .max(30, { error: 'has more than 30 paragraphs' })
  .exactOptional();

const sentences = {
  subject: line.exactOptional().describe('Subject of the mail, heading of the letter.'),
  before: paragraphs.describe('Paragraphs before the tables.'),
  after: paragraphs.describe('Paragraphs after the tables.'),
};

const byNumber = {
  ...sentences,
  several: section(sentences, 'text about several invoices')
    .exactOptional()
    .describe('In letters about several invoices.'),
};

const ownText = section(
  {
    ...byNumber,
    email: section(byNumber, 'text of mails').exactOptional().describe('In e-mails only.'),
    letter: section(byNumber, 'text of letters').exactOptional().describe('In letters on paper only.'),
  },
  'text',
);

const { clauses, duties, labels } = wordsIn('en').letter;

const clause = section({ one: sentence.exactOptional(), several: sentence.exactOptional() }, 'clause');

/** The same optional value under each of these keys. */
function each<Schema extends z.ZodType>(names: readonly string[], value: Schema, what: string) {
  const shape: Readonly<Record<string, z.ZodExactOptional<Schema>>> = Object.fromEntries(
    names.map((name) => [name, z.exactOptional(value)]),
  );
  return section(shape, what).exactOptional();
}

/** A creditor's own texts in one language, as they are written; rules across their fields stand in rules.ts. */
export const ownWordsSchema = section(
  {
    greeting: line.exactOptional(),
    closing: line.exactOptional(),
    texts: each(LETTER_TEXTS, ownText, 'section of texts').describe('By what the letter is about.'),
    levels: z
      .record(text(LEVEL_NAME, 'level name', 'write the name of a level of the policy'), ownText, {
        error: says('section of levels', 'write the names of levels, each with its text'),
      })
      .exactOptional()
      .describe('By the name of a level; before those by what the letter is about.'),
    clauses: each(Object.keys(clauses), clause, 'section of clauses').describe(
      'Sentences that several texts share.',
    ),
    duties: each(Object.keys(duties), sentence, 'section of duties').describe(
      'What the law of some countries wants said.',
    ),
    labels: each(Object.keys(labels), label, 'section of labels'),
  },
  'file of texts',
);
