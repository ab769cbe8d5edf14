import type { Instant } from './day.ts';

/**
 * The first of the earliest: earlier entries win ties. Undated plans stand behind all dated ones.
 *
 * All up to `dueAt` is tied: a worker that was away finds much at once, and takes it in the order of the list.
 */
export function earliest<Plan extends { readonly at: Instant | null }>(
  plans: readonly (Plan | null)[],
  dueAt = Number.NEGATIVE_INFINITY,
): Plan {
  const possible = plans.filter((plan) => plan !== null);
  const dated = possible.filter(({ at }) => at !== null);
  const momentOf = ({ at }: Plan) => Math.max(at ?? 0, dueAt);
  const pool = dated.length > 0 ? dated : possible;
  return pool.reduce((best, plan) => (momentOf(plan) < momentOf(best) ? plan : best));
}
