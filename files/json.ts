import { formatPath, type Problem } from '../config/problem.ts';
import { unkept } from '../domain/kernel/keepable.ts';

/** What a JSON text says, or why it says nothing. */
export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads one JSON text. Numbers of the named keys come as texts with the digits they were written with: a number
 * of JavaScript would drop the zeros of `1.10` and the cents of a large amount.
 */
export function readJson(source: string, written: readonly string[] = []): JsonText {
  try {
    const value: unknown = JSON.parse(source);
    const wrong = unkept(value);
    if (wrong !== undefined)
      return { ok: false, problems: [{ path: formatPath(wrong.path), reason: wrong.reason }] };
    const quoted = source.replace(STRING_OR_NUMBER, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    );
    return { ok: true, value: withDigits(value, JSON.parse(quoted), written) };
  } catch (error) {
    return { ok: false, problems: [syntaxProblem(source, error)] };
  }
}

/** Walks the text read twice side by side: as it is, and with all its numbers as texts. */
function withDigits(value: unknown, quoted: unknown, written: readonly string[], key = ''): unknown {
  if (typeof value === 'number') return written.includes(key) ? quoted : value;
  if (Array.isArray(value)) {
    return value.map((one, i) => withDigits(one, (quoted as unknown[])[i], written, key));
  }
  if (typeof value !== 'object' || value === null) return value;
  const twins = quoted as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withDigits(one, twins[name], written, name)]),
  );
}

/** Without the piece of the text that the parser quotes: it may hold anything. */
function syntaxProblem(source: string, error: unknown): Problem {
  if (source.trim() === '') return { path: '', reason: 'is empty; write one JSON object' };
  const message = error instanceof Error ? error.message : String(error);
  const at = /at position (\d+)/.exec(message)?.[1];
  const why = message.replace(/, (\.\.\.)?".*$/s, '').replace(/ in JSON at position.*$/s, '');
  return {
    path: '',
    reason: `is no JSON: ${why}`,
    ...(at === undefined ? {} : { line: source.slice(0, Number(at)).split('\n').length }),
  };
}
