import { EffectState } from '../effects/effect.ts';
import { isEndUntold } from '../kernel/hold-end.ts';
import { unpaidReversals } from '../kernel/open-amount.ts';
import { type InvoiceTask, keepTasks, type OpenTask, TaskKind } from '../tasks/task.ts';
import type { Decision } from './decision.ts';
import { closesOn } from './next-step.ts';
import type { InvoiceSituation } from './situation.ts';
import { Stage } from './stage.ts';
import { amountPermitsTransfer, openOn } from './transfer-run.ts';

/** True when what a person was asked to look at is no longer so: the task goes away by itself. */
export function isOutdated(
  { kind, key }: Pick<OpenTask<InvoiceTask>, 'kind' | 'key'>,
  situation: InvoiceSituation,
): boolean {
  const { facts, policy, today } = situation;
  const { stage, warnedFor } = facts.state;
  const effect = facts.pendingEffect?.state;
  const open = openOn(facts, today);
  switch (kind) {
    case TaskKind.EFFECT_FAILED:
      return effect !== EffectState.FAILED;
    case TaskKind.EFFECT_UNCERTAIN:
      return effect !== EffectState.UNCERTAIN;
    case TaskKind.CLOSES_SOON:
      return closesOn(situation) !== warnedFor;
    case TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM:
      return amountPermitsTransfer(open, policy);
    case TaskKind.CHARGE_AFTER_PAYMENT:
      return stage !== Stage.PAID || open.total === 0;
    case TaskKind.OPEN_AFTER_CLOSE:
      return stage !== Stage.CLOSED || open.total === 0;
    case TaskKind.REVERSAL_WITHOUT_PAYMENT:
      return unpaidReversals(facts.amount, facts.ledger, today) === 0;
    case TaskKind.HOLD_ENDS_SOON:
      return isEndUntold(facts.holds, key, today);
    case TaskKind.CREDIT_PROPOSED:
      return facts.dispute === null;
    case TaskKind.PLAN_MAIL_NOT_SENT:
    case TaskKind.BROKEN_PLAN:
    case TaskKind.BROKEN_PROMISE:
    case TaskKind.EFFECT_BOUNCED:
    case TaskKind.EFFECT_COMPLAINT:
    case TaskKind.MESSAGE_SET_ASIDE:
    case TaskKind.STUCK:
    case TaskKind.CANCEL_REQUESTED:
      return false;
    default:
      return kind satisfies never;
  }
}

const ABOUT_A_LETTER: readonly InvoiceTask[] = [
  TaskKind.EFFECT_BOUNCED,
  TaskKind.EFFECT_FAILED,
  TaskKind.EFFECT_UNCERTAIN,
];
const ABOUT_THE_LIST: readonly InvoiceTask[] = [TaskKind.CLOSES_SOON, TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM];
const ABOUT_THE_PATH: readonly InvoiceTask[] = [
  ...ABOUT_A_LETTER,
  ...ABOUT_THE_LIST,
  TaskKind.STUCK,
  TaskKind.CANCEL_REQUESTED,
  TaskKind.HOLD_ENDS_SOON,
  TaskKind.BROKEN_PLAN,
  TaskKind.BROKEN_PROMISE,
  TaskKind.CREDIT_PROPOSED,
  TaskKind.PLAN_MAIL_NOT_SENT,
];

/** It is known what became of the letter. */
export function letterSettled(decision: Decision): Decision {
  return keepTasks(decision, ({ kind }) => !ABOUT_A_LETTER.includes(kind));
}

/** The claim is off the debt collection list, and its clock begins anew. */
export function takenOffList(decision: Decision): Decision {
  return keepTasks(decision, ({ kind }) => !ABOUT_THE_LIST.includes(kind));
}

/** The path of levels and transfers is over, or begins anew: nobody has to act on what was asked on it. */
export function pathOver(decision: Decision): Decision {
  return keepTasks(decision, ({ kind }) => !ABOUT_THE_PATH.includes(kind));
}
