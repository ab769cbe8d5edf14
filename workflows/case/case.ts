import { workflowInfo } from '@temporalio/workflow';
import type { CaseActivities, CasePlan, CaseWorkflowInput } from '../../contracts/case.ts';
import { parseCaseWorkflowId } from '../../contracts/ids.ts';
import { CASE_FORMS } from '../../contracts/message-forms.ts';
import { caseSearchAttributesOf } from '../../contracts/search-attributes.ts';
import type { CaseKind } from '../../domain/case/messages/index.ts';
import { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import { type CaseOutcome, CaseState } from '../../domain/case/state.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import { activitiesOf } from '../actor/activities.ts';
import { act } from '../actor/actor.ts';
import { readStart } from '../actor/start-input.ts';
import type { Subject } from '../actor/subject.ts';
import { CASE_WORDS, detailsOf } from './details.ts';
import { carryOut } from './steps.ts';

/** The outcome stands in the result; everything else is in the database. */
interface CaseResult {
  readonly state: CaseState;
  readonly outcome?: CaseOutcome;
  readonly deactivated?: true;
}

/** One debt collection case on its way from its preparation to its close. */
export async function debtCollectionCase(...args: unknown[]): Promise<CaseResult> {
  const ref = parseCaseWorkflowId(workflowInfo().workflowId);
  const { input, problems } = readStart<CasePlan, CaseRef>(args, {
    noun: 'case',
    ref,
    names: ['creditor', 'reference'],
    words: CASE_WORDS,
  });
  const { state, outcome, deactivated } = await act(subjectOf(input), input, problems);
  return {
    state,
    ...(outcome === undefined ? {} : { outcome }),
    ...(deactivated === undefined ? {} : { deactivated }),
  };
}

type CaseRef = Pick<CaseWorkflowInput, 'creditor' | 'reference'>;

function subjectOf(input: CaseWorkflowInput): Subject<CasePlan, CaseKind> {
  const { creditor, reference } = input;
  const acts: CaseActivities = activitiesOf<CaseActivities>(input.rehearsal !== undefined);
  return {
    noun: 'case',
    messages: CASE_FORMS,
    words: CASE_WORDS,
    carryOut: (plan, asOf) => carryOut(acts, plan, { creditor, reference, asOf }),
    apply: (message, asOf) => acts.applyCaseCommand({ creditor, reference, asOf, ...message }),
    hasEnded: ({ step }) => step === CaseStep.END,
    detailsOf: (plan) => detailsOf(input, plan),
    searchAttributesOf: (plan) => caseSearchAttributesOf(creditor, plan),
    passesUnseen: true,
    stuck: STUCK,
    unknown: UNKNOWN,
    absent: { ...UNKNOWN, step: CaseStep.END, because: CaseBecause.ENDED, attention: null },
  };
}

const STUCK = {
  step: CaseStep.WAIT,
  because: CaseBecause.NEEDS_ATTENTION,
  attention: TaskKind.STUCK,
} as const;

const UNKNOWN: CasePlan = { ...STUCK, at: null, state: CaseState.CREATE, held: false, version: 0 };
