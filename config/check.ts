import type { z } from 'zod';
import type { BrokenRule } from './broken-rule.ts';
import { KEY_SEPARATOR } from './fields.ts';
import { formatPath, type PathStep, type Problem, shown } from './problem.ts';
import type { LineOf } from './yaml.ts';

/** The data as its schema describes it, or everything that is wrong with it. */
export type Checked<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks what a file says against its schema and the rules across its fields, all problems at once. */
export function check<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  rules: (value: unknown) => readonly BrokenRule[],
  lineOf?: LineOf,
): Checked<z.output<Schema>> {
  const result = schema.safeParse(value);
  const found = [...(result.error?.issues ?? []).flatMap(spread), ...rules(value)];
  if (result.success && found.length === 0) return { ok: true, data: result.data };
  const problems = found.map((one) => problemAt(value, one, lineOf));
  return { ok: false, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** A finding as a problem: with what stands there, and where that is. */
export function problemAt(value: unknown, { path, reason }: Found, lineOf?: LineOf): Problem {
  const steps = path.filter((step): step is PathStep => typeof step !== 'symbol');
  const there = at(value, steps);
  return {
    path: formatPath(steps),
    reason,
    ...(there === undefined || there === null ? {} : { value: shown(there) }),
    ...(lineOf === undefined ? {} : { line: lineOf(steps) }),
  };
}

interface Found {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** One finding for each issue, and for each key where an issue names several. */
function spread(issue: z.core.$ZodIssue): Found[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, reason: issue.message }];
  const reasons = issue.message.split(KEY_SEPARATOR);
  return issue.keys.map((key, i) => ({ path: [...issue.path, key], reason: reasons[i] ?? issue.message }));
}

function at(value: unknown, path: readonly PathStep[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<PathStep, unknown>>)[step];
  }
  return here;
}
