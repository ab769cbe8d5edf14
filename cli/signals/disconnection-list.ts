import { openPlans, type PlanWithStops, plansOf } from '../../db/signals/disconnections.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { customerOf } from './customer-of.ts';
import type { DisconnectionOptions } from './disconnections.ts';

const PAGE = 200;

/** Planned disconnections and evictions with their stops: of one customer, ended ones too, or all that are open. */
export async function showDisconnections(
  context: Context,
  one: Tenant,
  reference: string | undefined,
  options: DisconnectionOptions,
): Promise<void> {
  const { output, asOf } = context;
  const today = one.calendar.dayOf(asOf);
  const table = output.table([
    { title: 'customer' },
    { title: 'contract' },
    { title: 'kind' },
    { title: 'planned on' },
    { title: 'today' },
    { title: 'stops' },
  ]);
  let written = 0;
  if (output.isJson) await output.write('[');
  for await (const plan of eachPlan(context, one, reference)) {
    const line = lineOf(plan, today, asOf);
    if (!isWanted(line, options)) continue;
    if (output.isJson) await output.write(`${written === 0 ? '' : ','}\n${JSON.stringify(jsonOf(line))}`);
    else await table.row(cellsOf(line));
    written += 1;
  }
  if (output.isJson) return output.line('\n]');
  await table.end();
  if (written === 0) output.note('No disconnection or eviction is planned.');
}

interface Line {
  readonly plan: PlanWithStops;
  /** What stops it today. */
  readonly stops: PlanWithStops['stops'];
  readonly state: 'goes on' | 'stopped' | 'ended';
}

function lineOf(plan: PlanWithStops, today: Day, asOf: number): Line {
  const stops = plan.stops.filter(
    ({ fromOn, untilOn, releasedAt }) =>
      fromOn <= today && (untilOn === null || untilOn > today) && (releasedAt === null || releasedAt > asOf),
  );
  const state = plan.endedAt !== null ? 'ended' : stops.length > 0 ? 'stopped' : 'goes on';
  return { plan, stops, state };
}

function isWanted({ plan, state }: Line, options: DisconnectionOptions): boolean {
  if (options.contract !== undefined && plan.contract !== options.contract) return false;
  if (options.plannedUntil !== undefined && plan.plannedOn > options.plannedUntil) return false;
  if (options.stopped === true && state !== 'stopped') return false;
  return !(options.goingOn === true && state !== 'goes on');
}

function cellsOf({ plan, stops, state }: Line): string[] {
  const said = state === 'ended' ? `ended: ${plan.endedBecause ?? ''}` : state;
  const until = (day: Day | null) => (day === null ? '' : ` until ${formatDay(day)}`);
  const reasons = stops.map(({ reason, untilOn }) => `${reason}${until(untilOn)}`).join(', ');
  return [plan.customer, plan.contract ?? '', plan.kind, formatDay(plan.plannedOn), said, reasons];
}

function jsonOf({ plan, stops, state }: Line) {
  return {
    customer: plan.customer,
    contract: plan.contract,
    kind: plan.kind,
    plannedOn: formatDay(plan.plannedOn),
    state,
    endedBecause: plan.endedBecause,
    note: plan.note,
    stops: stops.map(({ reason, fromOn, untilOn, note, by }) => ({
      reason,
      from: formatDay(fromOn),
      until: untilOn === null ? null : formatDay(untilOn),
      note,
      by,
    })),
  };
}

async function* eachPlan(
  context: Context,
  one: Tenant,
  reference: string | undefined,
): AsyncGenerator<PlanWithStops> {
  const { db } = context;
  if (reference !== undefined) {
    const { id } = await customerOf(context, one, reference);
    yield* await db.read((tx) => plansOf(tx, id));
    return;
  }
  for (let afterId = 0; ; ) {
    const after = afterId;
    const page = await db.read((tx) => openPlans(tx, { creditor: one.id, afterId: after, limit: PAGE }));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.id;
  }
}
