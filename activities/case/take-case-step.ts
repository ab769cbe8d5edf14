import type { CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { newestEntryOf } from '../../db/case-facts.ts';
import type { Tx } from '../../db/tx.ts';
import { prepared } from '../../domain/case/commands/preparing.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { openOfCase } from '../../domain/case/money.ts';
import { nextCaseStep } from '../../domain/case/next-step.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { settled, settleCase } from '../../domain/case/settle.ts';
import { completed, timedOut } from '../../domain/case/steps.ts';
import type { Instant } from '../../domain/day.ts';
import { ENGINE } from '../../domain/invoice-machine.ts';
import { choiceFor } from '../../facts/configuration-choice.ts';
import { type GatheredCase, gatherCase } from '../../facts/gather-case.ts';
import type { Deps } from '../deps.ts';
import type { CaseOutcomeOfStep, CaseStepContext } from './case-context.ts';
import { claimNext } from './claim-instruction.ts';
import { followCaseScript } from './follow-case-script.ts';
import { handOverToCollector } from './hand-over-to-collector.ts';
import { attachLetters, gatherLetters, type Letters } from './letters.ts';
import { planOrder } from './plan-order.ts';
import { writeCase } from './write-case.ts';

/**
 * Carries out one step of a case, if it is still the next one.
 *
 * One transaction takes the last look, decides and writes; then comes one bounded hand-over to the collector; then
 * its result is written. Killed between any two lines, the next call goes on where this one stopped.
 */
export async function takeCaseStep(deps: Deps, step: CaseStep, input: CaseStepInput): Promise<CasePlan> {
  const letters = step === CaseStep.PREPARE ? await gatherLetters(deps.db, input) : null;
  const moment = await deps.db.read(async (tx) => momentOf(tx, deps, input));
  const outcome = await deps.db.transaction(async (tx): Promise<CaseOutcomeOfStep> => {
    const gathered = await gatherCase(tx, deps.sources, input, moment);
    const { calendar } = gathered;
    const progress = settleCase(gathered.facts, calendar, moment);
    const plan = nextCaseStep(progress.facts, calendar, moment);
    const context: CaseStepContext = { deps, gathered, progress, asOf: moment };
    const isDue = plan.step === step && plan.at !== null && plan.at <= moment;
    return isDue ? perform(tx, step, context, letters) : looked(tx, context);
  });
  if (outcome.parcel === null) return outcome.plan;
  return handOverToCollector(deps, outcome.parcel, { ...input, asOf: moment });
}

/** A rehearsed step that is run again after a crash never goes back behind what was decided before. */
async function momentOf(tx: Tx, deps: Deps, input: CaseStepInput): Promise<Instant> {
  if (!deps.sources.rehearsal) return input.asOf;
  const { row } = await gatherCase(tx, deps.sources, input, input.asOf);
  return Math.max(input.asOf, row.decidedAt);
}

/** The facts changed since the step was planned: what they lead to is written, and nothing is sent. */
async function looked(tx: Tx, context: CaseStepContext): Promise<CaseOutcomeOfStep> {
  return { plan: await writeCase(tx, context), parcel: null };
}

async function perform(
  tx: Tx,
  step: CaseStep,
  context: CaseStepContext,
  letters: Letters | null,
): Promise<CaseOutcomeOfStep> {
  const { gathered, progress, asOf } = context;
  const { calendar } = gathered;
  const write = (next: CaseStepContext['progress']) =>
    looked(tx, { ...context, progress: settled(next, calendar, asOf) });
  switch (step) {
    case CaseStep.PREPARE: {
      if (letters !== null) await attachLetters(tx, gathered.row.id, letters, asOf);
      return prepare(tx, context);
    }
    case CaseStep.ORDER:
      return planOrder(tx, context);
    case CaseStep.HAND_OVER:
      return claimNext(tx, context);
    case CaseStep.TELL:
      return tell(tx, context);
    case CaseStep.COMPLETE:
      return write(completed(progress, calendar, asOf));
    case CaseStep.TIME_OUT:
      return write(timedOut(progress, calendar, asOf));
    case CaseStep.SCRIPT:
      return { plan: await followCaseScript(tx, context), parcel: null };
    case CaseStep.ASK:
    case CaseStep.WAIT:
    case CaseStep.END:
      return looked(tx, context);
    default:
      return step satisfies never;
  }
}

/** The system prepares what it opened itself; without a configuration the case waits with a task. */
async function prepare(tx: Tx, context: CaseStepContext): Promise<CaseOutcomeOfStep> {
  const { gathered, progress, asOf } = context;
  const { calendar } = gathered;
  const choice = await choiceFor(tx, gathered, progress.facts, asOf);
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: ENGINE };
  const decision = prepared({ progress, calendar, asOf, choose: () => choice }, occasion);
  if (decision.refused === undefined) return looked(tx, { ...context, progress: decision.progress });
  return looked(tx, { ...context, progress: notPreparable(context, decision.refused) });
}

/** What the system cannot prepare becomes a person's to prepare, who reads why in the trail. */
function notPreparable(context: CaseStepContext, refused: string): CaseStepContext['progress'] {
  return raiseStuck(context, refused);
}

/** Bookings on the invoices of the case, each under its own key, so that the collector hears of it once. */
async function tell(tx: Tx, context: CaseStepContext): Promise<CaseOutcomeOfStep> {
  const { gathered, progress, asOf } = context;
  const open = openOfCase(progress.facts, gathered.calendar.dayOf(asOf)).total;
  const instructions = progress.facts.untold.map(({ externalId, invoice, kind, amount, bookedOn }) => ({
    about: {
      kind: InstructionKind.BOOKING,
      externalId,
      invoice,
      booking: kind,
      amount,
      bookedOn,
      open,
    },
    which: externalId,
  }));
  const toldUpTo = await newestEntryOf(tx, gathered.row.id);
  return looked(tx, {
    ...context,
    progress: { ...progress, instructions: [...progress.instructions, ...instructions], toldUpTo },
  });
}

export type { GatheredCase };
