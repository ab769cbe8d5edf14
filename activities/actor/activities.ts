import type { OutcomeWith } from '../../contracts/actor.ts';
import type { Deps } from '../deps.ts';
import { applyMessage } from './apply-message.ts';
import { orWait } from './or-wait.ts';
import type { InputOf, MessageOf, Subject, SubjectTypes } from './subject.ts';
import { takeStep } from './take-step.ts';

/** The activities of one kind of actor: one for each step, and one for all messages. */
export function activitiesOf<S extends SubjectTypes>(subject: Subject<S>, deps: Deps) {
  const planned = (work: (input: InputOf<S>) => Promise<S['Plan']>) => async (input: InputOf<S>) => {
    const plan = await orWait(subject, deps, input, () => work(input));
    await subject.tellOthers(deps, input, plan);
    return plan;
  };
  return {
    /** What decides and returns a plan; what was staged before comes first. */
    planned,
    take: (step: S['Plan']['step']) => planned((input) => takeStep(subject, deps, step, input)),
    apply: (input: MessageOf<S>): Promise<OutcomeWith<S['Plan']>> => applyMessage(subject, deps, input),
  };
}
