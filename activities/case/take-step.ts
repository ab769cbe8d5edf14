import type { CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { newestEntryOf } from '../../db/case/facts.ts';
import type { Tx } from '../../db/tx.ts';
import { advanceCase } from '../../domain/case/decision.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import { openOfCase } from '../../domain/case/money.ts';
import { nextCaseStep } from '../../domain/case/next-step.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { prepared } from '../../domain/case/prepared.ts';
import { settle, settleCase } from '../../domain/case/settle.ts';
import { completed, timedOut } from '../../domain/case/steps.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { raiseTask, TaskKind } from '../../domain/tasks/task.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { attachLetters } from './attach-letters.ts';
import type { CaseOutcomeOfStep, CaseStepContext } from './case-context.ts';
import { claimNext } from './claim-instruction.ts';
import { cutOffOrderOf, hasNotArrived, putBackInLine } from './cut-off-order.ts';
import { followCaseScript } from './follow-case-script.ts';
import { gatherLetters, type LetterOfCase } from './gather-letters.ts';
import { handOverToCollector } from './hand-over-to-collector.ts';
import { planOrder } from './plan-order.ts';
import { writeCase } from './write-decision.ts';

/**
 * Carries out one step of a case, if it is still the next one.
 *
 * One transaction takes the last look, decides and writes; then comes one bounded hand-over to the collector; then
 * its result is written. Killed between any two lines, the next call goes on where this one stopped.
 */
export async function takeCaseStep(deps: Deps, step: CaseStep, input: CaseStepInput): Promise<CasePlan> {
  const { moment, caseId } = await deps.db.read((tx) => begin(tx, deps, input));
  const cutOff =
    step === CaseStep.HAND_OVER ? await deps.db.read((tx) => cutOffOrderOf(tx, deps, input, moment)) : null;
  const goesBack = cutOff !== null && (await hasNotArrived(deps, cutOff));
  const isPrepared = step === CaseStep.PREPARE && !deps.sources.rehearsal;
  const letters = isPrepared ? await gatherLetters(deps.db, deps.gateways, caseId) : [];
  const outcome = await decide(deps, { ...input, asOf: moment }, async (tx): Promise<CaseOutcomeOfStep> => {
    if (goesBack) await putBackInLine(tx, cutOff, moment);
    const gathered = await gatherCase(tx, deps.sources, input, moment);
    const now = situation(gathered, moment);
    const decision = settleCase(now);
    const plan = nextCaseStep({ ...now, facts: decision.facts });
    const context: CaseStepContext = { deps, gathered, decision, asOf: moment };
    // Paid or paused by what was only taken in for this decision: the collector has to be asked first.
    const isNews =
      step === CaseStep.HAND_OVER &&
      cutOff === null &&
      (await cutOffOrderOf(tx, deps, input, moment)) !== null;
    const isDue = plan.step === step && plan.at !== null && plan.at <= moment && !isNews;
    return isDue ? perform(tx, step, context, letters) : looked(tx, context);
  });
  if (outcome.delivery === null) return outcome.plan;
  return handOverToCollector(deps, outcome.delivery, { ...input, asOf: moment });
}

/** A rehearsed step that is run again after a crash never goes back behind what was decided before. */
async function begin(
  tx: Tx,
  deps: Deps,
  { creditor, reference, asOf }: CaseStepInput,
): Promise<{ readonly moment: Instant; readonly caseId: number }> {
  const row = await findCaseByReference(tx, creditor, reference);
  if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no case ${reference}.`);
  return { moment: deps.sources.rehearsal ? Math.max(asOf, row.decidedAt) : asOf, caseId: row.id };
}

/** The facts changed since the step was planned: what they lead to is written, and nothing is sent. */
async function looked(tx: Tx, context: CaseStepContext): Promise<CaseOutcomeOfStep> {
  return { plan: await writeCase(tx, context), delivery: null };
}

async function perform(
  tx: Tx,
  step: CaseStep,
  context: CaseStepContext,
  letters: readonly LetterOfCase[],
): Promise<CaseOutcomeOfStep> {
  const { gathered, decision, asOf } = context;
  const moment = situation(gathered, asOf);
  const write = (next: CaseStepContext['decision']) =>
    looked(tx, { ...context, decision: settle(next, moment) });
  switch (step) {
    case CaseStep.PREPARE: {
      if (letters.length > 0) await attachLetters(tx, gathered.row, letters, asOf);
      return prepare(tx, context);
    }
    case CaseStep.ORDER:
      return planOrder(tx, context);
    case CaseStep.HAND_OVER:
      return claimNext(tx, context);
    case CaseStep.TELL:
      return tell(tx, context);
    case CaseStep.COMPLETE:
      return write(completed(decision, moment));
    case CaseStep.TIME_OUT:
      return write(timedOut(decision, moment));
    case CaseStep.SCRIPT:
      return { plan: await followCaseScript(tx, context), delivery: null };
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
  const { gathered, decision, asOf } = context;
  const { calendar } = gathered;
  const { amount } = decision.facts.state;
  const choice = await configurationChoice(tx, { ...gathered.row, amount }, calendar.dayOf(asOf));
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: ENGINE };
  const verdict = prepared(situation({ decision, calendar, choose: () => choice }, asOf), occasion);
  if (verdict.refused === undefined) return looked(tx, { ...context, decision: verdict.decision });
  return looked(tx, { ...context, decision: asksForAPerson(context, verdict.refused) });
}

/** What the system cannot prepare becomes a person's to prepare, who reads why in the trail. */
function asksForAPerson(
  { gathered, decision, asOf }: CaseStepContext,
  refused: string,
): CaseStepContext['decision'] {
  const { calendar } = gathered;
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: ENGINE, reason: refused };
  // As if a reviewer had sent it back: the system does not try it again.
  const said = advanceCase(decision, CaseEvent.ATTENTION_RAISED, occasion, { reviewStartedAt: asOf });
  return raiseTask(said, TaskKind.STUCK, { note: refused });
}

/** Bookings on the invoices of the case, each under its own key, so that the collector hears of it once. */
async function tell(tx: Tx, context: CaseStepContext): Promise<CaseOutcomeOfStep> {
  const { gathered, decision, asOf } = context;
  const open = openOfCase(decision.facts, gathered.calendar.dayOf(asOf)).total;
  const instructions = decision.facts.untold.map(({ externalId, invoice, kind, amount, bookedOn }) => ({
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
  const on = gathered.calendar.dayOf(asOf);
  const noted = decision.facts.untold.reduce((all, { kind, amount, invoice }) => {
    const reason = `${kind} of ${formatAmount(amount, gathered.row.currency)} on ${invoice}, the collector is told`;
    return advanceCase(all, CaseEvent.BOOKED, { at: asOf, on, by: ENGINE, reason });
  }, decision);
  const toldUpTo = await newestEntryOf(tx, gathered.row.id);
  return looked(tx, {
    ...context,
    decision: { ...noted, instructions: [...noted.instructions, ...instructions], toldUpTo },
  });
}
