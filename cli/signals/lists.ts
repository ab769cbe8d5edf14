import { heldCustomers, sentSignals } from '../../db/signals/lists.ts';
import { listPrepared } from '../../db/signals/prepared-signals.ts';
import type { Tx } from '../../db/tx.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { HoldReason } from '../../domain/kernel/holds.ts';
import { SignalState, SignalType } from '../../domain/signals/signal.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import type { SignalFilterOptions, SignalFilterValues } from './filter.ts';

/** The lists of early and crisis signals, by their names on the command line. */
export const SignalList = {
  PREPARED_EARLY: 'scheduled-early',
  PREPARED_CRISIS: 'scheduled-crisis',
  EARLY_PERFORMED: 'early-performed',
  CRISIS_PERFORMED: 'crisis-performed',
  DEBT_ASSISTANCE: 'debt-assistance',
  DEATH_REGISTERED: 'death-registered',
} as const;
export type SignalList = (typeof SignalList)[keyof typeof SignalList];

export const LIST_TITLES: Readonly<Record<SignalList, string>> = {
  'scheduled-early': 'Scheduled for early signalling',
  'scheduled-crisis': 'Scheduled for crisis signalling',
  'early-performed': 'Early signalling performed',
  'crisis-performed': 'Crisis signalling performed',
  'debt-assistance': 'Debt assistance ongoing',
  'death-registered': 'Death registered',
};

/** One line of any of the lists; what a list does not know is null. */
export interface ListLine {
  /** Where the next page begins. */
  readonly id: number;
  readonly customerId: number;
  readonly customer: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly action: string | null;
  readonly state: string;
  readonly gateway: string | null;
  /** Minor units. */
  readonly amount: number | null;
  /** Prepared, sent or paused on. */
  readonly on: Day;
  readonly reference: string | null;
  /** What it would take back or update. */
  readonly replaces: string | null;
}

/** Approved ones stay there until they are sent: they wait for their gateway, or for a person. */
export const STILL_PREPARED: readonly SignalState[] = [SignalState.PREPARED, SignalState.APPROVED];

const OPTIONS = {
  action: '--action',
  gateway: '--gateway',
  minAmount: '--min-amount',
  customer: '--customer',
  state: '--state',
  sentFrom: '--sent-from',
  sentUntil: '--sent-until',
} as const satisfies Record<keyof SignalFilterOptions, string>;
type FilterName = keyof typeof OPTIONS;

const OF_PREPARED: readonly FilterName[] = ['action', 'gateway', 'minAmount', 'customer', 'state'];
const OF_HELD: readonly FilterName[] = ['customer'];
const KNOWN: Readonly<Partial<Record<SignalList, readonly FilterName[]>>> = {
  'scheduled-early': OF_PREPARED,
  'scheduled-crisis': OF_PREPARED,
  'debt-assistance': OF_HELD,
  'death-registered': OF_HELD,
};

/** Refuses a filter that the list cannot follow: passed over, it would show more than was asked for. */
export function refuseOtherFilters(options: SignalFilterOptions, list: SignalList | undefined): void {
  const known = list === undefined ? [] : (KNOWN[list] ?? Object.keys(OPTIONS));
  const given = (Object.keys(OPTIONS) as FilterName[]).filter((name) => options[name] !== undefined);
  const other = given.find((name) => !known.includes(name));
  if (other === undefined) return;
  throw new WrongUse(
    list === undefined
      ? `${OPTIONS[other]} needs a list: give --list.`
      : `The list ${list} cannot be restricted by ${OPTIONS[other]}; leave it out.`,
  );
}

const PAGE = 200;

/** Page by page, each one consistent reading, so that a list of any size fits into memory. */
export async function* eachLine(
  { db, asOf }: Context,
  tenant: Tenant,
  list: SignalList,
  filter: SignalFilterValues,
): AsyncGenerator<ListLine> {
  const today = tenant.calendar.dayOf(asOf);
  for (let afterId = 0; ; ) {
    const after = afterId;
    const page = await db.read((tx) => pageOf(tx, tenant, list, { ...filter, today, afterId: after }));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.id;
  }
}

type PageFilter = SignalFilterValues & { readonly today: Day; readonly afterId: number };

async function pageOf(
  tx: Tx,
  tenant: Tenant,
  list: SignalList,
  filter: PageFilter,
): Promise<readonly ListLine[]> {
  switch (list) {
    case SignalList.PREPARED_EARLY:
      return prepared(tx, tenant, SignalType.EARLY, filter);
    case SignalList.PREPARED_CRISIS:
      return prepared(tx, tenant, SignalType.CRISIS, filter);
    case SignalList.EARLY_PERFORMED:
      return performed(tx, tenant, SignalType.EARLY, filter);
    case SignalList.CRISIS_PERFORMED:
      return performed(tx, tenant, SignalType.CRISIS, filter);
    case SignalList.DEBT_ASSISTANCE:
      return held(tx, tenant, HoldReason.SIGNAL_HELP, filter);
    case SignalList.DEATH_REGISTERED:
      return held(tx, tenant, HoldReason.DECEASED, filter);
    default:
      return list satisfies never;
  }
}

async function prepared(
  tx: Tx,
  { id: creditor, calendar }: Tenant,
  type: SignalType,
  filter: PageFilter,
): Promise<readonly ListLine[]> {
  const { action, gateway, amountAtLeast, prepared: ids, state, afterId } = filter;
  const states = state === undefined ? STILL_PREPARED : [state];
  const restrict = { creditor, type, action, states, gateway, amountAtLeast, ids, afterId, limit: PAGE };
  return (await listPrepared(tx, restrict)).map((row) => ({
    id: row.id,
    customerId: row.customerId,
    customer: row.customer,
    name: row.name,
    type: row.type,
    action: row.action,
    state: row.state,
    gateway: row.gateway,
    amount: row.amount,
    on: calendar.dayOf(row.preparedAt),
    reference: row.key,
    replaces: row.replaces,
  }));
}

async function performed(
  tx: Tx,
  { id: creditor, calendar }: Tenant,
  type: SignalType,
  filter: PageFilter,
): Promise<readonly ListLine[]> {
  const { action, gateway, customerId, state, sentFrom, sentUntil, afterId, amountAtLeast } = filter;
  const restrict = { creditor, type, action, gateway, customerId, state, sentFrom, sentUntil };
  const rows = await sentSignals(tx, { ...restrict, afterId, limit: PAGE });
  const lines = rows.map((row) => ({
    id: row.id,
    customerId: row.customerId,
    customer: row.customer,
    name: row.name,
    type: row.type,
    action: row.action,
    state: row.state,
    gateway: row.gateway,
    amount: row.amount,
    on: row.sentOn ?? calendar.dayOf(row.plannedAt),
    reference: row.key,
    replaces: row.replaces,
  }));
  return amountAtLeast === undefined ? lines : lines.filter(({ amount }) => amount >= amountAtLeast);
}

async function held(
  tx: Tx,
  { id: creditor }: Tenant,
  reason: HoldReason,
  { today, customerId, afterId }: PageFilter,
): Promise<readonly ListLine[]> {
  const rows = await heldCustomers(tx, { creditor, reason, today, customerId, afterId, limit: PAGE });
  return rows.map((row) => ({
    id: row.holdId,
    customerId: row.customerId,
    customer: row.customer,
    name: row.name,
    type: null,
    action: null,
    state: reason,
    gateway: null,
    amount: null,
    on: row.from,
    reference: null,
    replaces: null,
  }));
}
