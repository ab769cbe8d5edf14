import type { PathStep } from './problem.ts';

/** A rule broken between fields: the field to change, and why. */
export interface BrokenRule {
  readonly path: readonly PathStep[];
  readonly reason: string;
}

/** A section as it was written. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as a section; empty when it is none. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
