import { EffectState, needsAPerson } from '../effects/effect.ts';
import { HoldKind, HoldScope, isInForce } from '../kernel/holds.ts';
import { type CaseFacts, InstructionKind, type PendingInstruction } from './facts.ts';
import type { CaseSituation } from './situation.ts';
import { CaseState, hasCaseEnded } from './state.ts';

/** Holds that keep a case back: its own of any kind, and full pauses of its customer or creditor. */
export function isCaseHeld({ facts, calendar, asOf }: CaseSituation): boolean {
  return facts.holds.some((hold) => stopsCases(hold) && isInForce(hold, calendar, asOf));
}

export function stopsCases(hold: CaseFacts['holds'][number]): boolean {
  return hold.scope === HoldScope.CASE || hold.kind === HoldKind.FULL;
}

/** True once nothing more comes of it here. */
export function isCaseOver({ state }: CaseFacts): boolean {
  return hasCaseEnded(state.state) || state.deactivatedAt !== null;
}

/** The order on its way, or in need of a person; null once the collector has it and before it was planned. */
export function orderUnderWay({ instructions }: CaseFacts): PendingInstruction | null {
  return instructions.find(({ about }) => about === InstructionKind.ORDER) ?? null;
}

/** True once the collector has the order, accepted or not. */
export function isWithCollector(facts: CaseFacts): boolean {
  return facts.state.state === CaseState.PROCESSING || facts.isOrdered;
}

/**
 * True while a collector owes the word that it has let go of the case. A deactivated case is followed until then,
 * as its collector may still take money in.
 */
export function awaitsWithdrawal({ state }: CaseFacts): boolean {
  return state.withdrawalAsked && !hasCaseEnded(state.state);
}

/** True while nobody can say whether the collector has the order: nothing may be undone then. */
export function isOrderInTheAir(facts: CaseFacts): boolean {
  const order = orderUnderWay(facts);
  return order !== null && IN_THE_AIR.includes(order.state);
}

/** An order that failed has failed its case; any other word waits until someone says what became of it. */
export function isWordForAPerson({ about, state }: PendingInstruction): boolean {
  return about !== InstructionKind.ORDER && needsAPerson(state);
}

const IN_THE_AIR: readonly EffectState[] = [EffectState.HANDING_OVER, EffectState.UNCERTAIN];
