import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/dunwell.mjs', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a test says itself. */
export const NOT_INHERITED = [
  ...['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE'],
  ...['DUNWELL_DATA', 'DUNWELL_DATABASE', 'DUNWELL_OUTBOX'],
];

/** Runs `dunwell` as a process of its own, as a shell would, with nothing at its terminal's place. */
export function dunwell(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.includes(name));
  return new Promise((resolve) => {
    const options = { env: { ...Object.fromEntries(inherited), ...env }, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, [PROGRAM, ...args], options, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
    child.stdin?.end();
  });
}

/** The cells of what was written as plain columns, by the titles in the first line. */
export function rows(out: string): Record<string, string>[] {
  const [titles = [], ...lines] = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
  return lines.map((cells) => Object.fromEntries(titles.map((title, i) => [title, cells[i] ?? ''])));
}
