import type { Day } from '../kernel/day.ts';
import { EntryKind } from '../kernel/ledger.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Policy } from './policy.ts';
import type { InvoiceMoment } from './situation.ts';
import { isClaim, Stage } from './stage.ts';
import { amountPermitsTransfer, openOn } from './transfer-run.ts';

/** What the creditor wants done with what is left of a claim, and from which day on. */
export interface Leftovers {
  readonly kind: typeof EntryKind.WAIVER | typeof EntryKind.WRITE_OFF;
  /** Minor units. */
  readonly amount: number;
  readonly from: Day;
}

/**
 * What becomes of a claim with only costs open or less than the minimum, which never transfers; null while it does,
 * or where the creditor keeps it.
 */
export function leftoversOf(facts: InvoiceFacts, { policy, today }: InvoiceMoment): Leftovers | null {
  const { settlement } = policy;
  const { stage, missedRunOn, listedOn } = facts.state;
  const waitsForTransfer = stage === Stage.LISTED || missedRunOn !== null;
  if (settlement.kind === 'keep' || !isClaim(stage) || !waitsForTransfer) return null;
  const open = openOn(facts, today);
  if (open.total === 0 || amountPermitsTransfer(open, policy)) return null;
  if (settlement.kind === 'writeOff' && open.total >= settlement.below) return null;
  const { afterDays = 0 } = settlement;
  const since =
    afterDays === 0 ? today : Math.max(leftSince(facts, policy, today), listedOn ?? missedRunOn ?? today);
  const kind = settlement.kind === 'waive' ? EntryKind.WAIVER : EntryKind.WRITE_OFF;
  return { kind, amount: open.total, from: since + afterDays };
}

/** The day whose bookings left no more than that, without a day since on which more was open. */
function leftSince(facts: InvoiceFacts, policy: Policy, today: Day): Day {
  const days = [...new Set(facts.ledger.map(({ bookedOn }) => bookedOn))]
    .filter((day) => day <= today)
    .sort((a, b) => b - a);
  let since = today;
  for (const day of days) {
    if (amountPermitsTransfer(openOn(facts, day), policy)) return since;
    since = day;
  }
  return since;
}
