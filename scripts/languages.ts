import { readdir } from 'node:fs/promises';
import { keep, textOf } from './kept-file.ts';

/*
 * tsx scripts/languages.ts            writes the list of languages anew, from the files in templates/words/, and
 *                                     what is published with them in it
 * tsx scripts/languages.ts --check    exit 1 when the list is not what lies there
 */

const FOLDER = new URL('../templates/words/', import.meta.url);

const LIST = 'templates/words/index.ts';

keep(LIST, listOf(inOrder(await languages(), textOf(LIST))), 'languages');
// Loaded only now: it reads the list that was just written.
if (!process.argv.includes('--check')) await import('./schemas.ts');

async function languages(): Promise<string[]> {
  const names = await readdir(FOLDER);
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
}

/** People read the list in messages: the order they know stays, and a new language comes last. */
function inOrder(codes: readonly string[], text: string): string[] {
  const known = [...text.matchAll(/^ {2}(\w+),$/gm)].map(([, code]) => code as string);
  const added = codes.filter((code) => !known.includes(code)).sort();
  return [...known.filter((code) => codes.includes(code)), ...added];
}

function listOf(codes: readonly string[]): string {
  const imports = [...codes]
    .sort()
    .map((code) => `import ${code} from './${code}.json' with { type: 'json' };`);
  const entries = codes.map((code) => `  ${code},`);
  return `${['// Written by `npx tsx scripts/languages.ts`: the languages that have a file here.', ...imports, '', 'export const FILES = {', ...entries, '};'].join('\n')}\n`;
}
