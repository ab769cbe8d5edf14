import type { Tx } from '../../db/tx.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';
import { applyEvent } from '../script/apply-event.ts';
import { decide } from './decide.ts';
import { handOver } from './hand-over.ts';
import {
  type Context,
  type InputOf,
  look,
  type Performed,
  type Subject,
  type SubjectTypes,
} from './subject.ts';
import { write } from './write.ts';

/**
 * Carries out one step, if it is still the next one.
 *
 * One transaction takes the last look, decides and writes; then comes one bounded hand-over to the gateway;
 * then its result is written. Killed between any two lines, the next call goes on where this one stopped.
 */
export async function takeStep<S extends SubjectTypes>(
  subject: Subject<S>,
  deps: Deps,
  step: S['Plan']['step'],
  given: InputOf<S>,
): Promise<S['Plan']> {
  const isRehearsed = deps.sources.rehearsal;
  const asked = isRehearsed ? await deps.db.read((tx) => neverBack(subject, tx, deps, given)) : given;
  const learned = await subject.learn(deps, step, asked);
  const { plan, deliveries, input } = await decide(
    deps,
    { ...asked, about: subject.about(asked) },
    async (tx) => {
      const input = await neverBack(subject, tx, deps, asked);
      const all = await subject.noteLearned(tx, deps, input, learned);
      const { context, deliveries } =
        all === null
          ? await performIfDue(subject, tx, deps, step, input, learned)
          : { context: all, deliveries: [] as readonly ClaimedDelivery[] };
      return { plan: await write(subject, tx, context), deliveries, input };
    },
  );
  for (const delivery of deliveries) {
    const after = await handOver(subject, deps, delivery, input);
    if (after !== null) return after;
  }
  return plan;
}

/**
 * A rehearsed step that is run again after a crash never goes back behind what was decided before; nor does one whose
 * subject was decided on meanwhile by another, as a case does with its invoices.
 */
async function neverBack<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  { sources }: Deps,
  input: InputOf<S>,
): Promise<InputOf<S>> {
  if (!sources.rehearsal) return input;
  return { ...input, asOf: Math.max(input.asOf, await subject.decidedAt(tx, input)) };
}

/** Where the facts changed since the step was planned, what they lead to is written, and nothing is sent. */
async function performIfDue<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  deps: Deps,
  step: S['Plan']['step'],
  input: InputOf<S>,
  learned: S['Learned'],
): Promise<Performed<S>> {
  const context = await look(subject, tx, deps, input, input.asOf);
  const plan = subject.nextStep(context);
  const isDue = plan.step === step && plan.at !== null && plan.at <= input.asOf;
  if (!isDue) return { context, deliveries: [] };
  if (plan.because === subject.SCRIPT) {
    return { context: await followScript(subject, tx, deps, context, input), deliveries: [] };
  }
  return subject.perform(tx, deps, plan, context, learned);
}

/** Applies the events of the script whose moment has come, in order, and looks again. */
async function followScript<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  deps: Deps,
  { gathered, asOf }: Context<S>,
  input: InputOf<S>,
): Promise<Context<S>> {
  for (;;) {
    const event = await subject.nextScripted(tx, gathered.row);
    if (event === undefined || event.at > asOf) break;
    await applyEvent(tx, deps, event, asOf);
  }
  return look(subject, tx, deps, input, asOf);
}
