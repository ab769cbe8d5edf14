import { z } from 'zod';
import { didYouMean } from './nearest.ts';

/** The part of zod's raw issue that messages are made from. */
interface RawIssue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

/**
 * The message for a value that is no `what`: says whether it is missing, empty or wrong, and what would be right.
 */
export function says(what: string, right: string): (issue: RawIssue) => string {
  return ({ input }) => {
    if (input === undefined) return `is missing; ${right}`;
    if (input === null || input === '') return `is empty; ${right}, or leave the line out if it is optional`;
    return `is no ${what}; ${right}`;
  };
}

/** A text of that shape. A number or boolean must stand in quotes: YAML would drop its zeros. */
export function text(shape: RegExp, what: string, right: string) {
  const error = says(what, right);
  const unquoted = (issue: RawIssue) =>
    typeof issue.input === 'number' || typeof issue.input === 'boolean'
      ? `is a ${typeof issue.input} and must stand in quotes; ${right}`
      : error(issue);
  return z.string({ error: unquoted }).regex(shape, { error });
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number, what: string) {
  const error = says(what, `write a whole number from ${min} to ${max}`);
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** One of a closed set of words, with the nearest one, or `hint`'s, when another was written. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
  what: string,
  hint: (input: string) => string | undefined = () => undefined,
) {
  const error = ({ input }: RawIssue) => {
    const reason = says(what, `write ${listed(words)}`)({ input });
    if (typeof input !== 'string') return reason;
    const meant = hint(input);
    return reason + (meant === undefined ? didYouMean(input, words) : `; did you mean ${meant}?`);
  };
  return z.enum(words, { error });
}

/** One of a closed set of numbers. */
export function oneNumber<const Numbers extends readonly [number, ...number[]]>(
  numbers: Numbers,
  what: string,
) {
  return z.literal(numbers, { error: says(what, `write ${listed(numbers.map(String))}, without quotes`) });
}

/** The word that leaves a rule with a default out. */
export const NONE = 'none';

/** A plain value, or the word none, which is read as null. */
export function orNone<Schema extends z.ZodType>(schema: Schema, what: string, right: string) {
  return z
    .union([z.literal(NONE), schema], { error: says(what, `${right}, or none`) })
    .transform((value) => (value === NONE ? null : (value as z.output<Schema>)));
}

/** True or false. */
export function flag(what: string) {
  return z.boolean({ error: says(what, 'write true or false, without quotes') });
}

/** A section: the keys it knows and no others. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape, what: string) {
  const known = Object.keys(shape);
  const error = (issue: RawIssue): string => {
    if (issue.code !== 'unrecognized_keys') return says(what, `write these keys: ${known.join(', ')}`)(issue);
    return (issue.keys ?? []).map((key) => unknownKey(key, known)).join(KEY_SEPARATOR);
  };
  return z.strictObject(shape, { error });
}

/** The message for a section whose `kind` says which keys it has: about its kind, or about there being none. */
export function kindSays(what: string, kinds: readonly string[], example: string) {
  return ({ code, input }: RawIssue): string => {
    if (code !== 'invalid_union') return says(what, `write one such as ${example}`)({ input });
    const { kind } = input as { readonly kind?: unknown };
    const hint = typeof kind === 'string' ? didYouMean(kind, kinds) : '';
    return says(`kind of ${what}`, `write ${listed(kinds)}`)({ input: kind }) + hint;
  };
}

/** Between the messages of several unknown keys, which zod reports as one issue. */
export const KEY_SEPARATOR = '\n';

/** Why a key is refused, with the nearest known one, or all of them when none is near. */
export function unknownKey(key: string, known: readonly string[]): string {
  const guess = didYouMean(key, known);
  return `is no known key${guess === '' ? `; the keys here are: ${known.join(', ')}` : guess}`;
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
