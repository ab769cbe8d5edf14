import { defaultDataFolder } from './options.ts';

/** Where a command was told to look. */
interface Looked {
  readonly data: string;
}

/** A command to type next, that looks in the same data folder as this one did. */
export function dunwell(words: string, { data }: Looked): string {
  return data === defaultDataFolder() ? `dunwell ${words}` : `dunwell ${words} --data ${quoted(data)}`;
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
