import type { CaseRow } from '../db/case/cases.ts';
import { count, none, type Tally } from './tally.ts';

/** What became of the cases of a rehearsal. Amounts are minor units. */
export interface CaseSummary {
  readonly opened: Tally;
  /** By state and outcome: how many with how much claimed, and of these how many brought in how much. */
  readonly ends: readonly { readonly state: string; readonly claimed: Tally; readonly collected: Tally }[];
  readonly collected: Tally;
  /** More than was owed: to be refunded. */
  readonly surplus: Tally;
}

interface End {
  readonly claimed: Tally;
  readonly collected: Tally;
}

/** Counts cases as their lines are written. */
export class CaseCounter {
  private readonly opened = none();
  private readonly ends = new Map<string, End>();
  private readonly collected = none();
  private readonly surplus = none();

  add(row: CaseRow): void {
    const state = endOf(row);
    const end = this.ends.get(state) ?? { claimed: none(), collected: none() };
    this.ends.set(state, end);
    for (const tally of [this.opened, end.claimed]) count(tally, row.amount);
    for (const tally of row.collected > 0 ? [this.collected, end.collected] : []) count(tally, row.collected);
    if (row.surplus > 0) count(this.surplus, row.surplus);
  }

  result(): CaseSummary {
    const { opened, collected, surplus } = this;
    const ends = [...this.ends]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([state, end]) => ({ state, ...end }));
    return { opened, ends, collected, surplus };
  }
}

/** `CLOSED COLLECTED`, `PROCESSING`, `PENDING deactivated`. */
function endOf({ state, outcome, deactivatedAt }: CaseRow): string {
  const parts = [state, outcome, deactivatedAt === null ? null : 'deactivated'];
  return parts.filter((part) => part !== null).join(' ');
}
