import type { Page } from '../../db/pages.ts';
import { heldCustomers, sentSignals } from '../../db/signals/lists.ts';
import { listPrepared } from '../../db/signals/prepared-signals.ts';
import type { Tx } from '../../db/tx.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { HoldReason } from '../../domain/kernel/holds.ts';
import { SignalType } from '../../domain/signals/signal.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import type { SignalFilter } from './filter.ts';
import { SignalList, STILL_PREPARED } from './lists.ts';

/** One line of any of the lists; what a list does not know is null. */
export interface ListLine extends Listed {
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

const { text, money, day } = columnsOf<ListLine>();

/** A line as programs and spreadsheets have it. */
export const SIGNAL_COLUMNS = {
  customer: text('customer number', ({ customer }) => customer),
  name: text("the customer's name", ({ name }) => name),
  type: text('early or crisis', ({ type }) => type),
  action: text('create, update or remove', ({ action }) => action),
  state: text('where it stands', ({ state }) => state),
  gateway: text('by which gateway it goes or went', ({ gateway }) => gateway),
  amount: money('overdue', ({ amount }) => amount),
  currency: text('currency', ({ amount, currency }) => (amount === null ? null : currency)),
  on: day('prepared, sent or paused on', ({ on }) => on),
  reference: text('its key', ({ reference }) => reference),
  replaces: text('what it would take back or update', ({ replaces }) => replaces),
} as const satisfies Columns<ListLine>;

/** Of what a list on the screen shows. */
export const SHOWN_SIGNAL_COLUMNS = [
  ...(['customer', 'name', 'action', 'amount', 'gateway', 'state', 'on'] as const),
] as const;

/** A page of one of the lists. */
export async function signalPage(
  { db, asOf }: Reader,
  tenant: Tenant,
  list: SignalList,
  filter: SignalFilter,
  page: Page,
): Promise<readonly ListLine[]> {
  const today = tenant.calendar.dayOf(asOf);
  return db.read((tx) => linesOf(tx, tenant, list, { ...filter, today, ...page }));
}

type PageFilter = SignalFilter & Page & { readonly today: Day };

async function linesOf(
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
  tenant: Tenant,
  type: SignalType,
  filter: PageFilter,
): Promise<readonly ListLine[]> {
  const { action, gateway, amountAtLeast, prepared: ids, state, afterId, limit } = filter;
  const states = state === undefined ? STILL_PREPARED : [state];
  const restrict = { creditor: tenant.id, type, action, states, gateway, amountAtLeast, ids };
  const rows = await listPrepared(tx, { ...restrict, afterId, limit });
  return rows.map((row) => lineOf(row, tenant, tenant.calendar.dayOf(row.preparedAt)));
}

async function performed(
  tx: Tx,
  tenant: Tenant,
  type: SignalType,
  filter: PageFilter,
): Promise<readonly ListLine[]> {
  const { action, gateway, customerId, state, sentFrom, sentUntil, afterId, limit, amountAtLeast } = filter;
  const restrict = { creditor: tenant.id, type, action, gateway, customerId, state, sentFrom, sentUntil };
  const rows = await sentSignals(tx, { ...restrict, amountAtLeast, afterId, limit });
  return rows.map((row) => lineOf(row, tenant, row.sentOn ?? tenant.calendar.dayOf(row.plannedAt)));
}

type SignalOfCustomer = Omit<ListLine, 'on' | 'reference' | keyof Listed> & { readonly key: string | null };

function lineOf(row: SignalOfCustomer, { row: { currency }, calendar }: Tenant, on: Day): ListLine {
  const { id, customerId, customer, name, type, action, state, gateway, amount, key, replaces } = row;
  return {
    ...{ id, customerId, customer, name, type, action, state, gateway, amount, currency, calendar, on },
    ...{ reference: key, replaces },
  };
}

async function held(
  tx: Tx,
  { id: creditor, calendar, row: { currency } }: Tenant,
  reason: HoldReason,
  { today, customerId, afterId, limit }: PageFilter,
): Promise<readonly ListLine[]> {
  const rows = await heldCustomers(tx, { creditor, reason, today, customerId, afterId, limit });
  return rows.map(({ holdId: id, customerId: of, customer, name, from: on }) => ({
    ...{ id, customerId: of, customer, name, on, state: reason, currency, calendar },
    ...{ type: null, action: null, gateway: null, amount: null, reference: null, replaces: null },
  }));
}
