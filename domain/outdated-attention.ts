import type { Calendar } from './calendar.ts';
import type { Instant } from './day.ts';
import { EffectState, type InvoiceFacts } from './facts.ts';
import { closesOn } from './next-step.ts';
import type { Policy } from './policy.ts';
import { Attention } from './stage.ts';
import { amountPermitsTransfer, openOn } from './transfer-run.ts';

/** True when what a person was asked to look at is no longer so: the task goes away by itself. */
export function isOutdated(facts: InvoiceFacts, policy: Policy, calendar: Calendar, asOf: Instant): boolean {
  const { attention, warnedFor } = facts.state;
  const effect = facts.pendingEffect?.state;
  switch (attention) {
    case Attention.EFFECT_FAILED:
      return effect !== EffectState.FAILED;
    case Attention.EFFECT_UNCERTAIN:
      return effect !== EffectState.UNCERTAIN;
    case Attention.CLOSES_SOON:
      return closesOn({ facts, policy, calendar, asOf }) !== warnedFor;
    case Attention.ONLY_COSTS_OR_BELOW_MINIMUM:
      return amountPermitsTransfer(openOn(facts, calendar.dayOf(asOf)), policy);
    case Attention.EFFECT_BOUNCED:
    case Attention.STUCK:
    case Attention.CANCEL_REQUESTED:
    case null:
      return false;
    default:
      return attention satisfies never;
  }
}
