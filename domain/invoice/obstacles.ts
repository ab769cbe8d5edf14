import { unmatchedCredit } from '../intake/customer-money.ts';
import type { OpenAmount } from '../kernel/open-amount.ts';
import type { InvoiceFacts } from './facts.ts';
import { Because } from './plan.ts';
import type { Policy } from './policy.ts';
import type { InvoiceSituation } from './situation.ts';
import { amountPermitsTransfer, openOn } from './transfer-run.ts';

const MS_PER_HOUR = 3_600_000;

/** What may keep a letter or transfer back whose moment has come: when it ends, what waits for that decides again. */
export const OBSTACLES = [
  Because.LEDGER_STALE,
  Because.UNMATCHED_CREDIT,
  Because.DIRECT_DEBIT,
  Because.CUSTOMER_OPTED_OUT,
  Because.CUSTOMER_ARCHIVED,
  Because.BELOW_MINIMUM,
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** What keeps every letter and transfer back until someone or something changes it. */
export function lastingObstacle(facts: InvoiceFacts): Because | null {
  if (!facts.customer.acceptsDunning) return Because.CUSTOMER_OPTED_OUT;
  if (facts.customer.archived) return Because.CUSTOMER_ARCHIVED;
  return null;
}

/** What keeps a letter back whatever the day: nobody is reminded of less than the minimum. */
export function amountObstacle(open: OpenAmount, policy: Policy): Because | null {
  return open.total < policy.minimumAmount ? Because.BELOW_MINIMUM : null;
}

/**
 * What keeps a claim from debt collection as it stands; null when the next run may take it. One list for the
 * decision, for the day that lists show and for what approving answers.
 */
export function transferObstacle({ facts, policy, today }: InvoiceSituation): Because | null {
  if (facts.dueOn === null) return Because.NO_DUE_DATE;
  const lasting = lastingObstacle(facts);
  if (lasting !== null) return lasting;
  const open = openOn(facts, today);
  if (amountPermitsTransfer(open, policy)) return null;
  return open.principal === 0 ? Because.ONLY_COSTS_OPEN : Because.BELOW_MINIMUM;
}

/** What may be over by the next window or run; looked at only when the step is due. */
export function passingObstacle(situation: InvoiceSituation): Because | null {
  const { facts, policy, today } = situation;
  const debitOn = facts.customer.directDebitOn;
  if (debitOn !== null && today <= debitOn) return Because.DIRECT_DEBIT;
  if (facts.rehearsal) return null;
  if (!isLedgerFresh(situation)) return Because.LEDGER_STALE;
  if (policy.onUnmatchedCredit === 'wait' && unmatchedCredit(facts.customer.unmatchedMoney, today) > 0) {
    return Because.UNMATCHED_CREDIT;
  }
  return null;
}

/** True when the policy asks for no freshness, or the ledger is no older than it asks. */
export function isLedgerFresh({ facts, policy, asOf }: InvoiceSituation): boolean {
  if (policy.ledgerFreshHours === undefined) return true;
  if (facts.ledgerFreshAt === null) return false;
  return asOf - facts.ledgerFreshAt <= policy.ledgerFreshHours * MS_PER_HOUR;
}
