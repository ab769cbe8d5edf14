import { DATABASE_VARIABLE } from './database-option.ts';
import { defaultDataFolder } from './options.ts';

/** Where a command was told to look. */
interface Looked {
  readonly data: string;
  readonly database?: string | undefined;
}

/** A command to type next, that looks at the same books as this one did. An address is not repeated: it is a secret. */
export function dunwell(words: string, { data, database }: Looked): string {
  const folder = data === defaultDataFolder() ? [] : ['--data', quoted(data)];
  const isGiven = database !== undefined && database !== process.env[DATABASE_VARIABLE]?.trim();
  return ['dunwell', words, ...folder, ...(isGiven ? ['--database …'] : [])].join(' ');
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
