import {
  and,
  asc,
  eq,
  gt,
  isNotNull,
  isNull,
  lte,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { CaseState } from '../domain/case/state.ts';
import { hasEnded, Stage } from '../domain/invoice/stage.ts';
import type { Day } from '../domain/kernel/day.ts';
import type { HoldReason, HoldScope } from '../domain/kernel/holds.ts';
import { TaskKind, type TaskSubject } from '../domain/tasks/task.ts';
import type { Orm } from './connection.ts';
import { equals, named } from './named.ts';
import { cases } from './tables/cases.ts';
import { customers } from './tables/customers.ts';
import { holdReleases, holds } from './tables/holds.ts';
import { invoices } from './tables/invoices.ts';
import { IS_OPEN, tasks } from './tables/tasks.ts';
import { preparedStatements, type Tx } from './tx.ts';

/** A pause that ends by itself soon, with whom it is about. */
export interface HoldEnd {
  readonly id: number;
  readonly scope: HoldScope;
  readonly reason: HoldReason;
  readonly until: Day | null;
  readonly owner: string | null;
  readonly invoice: string | null;
  readonly customer: string | null;
  readonly case: string | null;
}

const INVOICE_ENDS = Object.values(Stage).filter(hasEnded);
const CASE_ENDS = [CaseState.CLOSED, CaseState.FAILED];
const key = sql<string>`cast(${holds.id} as text)`;

/** Another of the same scope and reason takes over without a gap. */
function goesOn(orm: Orm): SQL {
  const other = alias(holds, 'other');
  const released = alias(holdReleases, 'other_release');
  const sameOf = (name: 'customerId' | 'invoiceId' | 'caseId') =>
    sql`${other[name]} is not distinct from ${holds[name]}`;
  return sql`exists ${orm
    .select({ one: sql`1` })
    .from(other)
    .leftJoin(released, eq(released.holdId, other.id))
    .where(
      and(
        ...[eq(other.creditor, holds.creditor), eq(other.scope, holds.scope), eq(other.reason, holds.reason)],
        ...[sameOf('customerId'), sameOf('invoiceId'), sameOf('caseId')],
        ...[sql`${other.id} <> ${holds.id}`, isNull(released.holdId)],
        lte(other.fromOn, holds.untilOn),
        or(isNull(other.untilOn), gt(other.untilOn, holds.untilOn)),
      ),
    )}`;
}

const statements = preparedStatements(({ orm }) => {
  const isAbout = [eq(tasks.creditor, holds.creditor), eq(tasks.kind, TaskKind.HOLD_ENDS_SOON)];
  const released = eq(holdReleases.holdId, holds.id);
  return {
    untold: orm
      .select({
        ...{ id: holds.id, scope: holds.scope, reason: holds.reason },
        ...{ until: holds.untilOn, owner: holds.owner },
        ...{ invoice: invoices.number, customer: customers.reference, case: cases.reference },
      })
      .from(holds)
      .leftJoin(holdReleases, released)
      .leftJoin(invoices, eq(invoices.id, holds.invoiceId))
      .leftJoin(customers, eq(customers.id, holds.customerId))
      .leftJoin(cases, eq(cases.id, holds.caseId))
      .where(
        and(
          equals(holds, 'creditor'),
          // For SQLite to see that the partial index serves it.
          isNotNull(holds.untilOn),
          gt(holds.untilOn, named('today')),
          lte(holds.untilOn, named('upTo')),
          isNull(holdReleases.holdId),
          notExists(
            orm
              .select({ one: sql`1` })
              .from(tasks)
              .where(and(...isAbout, eq(tasks.key, key))),
          ),
          // Of what has ended nobody need be told.
          or(isNull(invoices.id), notInArray(invoices.stage, INVOICE_ENDS)),
          or(isNull(cases.id), notInArray(cases.state, CASE_ENDS)),
          isNull(cases.deactivatedAt),
          sql`not ${goesOn(orm)}`,
        ),
      )
      .orderBy(asc(holds.id))
      .limit(named('limit'))
      .prepare(),
    settled: orm
      .select({ subject: tasks.subject, about: tasks.about, key: tasks.key })
      .from(tasks)
      .innerJoin(holds, and(eq(holds.creditor, tasks.creditor), eq(tasks.key, key)))
      .leftJoin(holdReleases, released)
      .where(
        and(
          equals(tasks, 'creditor'),
          eq(tasks.kind, TaskKind.HOLD_ENDS_SOON),
          IS_OPEN,
          or(isNotNull(holdReleases.holdId), lte(holds.untilOn, named('today')), goesOn(orm)),
        ),
      )
      .prepare(),
  };
});

/** Pauses that end by themselves after today and up to that day, and of which nobody was told yet. */
export async function untoldHoldEnds(
  tx: Tx,
  of: { readonly creditor: string; readonly today: Day; readonly upTo: Day; readonly limit: number },
): Promise<readonly HoldEnd[]> {
  return statements(tx).untold.all(of);
}

/** Tasks about the end of a pause that was released, is over, or that another takes over from. */
export async function settledHoldEnds(
  tx: Tx,
  of: { readonly creditor: string; readonly today: Day },
): Promise<readonly { readonly subject: TaskSubject; readonly about: string; readonly key: string }[]> {
  return statements(tx).settled.all(of);
}
