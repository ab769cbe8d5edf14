import type { StagedPlan, StagedPlanEnd, StagedRelease, StagedStop } from '../../contracts/signal-intake.ts';
import {
  endPlan,
  type PlanWithStops,
  plansOf,
  recordPlan,
  recordStop,
  releaseStop,
} from '../../db/signals/disconnections.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { type IntakeContext, idOf } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/** Plans a disconnection or eviction; one planned before for the same contract is moved, and keeps its stops. */
export async function takeDisconnection(
  context: IntakeContext,
  customerId: number,
  staged: StagedPlan,
): Promise<RowResult> {
  const { tx, creditor, asOf, by } = context;
  const { contract = null, kind, plannedOn, note = null } = staged;
  const before = await openPlan(context, customerId, contract);
  if (before?.kind === kind && before.plannedOn === plannedOn) return UNCHANGED;
  const commandId = idOf(context, staged.externalId);
  const isNew = await recordPlan(tx, {
    creditor: creditor.creditor,
    customerId,
    contract,
    kind,
    plannedOn,
    note,
    commandId,
    recordedAt: asOf,
    by,
  });
  if (!isNew) return UNCHANGED;
  if (before === undefined) return TAKEN;
  await endPlan(tx, before.id, {
    endedAt: asOf,
    endedBy: by,
    endedBecause: `planned for ${formatDay(plannedOn)}`,
  });
  const moved = await openPlan(context, customerId, contract);
  for (const stop of moved === undefined ? [] : openStops(before)) {
    const { reason, fromOn, untilOn } = stop;
    const again = { reason, fromOn, untilOn, note: stop.note, commandId: `${commandId}/stop/${stop.id}` };
    await recordStop(tx, { ...again, planId: moved?.id ?? 0, recordedAt: asOf, by });
  }
  return TAKEN;
}

/** Ends a plan: carried out, or given up. */
export async function takeDisconnectionEnd(
  context: IntakeContext,
  customerId: number,
  staged: StagedPlanEnd,
): Promise<RowResult> {
  const plan = await openPlan(context, customerId, staged.contract ?? null);
  if (plan === undefined) return noPlan(staged.contract);
  const { tx, asOf, by } = context;
  await endPlan(tx, plan.id, { endedAt: asOf, endedBy: by, endedBecause: staged.because });
  return TAKEN;
}

/** Stops a plan for a reason; the same reason that stops it already stays as it is. */
export async function takeStop(
  context: IntakeContext,
  customerId: number,
  staged: StagedStop,
): Promise<RowResult> {
  const { contract, reason, from, until = null, note = null, externalId } = staged;
  if (until !== null && until <= from) {
    return refused(`until: ${formatDay(until)} is not after ${formatDay(from)}, the first day of the stop`);
  }
  const plan = await openPlan(context, customerId, contract ?? null);
  if (plan === undefined) return noPlan(contract);
  const same = openStops(plan).find((stop) => stop.reason === reason);
  if (same?.fromOn === from && same.untilOn === until) return UNCHANGED;
  const { tx, asOf, by } = context;
  if (same !== undefined) await releaseStop(tx, same.id, asOf, by);
  const commandId = idOf(context, externalId);
  await recordStop(tx, {
    planId: plan.id,
    reason,
    fromOn: from,
    untilOn: until,
    note,
    commandId,
    recordedAt: asOf,
    by,
  });
  return TAKEN;
}

/** Lets a plan go on: ends its stops, or those of one reason. */
export async function takeRelease(
  context: IntakeContext,
  customerId: number,
  { contract, reason }: StagedRelease,
): Promise<RowResult> {
  const plan = await openPlan(context, customerId, contract ?? null);
  if (plan === undefined) return noPlan(contract);
  const { tx, asOf, by } = context;
  const stops = openStops(plan).filter((stop) => reason === undefined || stop.reason === reason);
  for (const stop of stops) await releaseStop(tx, stop.id, asOf, by);
  return stops.length === 0 ? UNCHANGED : TAKEN;
}

async function openPlan(
  { tx }: IntakeContext,
  customerId: number,
  contract: string | null,
): Promise<PlanWithStops | undefined> {
  const plans = await plansOf(tx, customerId);
  return plans.filter((plan) => plan.endedAt === null && plan.contract === contract).at(-1);
}

function openStops({ stops }: PlanWithStops): PlanWithStops['stops'] {
  return stops.filter(({ releasedAt }) => releasedAt === null);
}

function noPlan(contract: string | undefined): RowResult {
  const what = contract === undefined ? 'for the customer as a whole' : `for contract ${contract}`;
  return refused(
    `contract: no disconnection or eviction is planned ${what}; plan it first, or name another contract`,
  );
}
