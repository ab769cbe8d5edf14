import { EffectState } from '../effects/effect.ts';
import type { Calendar } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/day.ts';
import type { Occasion } from '../kernel/machine.ts';
import { paymentOrderOf } from './charges/payment-order.ts';
import { advance, type Decision, start } from './decision.ts';
import type { InvoiceFacts, InvoiceState } from './facts.ts';
import { InvoiceEvent } from './machine.ts';
import { LevelKind, type Policy } from './policy.ts';
import { hasEnded, Stage } from './stage.ts';
import { transferModeOf } from './transfer-run.ts';

/** An invoice under another policy, or why it stays under its own, in words. */
export type PolicyChange =
  | { readonly decision: Decision; readonly refused?: undefined }
  | { readonly refused: string };

/**
 * Moves an invoice to another version of its creditor's policy. It goes on after the last level delivered, by
 * that level's name; what was delivered stays, a deadline once printed too, and a claim whose transfer mode is
 * fixed keeps it.
 *
 * Facts must be settled under the policy it comes from; the result is to be settled under the new one.
 */
export function changePolicy(
  facts: InvoiceFacts,
  { from, to, calendar }: { readonly from: Policy; readonly to: Policy; readonly calendar: Calendar },
  asOf: Instant,
  author: Pick<Occasion, 'by' | 'reason' | 'commandId'>,
): PolicyChange {
  const refused = obstacle(facts, from, to);
  if (refused !== null) return { refused };
  // What came in is allocated by the policy that it goes on under.
  const { paymentOrder: _, ...rest } = facts;
  const under: InvoiceFacts = { ...rest, ...paymentOrderOf(to) };
  const patch: Partial<InvoiceState> = {
    levelsDone: placeIn(facts, from, to),
    ...(isPastExpiryInMode10(facts, from, calendar, asOf) ? { fixedMode: 10 } : {}),
  };
  const occasion = { at: asOf, on: calendar.dayOf(asOf), ...author };
  return { decision: advance(start(under), InvoiceEvent.POLICY_CHANGED, occasion, patch) };
}

function obstacle(facts: InvoiceFacts, from: Policy, to: Policy): string | null {
  const { state, pendingEffect } = facts;
  if (hasEnded(state.stage)) return `Its path has ended (${state.stage}).`;
  // What is only planned is cancelled and decided anew; anything further may be with the debtor already.
  if (pendingEffect !== null && pendingEffect.state !== EffectState.PLANNED) {
    return `Level ${pendingEffect.level} is ${pendingEffect.state}: move the invoice once that is settled.`;
  }
  const done = from.levels.slice(0, state.levelsDone);
  for (const level of done) {
    const same = to.levels.find((candidate) => candidate.name === level.name);
    if (same === undefined)
      return `Level ${level.name} was delivered, and the new policy has none of that name.`;
    if (same.kind !== level.kind) {
      return `Level ${level.name} was delivered as a ${level.kind}, and is a ${same.kind} in the new policy.`;
    }
  }
  const place = placeIn(facts, from, to);
  const again = to.levels.slice(place).find((level) => done.some(({ name }) => name === level.name));
  return again === undefined
    ? null
    : `Level ${again.name} was delivered, and would come again after level ${done.at(-1)?.name} in the new policy.`;
}

/** The index after the last delivered level, by its name. */
function placeIn(facts: InvoiceFacts, from: Policy, to: Policy): number {
  const last = from.levels[facts.state.levelsDone - 1];
  if (last === undefined) return 0;
  // A claim has all levels behind it, whatever reminders the new policy has more.
  if (last.kind === LevelKind.notice) return to.levels.length;
  return to.levels.findIndex((level) => level.name === last.name) + 1;
}

/** Mode 10 is fixed at expiry, though its next step has not come yet. */
function isPastExpiryInMode10(facts: InvoiceFacts, from: Policy, calendar: Calendar, asOf: Instant): boolean {
  const { state } = facts;
  if (state.stage !== Stage.NOTICED || state.noticeDueOn === null) return false;
  return transferModeOf(facts, from) === 10 && calendar.dayOf(asOf) > state.noticeDueOn;
}
