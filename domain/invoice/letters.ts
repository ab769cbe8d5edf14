import type { Channel } from '../effects/channels.ts';
import { EffectState } from '../effects/effect.ts';
import type { Day, Instant } from '../kernel/day.ts';
import type { Occasion } from '../kernel/machine.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { levelDelivered } from './apply-step.ts';
import { chargesTakenBack } from './charges/booking.ts';
import { advance, type Decision, patched } from './decision.ts';
import { type InvoiceFacts, type PendingEffect, UNLISTED } from './facts.ts';
import { InvoiceEvent } from './machine.ts';
import { letterSettled, takenOffList } from './outdated-tasks.ts';
import { type Level, LevelKind, type Policy } from './policy.ts';
import type { InvoiceMoment } from './situation.ts';
import { hasEnded, isClaim, Stage } from './stage.ts';

/** A letter is on its way: until it is known what became of it, its level neither goes out again nor is passed over. */
export function letterUnderWay(decision: Decision, pendingEffect: PendingEffect): Decision {
  return { ...decision, facts: { ...decision.facts, pendingEffect } };
}

/** What stands under the key of a letter that was planned before. */
export interface KnownLetter {
  readonly key: string;
  readonly state: EffectState;
  readonly deliveredOn: Day | null;
  readonly nextAttemptAt: Instant;
}

/** The key of the next level was used before: a letter that went out is not sent again, it counts. */
export function letterKnown(
  decision: Decision,
  moment: InvoiceMoment,
  level: Level,
  { key, state, deliveredOn, nextAttemptAt }: KnownLetter,
): Decision {
  const wentOut = state === EffectState.DELIVERED || state === EffectState.HANDED_OVER;
  if (wentOut) return levelDelivered(decision, moment, level, deliveredOn ?? moment.today);
  return letterUnderWay(decision, { key, level: level.name, state, nextAttemptAt });
}

/** The letter of the next level reached the debtor on that day. */
export function letterArrived(
  decision: Decision,
  moment: InvoiceMoment,
  level: Level,
  deliveredOn: Day,
): Decision {
  const { state } = decision.facts;
  const isOver = hasEnded(state.stage) || state.caseEndedOn !== null;
  return isOver
    ? countedAfterTheEnd(decision, level, deliveredOn)
    : levelDelivered(decision, moment, level, deliveredOn);
}

/**
 * A letter that turns out to have arrived after the path ended: restart and reversal go on after it, so that it
 * is never sent again.
 */
function countedAfterTheEnd(decision: Decision, level: Level, deliveredOn: Day): Decision {
  const { state } = decision.facts;
  const isNotice = level.kind === LevelKind.notice;
  return patched(decision, {
    levelsDone: state.levelsDone + 1,
    anchorOn: deliveredOn,
    ...(isNotice ? { noticeDeliveredOn: deliveredOn } : {}),
    ...(state.stage === Stage.TRANSFERRED
      ? {}
      : { stageBeforeEnd: isNotice ? Stage.NOTICED : Stage.REMINDED }),
  });
}

/** A person found out that a letter did not arrive: it is tried again. */
export function letterNotDelivered(decision: Decision, occasion: Occasion): Decision {
  return advance(letterSettled(decision), InvoiceEvent.EFFECT_RESOLVED, occasion);
}

/** True for the letter of the notice that a claim stands on: neither followed by a level nor by a case. */
export function isStandingNotice(
  { state }: InvoiceFacts,
  { levels }: Policy,
  letter: { readonly level: string | null; readonly round: number },
): boolean {
  const level = levels.find(({ name }) => name === letter.level);
  const isLast = level !== undefined && levels.indexOf(level) === state.levelsDone - 1;
  return (
    isLast &&
    level.kind === LevelKind.notice &&
    isClaim(state.stage) &&
    letter.round === state.round &&
    // After a case no level goes on.
    state.caseEndedOn === null
  );
}

/**
 * The notice came back: the claim is off the list and its approval void. It goes out again by the next channel, or
 * waits for a person where there is none.
 */
export function noticeCameBack(
  noticed: Decision,
  next: Channel | null,
  occasion: Omit<Occasion, 'reason'>,
  key: string,
): Decision {
  // Without a notice that arrived nobody owes the costs that it announces.
  const decision = chargesTakenBack(noticed, key, occasion.at, ['costs']);
  const reason = next === null ? 'no other channel' : `goes out again by ${next}`;
  const off = advance(
    takenOffList(letterSettled(decision)),
    InvoiceEvent.NOTICE_BOUNCED,
    { ...occasion, reason },
    {
      ...UNLISTED,
      levelsDone: decision.facts.state.levelsDone - 1,
      noticeDeliveredOn: null,
      noticeDueOn: null,
    },
  );
  return next === null ? raiseTask(off, TaskKind.EFFECT_BOUNCED) : off;
}
