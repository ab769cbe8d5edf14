import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** What is no text of ours, or tells of how things were called. */
const ELSEWHERE = /(^|\/)(node_modules|dist|data|\.git|histories|migrations)\/|^CHANGELOG\.md$|retired-words/;

const FILES = readdirSync(ROOT, { withFileTypes: true })
  .filter(({ name }) => !ELSEWHERE.test(`${name}/`) && !name.startsWith('.'))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(join(ROOT, entry.name), { recursive: true, encoding: 'utf8' }).map(
          (file) => `${entry.name}/${file.replaceAll('\\', '/')}`,
        )
      : [entry.name],
  )
  .filter((file) => /\.(ts|mjs|md)$/.test(file) && !ELSEWHERE.test(file));
const TEXTS = new Map(FILES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));

function linesWith(word: RegExp, files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    (TEXTS.get(file) ?? '')
      .split('\n')
      .flatMap((line, i) => (word.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
  );
}

it.each([
  ['lane', 'connection queue', /\blanes?\b/i],
  ['parcel', 'delivery', /\bparcels?\b/i],
  ['absorb', 'settle', /absorb/i],
  ['sparing heartbeat', 'throttled heartbeat', /\bsparing/i],
  ['take-plan', 'take-disconnection', /take-?plan\b/i],
  ['later word', 'instruction', /\blater words?\b/],
  ['family', 'prepared statements', /(?<!-)\bfamil(?:y|ies)\(/i],
])('nothing says %s any more, but %s', (_, __, word) => {
  expect(linesWith(word, FILES)).toEqual([]);
});

/** Where Temporal's signals are at home, and nobody speaks of municipalities. */
const ABOUT_MESSAGES =
  /^(workflows\/(actor|invoice|case)|client|activities\/(actor|wake)|contracts\/(actor|case|invoice)\.ts|domain\/(kernel|case\/messages|invoice\/messages))/;

it('a signal alone is one to a municipality: of messages it is said that they are Temporal signals', () => {
  const comments = linesWith(
    /^\s*(?:\/\*\*?|\*|\/\/).*(?<!Temporal )\bsignals?\b/i,
    FILES.filter((file) => ABOUT_MESSAGES.test(file)),
  );
  const prose = linesWith(/(?<!Temporal |Send a |temporal workflow )\bsignals?\b/i, ['docs/messages.md']);
  expect([...comments, ...prose]).toEqual([]);
});
