import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { DisconnectionKind, StopReason } from '../../domain/signals/signal.ts';
import { id, recorded } from './columns.ts';
import { ofCustomer } from './customers.ts';

/** Planned disconnections and evictions, of all of a customer or of one contract. */
export const disconnectionPlans = sqliteTable(
  'disconnection_plans',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: ofCustomer(),
    contract: text('contract'),
    kind: text('kind').$type<DisconnectionKind>().notNull(),
    plannedOn: integer('planned_on').notNull(),
    ...recorded(),
    endedAt: integer('ended_at'),
    endedBy: text('ended_by'),
    endedBecause: text('ended_because'),
  },
  (t) => [
    index('disconnection_plans_by_customer').on(t.customerId),
    index('disconnection_plans_by_creditor').on(t.creditor, t.plannedOn),
    uniqueIndex('disconnection_plans_by_command').on(t.commandId),
  ],
);

/** What stops a plan for now. */
export const disconnectionStops = sqliteTable(
  'disconnection_stops',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => disconnectionPlans.id),
    reason: text('reason').$type<StopReason>().notNull(),
    fromOn: integer('from_on').notNull(),
    /** Ends by itself at 00:00 of this day. */
    untilOn: integer('until_on'),
    ...recorded(),
    releasedAt: integer('released_at'),
    releasedBy: text('released_by'),
  },
  (t) => [
    index('disconnection_stops_by_plan').on(t.planId),
    uniqueIndex('disconnection_stops_by_command').on(t.commandId),
  ],
);
