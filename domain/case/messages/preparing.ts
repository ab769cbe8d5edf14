import { formatDay } from '../../kernel/day.ts';
import type { Occasion } from '../../kernel/machine.ts';
import { hasTask, keepTasks, raiseTask, TaskKind } from '../../tasks/task.ts';
import type { CollectorConfiguration } from '../configuration.ts';
import { advanceCase, type CaseDecision, patched, withConfiguration } from '../decision.ts';
import { CaseEvent } from '../machine.ts';
import { CaseState } from '../state.ts';
import type { PlainCaseCommand, ReasonedCaseCommand } from './command.ts';
import { type CaseContext, type CaseVerdict, occasionOf, refuse } from './context.ts';
import { endedInWords } from './words.ts';

/** Says that the case is complete: its collector is chosen, and it goes to review or on its way. */
export function markAsPrepared(context: CaseContext, command: PlainCaseCommand): CaseVerdict {
  const { decision } = context;
  const ended = endedInWords(decision.facts);
  if (ended !== null) return refuse(ended);
  if (decision.facts.state.state !== CaseState.PREPARING) {
    return refuse(`The case is ${decision.facts.state.state}: only one in PREPARING is marked as prepared.`);
  }
  return prepared(context, occasionOf(context, command));
}

/** The same, by whoever prepares it. */
export function prepared(context: CaseContext, occasion: Occasion): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const { facts } = decision;
  const today = calendar.dayOf(asOf);
  if (facts.dueOn >= today) {
    return refuse(
      `The due date ${formatDay(facts.dueOn)} has not passed: a case is about what was due before today.`,
    );
  }
  if (facts.state.amount <= 0) return refuse('Nothing is owed in this case: give it line items first.');
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

/** A person has looked at it: it is frozen, visible to the debtor, and goes to its collector. */
export function markAsReviewed(context: CaseContext, command: PlainCaseCommand): CaseVerdict {
  const { decision, asOf } = context;
  const ended = endedInWords(decision.facts);
  if (ended !== null) return refuse(ended);
  const { state } = decision.facts.state;
  if (state !== CaseState.REVIEWING) {
    return refuse(`The case is ${state}: only one in REVIEWING is marked as reviewed.`);
  }
  const patch = { reviewedAt: asOf, reviewer: command.by, publishedAt: asOf };
  return {
    decision: advanceCase(decision, CaseEvent.REVIEWED, occasionOf(context, command), patch),
    says: `The case is reviewed and goes to its collector (configuration ${decision.facts.configuration?.name ?? 'unknown'}).`,
  };
}

/** The reviewer wants something changed: the case is a person's to prepare again. */
export function sendBack(context: CaseContext, command: ReasonedCaseCommand): CaseVerdict {
  const { decision } = context;
  const ended = endedInWords(decision.facts);
  if (ended !== null) return refuse(ended);
  const { state } = decision.facts.state;
  if (state !== CaseState.REVIEWING) {
    return refuse(`The case is ${state}: only one in REVIEWING is sent back.`);
  }
  const occasion = occasionOf(context, command, command.reason);
  const back = advanceCase(decision, CaseEvent.SENT_BACK, occasion, { preparedAt: null });
  return {
    decision: withConfiguration(back, null),
    says: 'The case is back in preparation: change it, then mark it as prepared.',
  };
}
