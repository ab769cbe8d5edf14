/** An amount that may be part of a sum. */
export interface Part {
  readonly amount: number;
}

/** So many steps are looked at before a customer's invoices are left to a person. */
const MOST_STEPS = 20_000;

/**
 * The parts whose amounts sum up to exactly that total, when there is one way to do it; null when there is none,
 * more than one, or too many to look through. Of parts of one amount those that come first are taken.
 */
export function exactSum<P extends Part>(parts: readonly P[], total: number): P[] | null {
  const byAmount = new Map<number, P[]>();
  for (const part of parts) byAmount.set(part.amount, [...(byAmount.get(part.amount) ?? []), part]);
  // Larger ones first: what is left over shrinks fast.
  const groups = [...byAmount].sort(([a], [b]) => b - a).map(([amount, same]) => ({ amount, same }));
  const reach = groups.map((_, from) =>
    groups.slice(from).reduce((sum, { amount, same }) => sum + amount * same.length, 0),
  );
  const found: P[][] = [];
  let steps = 0;
  const search = (from: number, left: number, taken: P[]): void => {
    if (left === 0) {
      found.push(taken);
      return;
    }
    const group = groups[from];
    if (group === undefined || left > (reach[from] ?? 0) || found.length > 1) return;
    for (let n = Math.min(group.same.length, Math.floor(left / group.amount)); n >= 0; n--) {
      steps += 1;
      if (steps > MOST_STEPS) return;
      search(from + 1, left - n * group.amount, [...taken, ...group.same.slice(0, n)]);
    }
  };
  search(0, total, []);
  return steps > MOST_STEPS || found.length !== 1 ? null : (found[0] ?? null);
}
