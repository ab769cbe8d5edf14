import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  patched,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { ActorInput, ActorPlan } from '../../contracts/actor.ts';
import { Alarm } from './alarm.ts';
import { Inbox } from './inbox.ts';
import { registerMessages } from './messages.ts';
import { Patch } from './patches.ts';
import { SearchAttributes } from './search-attributes.ts';
import { Steps } from './steps.ts';
import type { Subject } from './subject.ts';
import { stepInWords } from './words.ts';

/**
 * Carries one subject to its end and returns the last plan.
 *
 * An actor with one inbox and one loop: messages and the alarm for the plan's moment all end in it, so a subject
 * has one writer. What happens next is decided in activities; here is only the waiting.
 */
export async function act<Plan extends ActorPlan, Kind extends string>(
  subject: Subject<Plan, Kind>,
  input: ActorInput<Plan>,
  problems: readonly string[],
): Promise<Plan> {
  const isRehearsal = input.rehearsal !== undefined;
  const inbox = new Inbox<Plan, Kind>(input.keys);
  let plan: Plan | undefined = input.plan;
  registerMessages(subject, inbox, () => plan);
  for (const because of problems) inbox.refuse('start', because, because);
  // Cancel from the UI is a request for a person, not an end: closing needs a reason.
  CancellationScope.current().cancelRequested.catch(() => inbox.cancelRequested());
  return CancellationScope.nonCancellable(async () => {
    const steps = new Steps(subject, input.rehearsal);
    const alarm = new Alarm<Plan>(isRehearsal, (shown) => stepInWords(subject.words, shown));
    const attributes = new SearchAttributes(isRehearsal);
    const show = (shown: Plan) => {
      setCurrentDetails(subject.detailsOf(shown));
      const passes = subject.passesUnseen && shown.at !== null && shown.at <= Date.now();
      if (!passes) attributes.show(subject.searchAttributesOf(shown));
    };
    plan ??= await steps.take(undefined);
    for (;;) {
      // A rehearsal knows every fact beforehand: without a planned moment nothing can come any more.
      if (subject.hasEnded(plan) || (isRehearsal && plan.at === null)) {
        await condition(() => !inbox.isEmpty() || allHandlersFinished());
        if (inbox.isEmpty()) break;
      }
      show(plan);
      if (inbox.isEmpty() && workflowInfo().continueAsNewSuggested) {
        // The update that was just answered has yet to return.
        if (!allHandlersFinished() && patched(Patch.CONTINUES_AFTER_UPDATES)) {
          await condition(() => !inbox.isEmpty() || allHandlersFinished());
        }
        if (inbox.isEmpty() && allHandlersFinished()) {
          alarm.stop();
          await continueAsNew({ ...input, plan, keys: inbox.keys.handOn() });
        }
      }
      await alarm.waitFor(plan, () => !inbox.isEmpty());
      const message = inbox.take();
      plan = message === undefined ? await steps.take(plan) : await steps.apply(message, plan, inbox);
    }
    alarm.stop();
    show(plan);
    return plan;
  });
}
