import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const LANGUAGES = fileURLToPath(new URL('../../templates/languages.ts', import.meta.url));
const DUTCH = fileURLToPath(new URL('../../templates/words/nl.json', import.meta.url));
const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/** Read once: the libraries of the language are most of the work. */
const sources = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of the words when those in Dutch are others. */
function wrongWith(change: (words: { debtorState: Record<string, string> }) => void): string {
  const words = JSON.parse(readFileSync(DUTCH, 'utf8'));
  change(words);
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...more) => {
    if (path === DUTCH) return ts.createSourceFile(path, JSON.stringify(words), ts.ScriptTarget.JSON);
    if (!sources.has(path)) sources.set(path, getSourceFile(path, ...more));
    return sources.get(path);
  };
  const program = ts.createProgram([LANGUAGES], OPTIONS, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
    .join('\n');
}

it('a language with all words compiles', () => {
  expect(wrongWith(() => {})).toBe('');
});

it('a language that lacks a word does not', () => {
  expect(wrongWith(({ debtorState }) => delete debtorState.COMPLETED)).toMatch(/COMPLETED/);
});

it('a language with a word that nobody asks for does not', () => {
  expect(
    wrongWith(({ debtorState }) => {
      debtorState.LOST = 'Verloren';
    }),
  ).toMatch(/nl has words that en lacks/);
});
