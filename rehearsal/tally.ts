/** How many, and of how much. */
export interface Tally {
  count: number;
  /** Minor units. */
  amount: number;
}

export const none = (): Tally => ({ count: 0, amount: 0 });

export function count(tally: Tally | undefined, amount: number): void {
  if (tally === undefined) return;
  tally.count++;
  tally.amount += amount;
}
