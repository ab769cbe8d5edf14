import { partOf, type Rate } from './rate.ts';

/** The part of a scale for amounts above one bound, up to the next. */
interface Bracket {
  /** Minor units; the bracket holds for amounts above it. */
  readonly above: number;
  readonly base: number;
  /** Of what goes beyond the bound, on top of the base. */
  readonly rate: Rate;
}

/** What an amount costs, by brackets in order; none for nothing. */
export interface Scale {
  readonly brackets: readonly Bracket[];
  readonly least?: number;
  readonly most?: number;
}

/** A scale that names one sum whatever is owed. */
export function flat(amount: number): Scale {
  return { brackets: [{ above: 0, base: amount, rate: 0 }] };
}

/** What the scale names for an amount in minor units, rounded half up once, at the end. */
export function onScale(
  { brackets, least = 0, most = Number.MAX_SAFE_INTEGER }: Scale,
  amount: number,
): number {
  const bracket = brackets.findLast(({ above }) => amount > above);
  if (bracket === undefined) return 0;
  const { above, base, rate } = bracket;
  return Math.min(most, Math.max(least, base + partOf(amount - above, rate)));
}

/**
 * Spreads a sum by weights, the oldest first: each gets its part rounded down, and the cents that are left go one by
 * one to the oldest. Where all weights are nothing, the oldest gets all.
 */
export function spread(sum: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (whole === 0n) return weights.map((_, i) => (i === 0 ? sum : 0));
  const parts = weights.map((weight) => Number((BigInt(sum) * BigInt(weight)) / whole));
  let left = sum - parts.reduce((all, part) => all + part, 0);
  return parts.map((part, i) => {
    if (left === 0 || weights[i] === 0) return part;
    left -= 1;
    return part + 1;
  });
}

/** The most that the scale can name, whatever the amount; without limit where its last bracket grows. */
export function mostOf({ brackets, most = Number.MAX_SAFE_INTEGER }: Scale): number {
  if (brackets.some(({ rate }) => rate > 0)) return most;
  return Math.min(most, Math.max(0, ...brackets.map(({ base }) => base)));
}
