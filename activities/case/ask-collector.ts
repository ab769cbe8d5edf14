import { targetOf } from '../../compose/effects/order-content.ts';
import type { CasePlan, CaseStepInput } from '../../contracts/case.ts';
import type { CollectorTarget } from '../../contracts/collector.ts';
import { instructionKey } from '../../contracts/ids.ts';
import { markReportsRead, unreadReportsOf } from '../../db/case/collector-reports.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { type CollectorAnswer, hearCollector } from '../../domain/case/hear-collector.ts';
import { nextCaseStep } from '../../domain/case/next-step.ts';
import { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { CollectorReportRefused } from '../../gateways/collectors/report-refused.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import { decide } from '../actor/decide.ts';
import { write } from '../actor/write.ts';
import type { Deps } from '../deps.ts';
import { CASES } from './subject.ts';

/**
 * Takes in what the collector says: its reports that lie here, and, when it is time for that, its state as it tells
 * when asked. Callbacks may get lost, come twice or in another order: every report says everything.
 */
export async function askCollector(deps: Deps, input: CaseStepInput): Promise<CasePlan> {
  const { asOf } = input;
  const orderKey = instructionKey(input.creditor, input.reference, InstructionKind.ORDER);
  const target = await deps.db.read((tx) => targetToAsk(tx, deps, input));
  const answer = target === null ? null : await ask(deps, orderKey, target);
  return decide(deps, { ...input, about: CASES.about(input) }, async (tx) => {
    const gathered = await gatherCase(tx, deps.sources, input, asOf);
    const unread = await unreadReportsOf(tx, orderKey);
    await markReportsRead(
      tx,
      unread.map(({ id }) => id),
      asOf,
    );
    const reports = unread.map(({ body }) => body);
    const decision = hearCollector(situation(gathered, asOf), reports, answer);
    return write(CASES, tx, { deps, gathered, decision, asOf });
  });
}

/** The collector to ask now; null when only reports are to be read. */
async function targetToAsk(
  tx: Parameters<typeof gatherCase>[0],
  deps: Deps,
  input: CaseStepInput,
): Promise<CollectorTarget | null> {
  const { row, facts, calendar } = await gatherCase(tx, deps.sources, input, input.asOf);
  const plan = nextCaseStep(situation({ facts: { ...facts, hasReports: false }, calendar }, input.asOf));
  const isTime = plan.step === CaseStep.ASK && plan.because !== CaseBecause.REPORT_TO_READ;
  if (!isTime || plan.at === null || plan.at > input.asOf || facts.configuration === null) return null;
  return targetOf(facts.configuration, row.environment);
}

/** A collector that cannot be asked is asked again soon; callbacks and reports go on meanwhile. */
async function ask(deps: Deps, orderKey: string, target: CollectorTarget): Promise<CollectorAnswer> {
  try {
    return { report: await deps.gateways.collector.ask(orderKey, target), refused: null, failed: null };
  } catch (error) {
    if (error instanceof CollectorReportRefused) {
      return { report: error.report, refused: error.message, failed: null };
    }
    return { report: null, refused: null, failed: error instanceof Error ? error.message : String(error) };
  }
}
