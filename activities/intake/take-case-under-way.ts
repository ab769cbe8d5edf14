import { prefillCase } from '../../compose/case/prefill-case.ts';
import { orderContent, targetOf } from '../../compose/effects/order-content.ts';
import { instructionKey } from '../../contracts/ids.ts';
import type { StagedCaseUnderWay } from '../../contracts/opening.ts';
import { findCaseByReference, findTombstone, insertCase, setToldUpTo } from '../../db/case/cases.ts';
import { invoicesOfCase, newestEntryOf } from '../../db/case/facts.ts';
import { insertCaseEvents } from '../../db/case/trail.ts';
import { queueCaseWake } from '../../db/case/wake.ts';
import { currentConfigurations } from '../../db/creditor/collector-configurations.ts';
import { finishEffect, planForLater } from '../../db/effects/effects.ts';
import { collect } from '../../domain/case/collect.ts';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { takenOverCase } from '../../domain/case/opening.ts';
import { DEFAULT_CASE_SETTINGS } from '../../domain/case/settings.ts';
import { settle, settleCase } from '../../domain/case/settle.ts';
import { CaseEnvironment, CaseSource } from '../../domain/case/state.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type GatheredCase, gatherCase } from '../../gather/case/gather-case.ts';
import { openColumns } from '../../gather/case/open-columns.ts';
import { invoicesForCase, moveToCase, type Taken } from '../case/take-invoices.ts';
import { writeCase } from '../case/write.ts';
import { hashOf } from '../effects/delivery.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/** Marks a case that was taken over, under the reference that its collector knows. */
const TAKEN_OVER = 'taken over/';

/**
 * Takes in a case that a collector works on already: PROCESSING, its order as delivered, its invoices in it, so that
 * nothing is ordered a second time. The same row again changes nothing, whatever became of the case.
 */
export async function takeCaseUnderWay(
  context: IntakeContext,
  staged: StagedCaseUnderWay,
): Promise<RowResult> {
  const { tx, creditor: row, calendar, asOf } = context;
  const { creditor } = row;
  const { reference, since, currency } = staged;
  const externalId = `${TAKEN_OVER}${reference}`;
  const known = await findCaseByReference(tx, creditor, reference);
  if (known !== undefined) {
    if (known.externalId === externalId) return UNCHANGED;
    return refused(
      `reference: ${JSON.stringify(reference)} is a case that was started here; write the collector's own`,
    );
  }
  if ((await findTombstone(tx, creditor, { reference, externalId })) !== undefined) return UNCHANGED;
  if (since > calendar.dayOf(asOf)) {
    return refused(`since: ${formatDay(since)} lies ahead; write the day on which the collector had it`);
  }
  const configurations = await currentConfigurations(tx);
  const configuration = configurations.find(({ name }) => name === staged.collector);
  if (configuration === undefined) {
    const names = configurations.map(({ name }) => name).join(', ');
    return refused(
      `collector: ${JSON.stringify(staged.collector)} is no collector configuration; there are ${names}`,
    );
  }
  const opening = { deps: context.deps, creditor, by: context.by, request: externalId, asOf };
  const found = await invoicesForCase(tx, opening, staged.invoices, false);
  if ('refused' in found) return refused(`invoices: ${found.refused}`);
  const { taken } = found;
  const other = taken.find(({ gathered }) => gathered.row.currency !== currency);
  if (other !== undefined) {
    return refused(
      `currency: "${currency}" is not that of the invoices; they are in ${other.gathered.row.currency}`,
    );
  }
  const today = calendar.dayOf(asOf);
  const open = taken.reduce((sum, { decision }) => sum + openOn(decision.facts, today).total, 0);
  const { collected = 0 } = staged;
  if (collected > open) {
    const written = formatAmount(collected, currency);
    return refused(
      `collected: ${written} is more than the ${formatAmount(open, currency)} that the invoices have open; leave out what their ledger has already`,
    );
  }
  await write(context, staged, configuration, taken);
  await moveToCase(tx, opening, taken, new Map());
  await bookSettled(context, staged);
  return TAKEN;
}

/** The case as it would stand had it been ordered from here. */
async function write(
  { tx, policy, calendar, asOf, by }: IntakeContext,
  { reference, since, collector }: StagedCaseUnderWay,
  { version }: CollectorConfiguration,
  taken: readonly Taken[],
): Promise<void> {
  const invoices = taken.map(({ gathered, decision }) => ({ gathered, facts: decision.facts }));
  const {
    nth: _,
    reference: __,
    customer,
    lineItems,
    amount,
    billingAddress,
    ...filled
  } = await prefillCase(tx, invoices, asOf);
  const now = situation({ calendar }, asOf);
  const { today } = now;
  const { processingTimeoutDays } = policy.cases ?? DEFAULT_CASE_SETTINGS;
  const underWay = { amount, collector, since, processingTimeoutDays };
  const { state, transitions } = takenOverCase(underWay, now, by);
  const { row } = await insertCase(tx, {
    row: {
      ...state,
      ...filled,
      creditor: customer.creditor,
      reference,
      externalId: `${TAKEN_OVER}${reference}`,
      source: CaseSource.HAND,
      customerId: customer.id,
      environment: CaseEnvironment.PRODUCTION,
      openedAt: asOf,
      creator: by,
      wantedConfiguration: collector,
      configuration: collector,
      configurationVersion: version,
      ...openColumns(invoices.map(({ facts }) => openOn(facts, today))),
      nextAt: asOf,
      decidedAt: asOf,
    },
    billingAddress,
    lineItems,
    invoiceIds: invoices.map(({ gathered }) => gathered.row.id),
  });
  await insertCaseEvents(tx, row.id, transitions);
}

/** Its order as delivered, what was collected as a receipt, and its next step. */
async function bookSettled(
  context: IntakeContext,
  { reference, since, collected }: StagedCaseUnderWay,
): Promise<void> {
  const { tx, deps, creditor, calendar, asOf, by } = context;
  const of = { creditor: creditor.creditor, reference };
  await orderAsDelivered(context, await gatherCase(tx, deps.sources, of, asOf), since);
  const gathered = await gatherCase(tx, deps.sources, of, asOf);
  const now = situation({ facts: gathered.facts, calendar }, asOf);
  const before = settleCase(now);
  const receipt = {
    externalId: 'collected before',
    receivedOn: now.today,
    source: 'manual',
    by,
  } as const;
  const done = collected === undefined ? null : collect(before, { amount: collected, ...receipt }, now);
  const decision = done?.kind === 'new' ? done.decision : before;
  const written = { deps, gathered, decision: settle(decision, now), asOf };
  await writeCase(tx, written, { by, commandId: null });
  await setToldUpTo(tx, gathered.row.id, await newestEntryOf(tx, gathered.row.id));
  await queueCaseWake(tx, gathered.row.id, 'taken over', asOf);
}

async function orderAsDelivered(
  { tx, asOf }: IntakeContext,
  gathered: GatheredCase,
  since: number,
): Promise<void> {
  const { row, facts } = gathered;
  if (facts.configuration === null)
    throw new Error(`Case ${row.reference} was taken over without a configuration.`);
  const key = instructionKey(row.creditor, row.reference, InstructionKind.ORDER);
  const linked = await invoicesOfCase(tx, row.id);
  const target = targetOf(facts.configuration, row.environment);
  const content = orderContent(
    gathered,
    target,
    linked.map((one) => one.row),
    [],
    asOf,
  );
  await planForLater(tx, {
    key,
    invoiceId: null,
    caseId: row.id,
    kind: EffectKind.ORDER,
    level: null,
    round: 0,
    channel: Channel.COLLECTOR,
    requestHash: hashOf(content),
    amount: row.amount,
    content,
    plannedAt: asOf,
  });
  const delivered = { state: EffectState.DELIVERED, providerId: row.reference, deliveredOn: since };
  await finishEffect(tx, key, { ...delivered, finishedAt: asOf });
}
