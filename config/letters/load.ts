import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OwnTexts, OwnWords } from '../../domain/letters/own-texts.ts';
import { LANGUAGES, languageOf } from '../../templates/languages.ts';
import { check } from '../check.ts';
import { listed } from '../fields.ts';
import { didYouMean } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { readTextFile, whyUnreadable } from '../text.ts';
import { readYaml } from '../yaml.ts';
import { ownWordsRules } from './rules.ts';
import { ownWordsSchema } from './schema.ts';

/** Layouts that a creditor can have of its own; those of letters on paper are settings of their channel. */
const LAYOUTS = ['mail.txt.hbs', 'mail.html.hbs'] as const;

const TEXT_ENDING = /\.(ya?ml|json)$/;

/** A problem in one of the files of a folder. */
interface FileProblem {
  /** With the folder before it. */
  readonly file: string;
  readonly problem: Problem;
}

/** A folder of a creditor's own texts read, or every problem found in it. */
export type TextsLoad =
  | { readonly ok: true; readonly texts: OwnTexts }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** What one file says, under its name in the folder. */
type Read<Value> = { readonly name: string; readonly value: Value } | { readonly problems: FileProblem[] };

/**
 * Reads a folder with `texts/<language>.yaml` (or .json) and `layouts/<name>.hbs`; never throws for what stands in it
 * or for its absence.
 */
export async function loadTextsFolder(folder: string): Promise<TextsLoad> {
  const [words, layouts, strangers] = await Promise.all([
    readFiles(join(folder, 'texts'), readWords),
    readFiles(join(folder, 'layouts'), readLayout),
    strangersIn(folder),
  ]);
  const problems = [...strangers, ...problemsOf(words), ...problemsOf(layouts), ...twice(folder, words)];
  if (problems.length > 0) return { ok: false, problems };
  if (words.length + layouts.length === 0) {
    return refuse(folder, 'has no texts; write texts/<language>.yaml, layouts/<name>.hbs or both');
  }
  return { ok: true, texts: { words: byName(words), layouts: byName(layouts) } };
}

function refuse(file: string, reason: string): { readonly ok: false; readonly problems: FileProblem[] } {
  return { ok: false, problems: [problemIn(file, reason)] };
}

function problemIn(file: string, reason: string): FileProblem {
  return { file, problem: { path: '', reason } };
}

async function readFiles<Value>(
  folder: string,
  read: (folder: string, name: string) => Promise<Read<Value>>,
): Promise<Read<Value>[]> {
  const names = await namesIn(folder);
  if (!Array.isArray(names)) return [{ problems: [problemIn(folder, whyUnreadable(names))] }];
  return Promise.all(names.map((name) => read(folder, name)));
}

/** What lies in a folder, without what editors hide there; nothing where there is none. Else why it cannot be read. */
async function namesIn(folder: string): Promise<readonly string[] | Error> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? [] : (error as Error);
  }
}

async function strangersIn(folder: string): Promise<FileProblem[]> {
  const names = await namesIn(folder);
  if (!Array.isArray(names)) return [problemIn(folder, whyUnreadable(names))];
  return names
    .filter((name) => name !== 'texts' && name !== 'layouts')
    .map((name) => {
      const guess = didYouMean(name, ['texts', 'layouts']);
      return problemIn(
        join(folder, name),
        `is not looked for; here are the folders texts and layouts${guess}`,
      );
    });
}

async function readWords(folder: string, name: string): Promise<Read<OwnWords>> {
  const file = join(folder, name);
  const code = name.replace(TEXT_ENDING, '');
  const language = LANGUAGES.find((known) => known === code);
  if (language === undefined || code === name) return refuse(file, notALanguage(code));
  const read = await readTextFile(file);
  if (!read.ok) return { problems: [{ file, problem: read.problem }] };
  const yaml = readYaml(read.text);
  const checked = yaml.ok ? check(yaml.value, ownWordsSchema, ownWordsRules, yaml.lineOf) : yaml;
  if (!checked.ok) return { problems: checked.problems.map((problem) => ({ file, problem })) };
  return { name: language, value: checked.data };
}

function notALanguage(code: string): string {
  const meant = languageOf(code);
  const guess = meant === undefined ? didYouMean(code, LANGUAGES) : `; did you mean ${meant}?`;
  return `is no file of texts; name it <language>.yaml or .json, of ${listed(LANGUAGES)}${guess}`;
}

async function readLayout(folder: string, name: string): Promise<Read<string>> {
  const file = join(folder, name);
  const known = LAYOUTS.find((layout) => layout === name);
  if (known === undefined) {
    return refuse(file, `is no layout; there are ${listed(LAYOUTS)}${didYouMean(name, LAYOUTS)}`);
  }
  const read = await readTextFile(file);
  if (!read.ok) return { problems: [{ file, problem: read.problem }] };
  const raw = known.endsWith('.html.hbs') ? /\{\{\{|\{\{~?&/.exec(read.text) : null;
  if (raw === null) return { name, value: read.text };
  const line = read.text.slice(0, raw.index).split('\n').length;
  const reason = 'puts a value in as it is ({{{ or {{&), which could be anything; write it with two braces';
  return { problems: [{ file, problem: { path: '', line, reason } }] };
}

function problemsOf(read: readonly Read<unknown>[]): FileProblem[] {
  return read.flatMap((one) => ('problems' in one ? one.problems : []));
}

/** `nl.yaml` beside `nl.json`. */
function twice(folder: string, words: readonly Read<unknown>[]): FileProblem[] {
  const names = words.flatMap((one) => ('name' in one ? [one.name] : []));
  return names
    .filter((name, i) => names.indexOf(name) < i)
    .map((name) =>
      problemIn(join(folder, 'texts', name), 'stands there twice, as .yaml and as .json; keep one'),
    );
}

function byName<Value>(read: readonly Read<Value>[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(read.flatMap((one) => ('name' in one ? [[one.name, one.value]] : [])));
}
