/** One thing that is wrong with a file a person wrote, and what would be right. */
export interface Problem {
  /** Where in the data: `policy.levels[1].name`; empty for the file as a whole. */
  readonly path: string;
  /** Where in the file, from 1; absent when the file was not read that far. */
  readonly line?: number;
  /** What stands there, shortened; absent when nothing does. */
  readonly value?: string;
  readonly reason: string;
}

const LONGEST_SHOWN = 60;

/** A problem in one line, as people read it: `acme.yaml:12: policy.transfer.mode: 15 is no mode; …`. */
export function formatProblem(file: string, problem: Problem): string {
  const where = problem.line === undefined ? file : `${file}:${problem.line}`;
  const path = problem.path === '' ? '' : `${problem.path}: `;
  const value = problem.value === undefined ? '' : `${problem.value} `;
  return `${where}: ${path}${value}${problem.reason}`;
}

/** A value as it is quoted in a problem: in JSON, cut where it grows long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

export type PathStep = string | number;

/** `['policy', 'levels', 1, 'name']` as `policy.levels[1].name`. */
export function formatPath(path: readonly PathStep[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
