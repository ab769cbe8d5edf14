import { and, desc, isNull, sql } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { customers } from '../tables/customers.ts';
import { signalRuns } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type SignalRunRow = Readonly<typeof signalRuns.$inferSelect>;

export interface RunToBegin {
  readonly creditor: string;
  readonly settingsVersion: number;
  readonly asOf: Instant;
  readonly onDay: Day;
}

const COUNTS = [
  'customers',
  'earlyAdded',
  'earlyKept',
  'earlyRemoved',
  'crisisAdded',
  'crisisKept',
  'crisisRemoved',
] as const;
export type RunCounts = Pick<SignalRunRow, (typeof COUNTS)[number]>;

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(signalRuns, 'id');
  const ofCreditor = equals(signalRuns, 'creditor');
  return {
    begin: write<RunToBegin>(
      orm
        .insert(signalRuns)
        .values({
          ...placeholders(signalRuns, ['creditor', 'settingsVersion', 'asOf', 'onDay']),
          upTo: sql`(select coalesce(max(${customers.id}), 0) from ${customers} where ${customers.creditor} = ${named('creditor')})`,
        })
        .onConflictDoNothing(),
    ),
    open: orm
      .select()
      .from(signalRuns)
      .where(and(ofCreditor, isNull(signalRuns.finishedAt)))
      .prepare(),
    byId: orm.select().from(signalRuns).where(isIt).prepare(),
    advance: write<RunCounts & { id: number; cursor: number }>(
      orm
        .update(signalRuns)
        .set({
          ...placeholders(signalRuns, ['cursor']),
          ...Object.fromEntries(COUNTS.map((name) => [name, sql`${signalRuns[name]} + ${named(name)}`])),
        })
        .where(isIt),
    ),
    finish: write<{ id: number; finishedAt: Instant }>(
      orm
        .update(signalRuns)
        .set(placeholders(signalRuns, ['finishedAt']))
        .where(and(isIt, isNull(signalRuns.finishedAt))),
    ),
    last: orm
      .select()
      .from(signalRuns)
      .where(ofCreditor)
      .orderBy(desc(signalRuns.id))
      .limit(named('limit'))
      .prepare(),
  };
});

/** The creditor's evaluation under way, begun now when there is none: one that was killed goes on. */
export async function beginRun(tx: Tx, run: RunToBegin): Promise<SignalRunRow> {
  await statements(tx).begin(run);
  return (await statements(tx).open.get({ creditor: run.creditor })) as SignalRunRow;
}

export async function openRunOf(tx: Tx, creditor: string): Promise<SignalRunRow | undefined> {
  return statements(tx).open.get({ creditor });
}

export async function findRun(tx: Tx, id: number): Promise<SignalRunRow | undefined> {
  return statements(tx).byId.get({ id });
}

/** Moves the run behind a page and adds what it came to, in the page's own transaction. */
export async function advanceRun(tx: Tx, id: number, cursor: number, counts: RunCounts): Promise<void> {
  await statements(tx).advance({ id, cursor, ...counts });
}

export async function finishRun(tx: Tx, id: number, finishedAt: Instant): Promise<void> {
  await statements(tx).finish({ id, finishedAt });
}

/** A creditor's evaluations, the last first. */
export async function lastRuns(tx: Tx, creditor: string, limit: number): Promise<readonly SignalRunRow[]> {
  return statements(tx).last.all({ creditor, limit });
}
