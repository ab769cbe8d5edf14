import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { ScriptedEvent } from '../../contracts/script.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { scriptedEvents } from '../tables/rehearsal.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

export type ScriptedEventRow = Readonly<typeof scriptedEvents.$inferSelect>;

/** What became of an event: what it did, or why it was refused. */
export interface ScriptedResult {
  readonly doneAt: Instant;
  readonly refused: boolean;
  readonly says: string;
}

const INSERTED = columnsBut(scriptedEvents, ['id', 'doneAt', 'refused', 'says']);

const statements = preparedStatements(({ orm, write }) => {
  const inOrder = [asc(scriptedEvents.at), asc(scriptedEvents.id)] as const;
  const ofCreditor = equals(scriptedEvents, 'creditor');
  const isAhead = and(ofCreditor, isNull(scriptedEvents.doneAt));
  const isNamed = (column: typeof scriptedEvents.case | typeof scriptedEvents.invoice, names: string) =>
    isOneOf(column, names);
  return {
    insert: write<ScriptedEvent & { creditor: string }>(
      orm.insert(scriptedEvents).values(placeholders(scriptedEvents, INSERTED) as never),
    ),
    any: orm.select({ id: scriptedEvents.id }).from(scriptedEvents).limit(1).prepare(),
    next: orm
      .select()
      .from(scriptedEvents)
      .where(
        and(isAhead, or(isNamed(scriptedEvents.case, 'names'), isNamed(scriptedEvents.invoice, 'invoices'))),
      )
      .orderBy(...inOrder)
      .limit(1)
      .prepare(),
    anyOf: orm
      .select({ id: scriptedEvents.id })
      .from(scriptedEvents)
      .where(and(isAhead, isNamed(scriptedEvents.case, 'names'), isOneOf(scriptedEvents.does, 'doings')))
      .limit(1)
      .prepare(),
    finish: write<ScriptedResult & { id: number }>(
      orm
        .update(scriptedEvents)
        .set(placeholders(scriptedEvents, ['doneAt', 'refused', 'says']))
        .where(equals(scriptedEvents, 'id')),
    ),
    unheard: orm
      .select()
      .from(scriptedEvents)
      .where(or(isNull(scriptedEvents.doneAt), eq(scriptedEvents.refused, true)))
      .orderBy(asc(scriptedEvents.line), asc(scriptedEvents.id))
      .prepare(),
  };
});

/** Keeps the events of a script, once: a rehearsal that goes on finds them there. */
export async function stageScript(tx: Tx, creditor: string, events: readonly ScriptedEvent[]): Promise<void> {
  const { any, insert } = statements(tx);
  if ((await any.get()) !== undefined) return;
  for (const event of events) await insert({ creditor, ...event });
}

/** The next event for cases by any of those names, or for one of those invoices. */
export async function nextScriptedOf(
  tx: Tx,
  creditor: string,
  names: readonly string[],
  invoices: readonly string[],
): Promise<ScriptedEventRow | undefined> {
  return statements(tx).next.get({
    creditor,
    names: JSON.stringify(names),
    invoices: JSON.stringify(invoices),
  });
}

/** True when one of those things is still to happen to a case of one of those names. */
export async function isScripted(
  tx: Tx,
  creditor: string,
  names: readonly string[],
  doings: readonly ScriptedEvent['does'][],
): Promise<boolean> {
  const found = await statements(tx).anyOf.get({
    creditor,
    names: JSON.stringify(names),
    doings: JSON.stringify(doings),
  });
  return found !== undefined;
}

/** Notes what became of an event, so that it is not looked at again. */
export async function finishScripted(tx: Tx, id: number, result: ScriptedResult): Promise<void> {
  await statements(tx).finish({ id, ...result });
}

/** Events that were refused or whose moment never came, in the order of the script. */
export async function unheardScripted(tx: Tx): Promise<readonly ScriptedEventRow[]> {
  return statements(tx).unheard.all();
}
