import { formatDay } from '../kernel/day.ts';
import type { Occasion } from '../kernel/machine.ts';
import { RefusalCode, refuse } from '../kernel/refusal.ts';
import { hasTask, keepTasks, raiseTask, TaskKind } from '../tasks/task.ts';
import type { CollectorConfiguration } from './configuration.ts';
import { advanceCase, type CaseDecision, patched, withConfiguration } from './decision.ts';
import { CaseEvent } from './machine.ts';
import type { CaseContext, CaseVerdict } from './messages/message.ts';

/** The case is complete: its collector is chosen, and it goes to review or on its way; by whoever says so. */
export function prepared(context: Omit<CaseContext, 'staged'>, occasion: Occasion): CaseVerdict {
  const { decision, today } = context;
  const { facts } = decision;
  if (facts.dueOn >= today) {
    return refuse(
      RefusalCode.NOT_ALLOWED,
      `The due date ${formatDay(facts.dueOn)} has not passed: a case is about what was due before today.`,
    );
  }
  if (facts.state.amount <= 0) {
    return refuse(RefusalCode.NOTHING_OPEN, 'Nothing is owed in this case: give it line items first.');
  }
  const { chosen, because } = context.choose();
  if (chosen === null) {
    const looked = because.map(({ name }) => name).join(', ') || 'none';
    return {
      decision: waitsForConfiguration(decision, occasion, looked),
      says: `No collector configuration matches the case (looked at: ${looked}): it waits until one does.`,
    };
  }
  return {
    decision: onItsWay(withConfiguration(nobodyNeeded(decision), chosen), chosen, occasion),
    says: chosen.skipReview
      ? `The case is prepared and goes to its collector (configuration ${chosen.name}).`
      : `The case is prepared and waits for its review (configuration ${chosen.name}).`,
  };
}

/** Goes on by itself once a configuration matches. */
function waitsForConfiguration(decision: CaseDecision, occasion: Occasion, looked: string): CaseDecision {
  const patch = { preparedAt: occasion.at };
  if (hasTask(decision.facts, TaskKind.NO_CONFIGURATION)) return patched(decision, patch);
  const reason = `no configuration matches; looked at ${looked}`;
  const raised = advanceCase(decision, CaseEvent.ATTENTION_RAISED, { ...occasion, reason }, patch);
  return raiseTask(raised, TaskKind.NO_CONFIGURATION, { note: `looked at ${looked}` });
}

/** It is prepared: what kept it from that is over. */
function nobodyNeeded(decision: CaseDecision): CaseDecision {
  return keepTasks(decision, ({ kind }) => kind !== TaskKind.NO_CONFIGURATION && kind !== TaskKind.STUCK);
}

function onItsWay(decision: CaseDecision, chosen: CollectorConfiguration, occasion: Occasion): CaseDecision {
  const { at } = occasion;
  const reason = `${chosen.name}, version ${chosen.version}`;
  if (chosen.skipReview) {
    const patch = { preparedAt: at, publishedAt: at };
    return advanceCase(decision, CaseEvent.PREPARED, { ...occasion, reason }, patch);
  }
  const patch = { preparedAt: at, reviewStartedAt: at };
  return advanceCase(decision, CaseEvent.REVIEW_STARTED, { ...occasion, reason }, patch);
}
