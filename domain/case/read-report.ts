import type { Occasion } from '../kernel/machine.ts';
import type { Moment } from '../kernel/situation.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { addCharge, type Charge, collectorChargePrefix } from './charge.ts';
import { collect } from './collect.ts';
import { advanceCase, type CaseDecision, patched } from './decision.ts';
import { endCase, failCase } from './ending.ts';
import { CaseEvent } from './machine.ts';
import { isCaseOver } from './order.ts';
import { type CollectorReport, OrderStatus } from './report.ts';
import { CaseOutcome, CaseState, FailureCategory, hasCaseEnded } from './state.ts';

interface Reading extends Moment {
  readonly report: CollectorReport;
  readonly by: string;
}

/**
 * Takes in what a collector says of its order: money, charges, steps and words first, its status last.
 *
 * Every report says everything, so one that comes twice or late changes nothing; what cannot be booked here is
 * noted for a person and never lost.
 */
export function readReport(
  decision: CaseDecision,
  report: CollectorReport,
  { calendar, asOf, today }: Moment,
): CaseDecision {
  const by = `collector ${decision.facts.configuration?.name ?? ''}`.trim();
  const reading: Reading = { report, by, calendar, asOf, today };
  const said = [receipts, charges, steps, messages].reduce((all, part) => part(all, reading), decision);
  const isNewer = report.revision > decision.facts.state.reportRevision;
  return isNewer ? status(patched(said, { reportRevision: report.revision }), reading) : said;
}

function occasionOf({ by, asOf, today }: Reading, reason: string | null, id?: string): Occasion {
  return { at: asOf, on: today, by, reason, commandId: id ?? null };
}

function receipts(decision: CaseDecision, reading: Reading): CaseDecision {
  const { report, by } = reading;
  return report.receipts.reduce((all, { id, amount, currency, on }) => {
    if (currency !== all.facts.currency) {
      return contradicts(all, reading, `receipt/${id}`, `receipt ${id} is in ${currency}`);
    }
    const known = all.facts.receipts.find(({ externalId }) => externalId === id);
    if (known !== undefined && known.amount !== amount && isKnown(all, conflictId(id, amount))) return all;
    const commandId = known === undefined ? id : conflictId(id, amount);
    const collected = collect(
      all,
      { amount, externalId: id, receivedOn: on, source: 'collector', by, commandId },
      reading,
    );
    if (collected.kind === 'refused') {
      return contradicts(all, reading, `receipt/${id}`, `receipt ${id}: ${collected.refused}`);
    }
    return collected.kind === 'conflict'
      ? remember(collected.decision, conflictId(id, amount))
      : collected.decision;
  }, decision);
}

const conflictId = (id: string, amount: number) => `conflict/${id}/${amount}`;

function charges(decision: CaseDecision, reading: Reading): CaseDecision {
  const { report, by, today } = reading;
  return report.charges.reduce((all, { id, kind, amount, currency, on }) => {
    const key = `${collectorChargePrefix(all.facts.reference)}${id}`;
    if (isKnown(all, key)) return all;
    if (currency !== all.facts.currency) {
      return contradicts(all, reading, `charge/${id}`, `charge ${id} is in ${currency}`);
    }
    if (isCaseOver(all.facts))
      return contradicts(all, reading, `charge/${id}`, `charge ${id} came after the end of the case`);
    const bookedOn = Math.min(on, today);
    const charge: Charge = {
      kind,
      amount,
      externalId: id,
      bookedOn,
      by,
      byCollector: true,
      commandId: key,
    };
    return remember(addCharge(all, charge, reading), key);
  }, decision);
}

function steps(decision: CaseDecision, reading: Reading): CaseDecision {
  return reading.report.steps.reduce((all, { id, what, on }) => {
    const key = `step/${id}`;
    const isOpen = WITH_COLLECTOR.includes(all.facts.state.state);
    if (isKnown(all, key) || !isOpen) return all;
    const occasion = { ...occasionOf(reading, what, key), on };
    const stepsTakenAt = all.facts.state.stepsTakenAt ?? reading.asOf;
    return remember(advanceCase(all, CaseEvent.STEP_TAKEN, occasion, { stepsTakenAt }), key);
  }, decision);
}

const WITH_COLLECTOR: readonly CaseState[] = [CaseState.PENDING, CaseState.PROCESSING];

function messages(decision: CaseDecision, reading: Reading): CaseDecision {
  return reading.report.messages.reduce((all, { id, text, on }) => {
    const key = `message/${id}`;
    if (isKnown(all, key)) return all;
    const moved = advanceCase(all, CaseEvent.MESSAGE_RECEIVED, occasionOf(reading, null, key));
    const message = { externalId: id, direction: 'from collector', text, on, by: reading.by } as const;
    return remember({ ...moved, messages: [...moved.messages, message] }, key);
  }, decision);
}

function status(decision: CaseDecision, reading: Reading): CaseDecision {
  const { report } = reading;
  const { state } = decision.facts;
  const occasion = occasionOf(reading, report.reason);
  if (isCaseOver(decision.facts)) return afterTheEnd(decision, reading);
  switch (report.status) {
    case OrderStatus.RECEIVED:
      return decision;
    case OrderStatus.ACCEPTED:
      return state.state === CaseState.PENDING ? accepted(decision, occasion) : decision;
    case OrderStatus.REJECTED: {
      const failure = {
        category: FailureCategory.END_USER,
        reason: report.reason ?? 'The collector rejected the order.',
      };
      return failCase(decision, CaseEvent.REJECTED, failure, occasion);
    }
    case OrderStatus.WITHDRAWN:
      return endCase(decision, CaseEvent.WITHDRAWN, occasion, CaseOutcome.WITHDRAWN);
    case OrderStatus.CLOSED:
      return endCase(decision, CaseEvent.CLOSED_BY_COLLECTOR, occasion);
    default:
      return report.status satisfies never;
  }
}

/** A deactivated case is followed until its collector has let go of it; that closes it. */
function afterTheEnd(decision: CaseDecision, reading: Reading): CaseDecision {
  const { facts } = decision;
  if (hasCaseEnded(facts.state.state)) return decision;
  const { report } = reading;
  const occasion = occasionOf(reading, report.reason);
  switch (report.status) {
    case OrderStatus.RECEIVED:
    case OrderStatus.ACCEPTED:
      return decision;
    // It never had it, or does not want it any more: nothing is left to take back.
    case OrderStatus.REJECTED:
    case OrderStatus.WITHDRAWN:
      return endCase(decision, CaseEvent.WITHDRAWN, occasion, CaseOutcome.WITHDRAWN);
    case OrderStatus.CLOSED:
      return endCase(decision, CaseEvent.CLOSED_BY_COLLECTOR, occasion);
    default:
      return report.status satisfies never;
  }
}

/** The collector has accepted the order: it may now collect, for so many days. */
export function accepted(decision: CaseDecision, occasion: Occasion): CaseDecision {
  const { settings } = decision.facts;
  return advanceCase(decision, CaseEvent.ACCEPTED, occasion, {
    processingStartedAt: occasion.at,
    processingTimeoutOn: occasion.on + settings.processingTimeoutDays,
  });
}

/** The collector's report could not be read: a person is asked, once for each fault, and the case goes on. */
export function reportRefused(decision: CaseDecision, says: string, { asOf, today }: Moment): CaseDecision {
  const key = `contradiction/refused/${says}`;
  if (isKnown(decision, key)) return decision;
  const by = `collector ${decision.facts.configuration?.name ?? ''}`.trim();
  const occasion = { at: asOf, on: today, by, reason: says, commandId: key };
  return remember(contradiction(decision, occasion), key);
}

function contradicts(decision: CaseDecision, reading: Reading, id: string, reason: string): CaseDecision {
  const key = `contradiction/${id}`;
  if (isKnown(decision, key)) return decision;
  return remember(contradiction(decision, occasionOf(reading, reason, key)), key);
}

/** Each thing that cannot be booked is a task of its own. */
function contradiction(decision: CaseDecision, occasion: Occasion): CaseDecision {
  return raiseTask(advanceCase(decision, CaseEvent.CONFLICT, occasion), TaskKind.COLLECTOR_CONTRADICTS, {
    note: occasion.reason ?? null,
    key: occasion.commandId ?? '',
  });
}

function isKnown({ facts }: CaseDecision, key: string): boolean {
  return facts.knownFromCollector.includes(key);
}

function remember(decision: CaseDecision, key: string): CaseDecision {
  const knownFromCollector = [...decision.facts.knownFromCollector, key];
  return { ...decision, facts: { ...decision.facts, knownFromCollector } };
}
