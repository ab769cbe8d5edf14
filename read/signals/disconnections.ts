import type { Page } from '../../db/pages.ts';
import { openPlans, type PlanWithStops, plansOf } from '../../db/signals/disconnections.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { type Columns, columnsOf, type Listed, ValueKind } from '../kit/columns.ts';
import type { Query, QueryFields } from '../kit/query.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** What chooses from the list of planned disconnections and evictions, beside their contract. */
export const DISCONNECTION_FILTER = {
  stopped: { kind: 'flag', about: 'list: only those that are stopped today' },
  goingOn: { kind: 'flag', about: 'list: only those that nothing stops today' },
  plannedUntil: {
    kind: ValueKind.DAY,
    called: 'date',
    about: 'list: only those planned for that day or earlier',
  },
} as const satisfies QueryFields;
export type DisconnectionQuery = Query<typeof DISCONNECTION_FILTER> & {
  readonly contract?: string | undefined;
};

/** A planned disconnection or eviction as it stands today. */
export interface ListedDisconnection extends Listed {
  readonly id: number;
  readonly plan: PlanWithStops;
  /** What stops it today. */
  readonly stops: PlanWithStops['stops'];
  readonly state: 'goes on' | 'stopped' | 'ended';
}

const { text, day } = columnsOf<ListedDisconnection>();

export const DISCONNECTION_COLUMNS = {
  customer: text('customer number', ({ plan }) => plan.customer),
  contract: text('of which contract', ({ plan }) => plan.contract),
  kind: text('disconnection or eviction', ({ plan }) => plan.kind),
  plannedOn: day('for which day', ({ plan }) => plan.plannedOn, 'planned on'),
  today: text('how it stands today', ({ plan, state }) =>
    state === 'ended' ? `ended: ${plan.endedBecause ?? ''}` : state,
  ),
  stops: text('what stops it', ({ stops }) =>
    stops.map(({ reason, untilOn }) => `${reason}${untilInWords(untilOn)}`).join(', '),
  ),
} as const satisfies Columns<ListedDisconnection>;

function untilInWords(day: Day | null): string {
  return day === null ? '' : ` until ${formatDay(day)}`;
}

/** A page of the plans that are open. */
export async function disconnectionPage(
  { db, asOf }: Reader,
  tenant: Tenant,
  page: Page,
): Promise<readonly ListedDisconnection[]> {
  const plans = await db.read((tx) => openPlans(tx, { creditor: tenant.id, ...page }));
  return plans.map((plan) => listed(plan, tenant, asOf));
}

/** All plans of a customer, ended ones too; refused in words when there is no such customer. */
export async function disconnectionsOf(
  { db, asOf }: Reader,
  tenant: Tenant,
  customer: string,
): Promise<readonly ListedDisconnection[]> {
  const plans = await db.read(async (tx) => plansOf(tx, (await customerNamed(tx, tenant.id, customer)).id));
  return plans.map((plan) => listed(plan, tenant, asOf));
}

function listed(
  plan: PlanWithStops,
  { calendar, row: { currency } }: Tenant,
  asOf: number,
): ListedDisconnection {
  const today = calendar.dayOf(asOf);
  const stops = plan.stops.filter(
    ({ fromOn, untilOn, releasedAt }) =>
      fromOn <= today && (untilOn === null || untilOn > today) && (releasedAt === null || releasedAt > asOf),
  );
  const state = plan.endedAt !== null ? 'ended' : stops.length > 0 ? 'stopped' : 'goes on';
  return { id: plan.id, plan, stops, state, calendar, currency };
}

/** Whether a plan matches, as it stands today. */
export function isAskedFor({ plan, state }: ListedDisconnection, query: DisconnectionQuery): boolean {
  const { contract, plannedUntil, stopped, goingOn } = query;
  if (contract !== undefined && plan.contract !== contract) return false;
  if (plannedUntil !== undefined && plan.plannedOn > plannedUntil) return false;
  if (stopped === true && state !== 'stopped') return false;
  return !(goingOn === true && state !== 'goes on');
}

export function disconnectionJson({ plan, stops, state }: ListedDisconnection): object {
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
