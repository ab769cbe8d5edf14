import type { Channel } from '../effects/channels.ts';
import { EffectState } from '../effects/effect.ts';
import { firstKeyOf } from '../effects/revision.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { byEngine, type Occasion } from '../kernel/machine.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { levelDelivered } from './apply-step.ts';
import { noticeDeadline, stageAfter } from './back-on-the-path.ts';
import { chargesTakenBack } from './charges/booking.ts';
import { advance, type Decision, patched } from './decision.ts';
import { type InvoiceFacts, type PendingEffect, UNLISTED } from './facts.ts';
import { InvoiceEvent, type InvoiceOccasion } from './machine.ts';
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

/** A letter, as it was planned. */
interface Planned {
  readonly key: string;
  readonly level: string | null;
  readonly round: number;
}

/** What it means for the path that a letter comes back. */
export const CameBack = {
  /** It counts as delivered and nothing has followed it: it does no more. */
  STANDING: 'standing',
  /** The path waits for it: it never counted. */
  WAITED_FOR: 'waited for',
  /** A level, a case or the end has followed it: the path goes on. */
  FOLLOWED: 'followed',
} as const;
export type CameBack = (typeof CameBack)[keyof typeof CameBack];

export function cameBack(facts: InvoiceFacts, { levels }: Policy, letter: Planned): CameBack {
  const { state, pendingEffect } = facts;
  // After a case no level goes on, and what has ended is not begun again by a letter.
  const isOver = hasEnded(state.stage) || state.caseEndedOn !== null;
  if (isOver || letter.round !== state.round) return CameBack.FOLLOWED;
  if (pendingEffect?.key === letter.key) return CameBack.WAITED_FOR;
  const last = levels[state.levelsDone - 1];
  if (last === undefined || last.name !== letter.level) return CameBack.FOLLOWED;
  // The next one may be with the debtor already.
  if (pendingEffect !== null && pendingEffect.state !== EffectState.PLANNED) return CameBack.FOLLOWED;
  return counts(last, state) ? CameBack.STANDING : CameBack.FOLLOWED;
}

/** True while the stage rests on that level. */
function counts({ kind }: Level, { stage }: InvoiceFacts['state']): boolean {
  return kind === LevelKind.notice ? isClaim(stage) : stage === Stage.REMINDED;
}

/** A letter that came back is waited for while no further level has been delivered or waived; null when one has been. */
export function unlessFollowed(
  letter: PendingEffect | null,
  { levelsDone }: InvoiceFacts['state'],
  { levels }: Policy,
): PendingEffect | null {
  if (letter?.state !== EffectState.BOUNCED) return letter;
  return levels.findIndex(({ name }) => name === letter.level) < levelsDone - 1 ? null : letter;
}

/**
 * What a path that goes on finds of its last letter. One that came back while the path was over, or while another was
 * just leaving that is not wanted any more, does not count; where the path is taken up again, a person is asked anew.
 */
export function letterTakenUp(decision: Decision, moment: InvoiceMoment): Decision {
  const { state, pendingEffect: letter } = decision.facts;
  if (letter === null || hasEnded(state.stage) || state.caseEndedOn !== null) return decision;
  const last = moment.policy.levels[state.levelsDone - 1];
  if (letter.state === EffectState.BOUNCED && last?.name === letter.level && counts(last, state)) {
    return letterCameBack(decision, moment, last, { key: letter.key, next: null }, byEngine(moment));
  }
  const isTakenUp = decision.transitions.some(({ event }) => event === InvoiceEvent.REOPENED);
  const task = isTakenUp ? taskAbout(letter) : null;
  return task === null ? decision : raiseTask(decision, task);
}

function taskAbout({ state }: PendingEffect) {
  if (state === EffectState.BOUNCED) return TaskKind.EFFECT_BOUNCED;
  if (state === EffectState.FAILED) return TaskKind.EFFECT_FAILED;
  return state === EffectState.UNCERTAIN ? TaskKind.EFFECT_UNCERTAIN : null;
}

/**
 * The last letter came back. It goes out again by the next channel, or waits for a person where there is none; a notice
 * takes the claim off the list and voids its approval.
 */
export function letterCameBack(
  delivered: Decision,
  { policy, asOf }: Pick<InvoiceMoment, 'policy' | 'asOf'>,
  level: Level,
  { key, next }: Lost,
  occasion: Omit<InvoiceOccasion, 'reason' | 'level'>,
): Decision {
  const levelsDone = policy.levels.indexOf(level);
  // Without a notice that arrived nobody owes the costs that it announces.
  const decision =
    level.kind === LevelKind.notice
      ? chargesTakenBack(delivered, firstKeyOf(key), occasion.at, ['costs'])
      : delivered;
  const reason = next === null ? 'no other channel' : `goes out again by ${next}`;
  const said = { ...occasion, reason, level: level.name };
  const before = letterSettled(withoutNext(decision, asOf));
  const back =
    level.kind === LevelKind.notice
      ? advance(takenOffList(before), InvoiceEvent.NOTICE_BOUNCED, said, {
          ...UNLISTED,
          levelsDone,
          noticeDeliveredOn: null,
          noticeDueOn: null,
        })
      : advance(before, InvoiceEvent.REMINDER_BOUNCED, said, {
          levelsDone,
          stage: stageAfter(policy, levelsDone),
        });
  return waitingAgain(back, level.name, { key, next }, asOf);
}

/** A letter that the path waited for turns out not to have arrived: the next channel, else a person. */
export function letterLost(
  decision: Decision,
  level: string,
  lost: Lost,
  occasion: Omit<InvoiceOccasion, 'level'>,
): Decision {
  const settled = advance(letterSettled(decision), InvoiceEvent.EFFECT_RESOLVED, { ...occasion, level });
  return waitingAgain(settled, level, lost, occasion.at);
}

/** The key of a letter that did not reach the debtor, and the channel that is left. */
interface Lost {
  readonly key: string;
  readonly next: Channel | null;
}

function waitingAgain(decision: Decision, level: string, { key, next }: Lost, asOf: Instant): Decision {
  const state = next === null ? EffectState.BOUNCED : EffectState.PLANNED;
  const waiting = letterUnderWay(decision, { key, level, state, nextAttemptAt: asOf });
  return next === null ? raiseTask(waiting, TaskKind.EFFECT_BOUNCED) : waiting;
}

/** A letter of the next level that no gateway has yet does not go out before the one that came back. */
function withoutNext(decision: Decision, asOf: Instant): Decision {
  const { pendingEffect } = decision.facts;
  if (pendingEffect?.state !== EffectState.PLANNED) return decision;
  return withoutLetter(chargesTakenBack(decision, pendingEffect.key, asOf), pendingEffect.key);
}

/** A letter that is no longer wanted, whatever became of it. */
function withoutLetter(decision: Decision, key: string): Decision {
  return {
    ...decision,
    facts: { ...decision.facts, pendingEffect: null },
    cancelledEffects: [...decision.cancelledEffects, key],
  };
}

/**
 * It became known on which day a letter arrived that counted before: the gap of the next one counts from that day, and
 * the debtor has all of a notice's payment days. Once listed, the deadline has run out and stays.
 */
export function arrivedOn(
  decision: Decision,
  { policy, calendar }: InvoiceMoment,
  level: Level,
  on: Day,
): Decision {
  const { state } = decision.facts;
  if (policy.levels.indexOf(level) !== state.levelsDone - 1 || hasEnded(state.stage)) return decision;
  const anchorOn = Math.max(state.anchorOn ?? on, on);
  if (level.kind !== LevelKind.notice) return patched(decision, { anchorOn });
  if (state.stage !== Stage.NOTICED || state.noticeDueOn === null) return decision;
  const noticeDueOn = Math.max(state.noticeDueOn, noticeDeadline(policy, calendar, on));
  return patched(decision, { anchorOn, noticeDeliveredOn: anchorOn, noticeDueOn });
}
