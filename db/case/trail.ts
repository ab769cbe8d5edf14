import { and, asc } from 'drizzle-orm';
import type { CaseEvent, CaseTransition } from '../../domain/case/machine.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { caseCommands, caseEvents, caseMessages } from '../tables/cases.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type CaseEventRow = Readonly<typeof caseEvents.$inferSelect> & { readonly event: CaseEvent };
export type CaseCommandRow = Readonly<typeof caseCommands.$inferSelect>;
export type CaseMessageRow = Readonly<typeof caseMessages.$inferSelect>;

const statements = preparedStatements(({ orm, write }) => {
  const ofCase = <T extends typeof caseEvents | typeof caseCommands | typeof caseMessages>(table: T) =>
    equals(table, 'caseId');
  return {
    insertEvent: write<Omit<typeof caseEvents.$inferSelect, 'id'>>(
      orm.insert(caseEvents).values(placeholders(caseEvents, columnsBut(caseEvents, ['id']))),
    ),
    events: orm.select().from(caseEvents).where(ofCase(caseEvents)).orderBy(asc(caseEvents.id)).prepare(),
    saveCommand: write<CaseCommandRow>(
      orm
        .insert(caseCommands)
        .values(placeholders(caseCommands, columnsBut(caseCommands, [])))
        .onConflictDoNothing(),
    ),
    command: orm
      .select({ kind: caseCommands.kind, body: caseCommands.body, result: caseCommands.result })
      .from(caseCommands)
      .where(and(ofCase(caseCommands), equals(caseCommands, 'commandId')))
      .prepare(),
    commands: orm
      .select()
      .from(caseCommands)
      .where(ofCase(caseCommands))
      .orderBy(asc(caseCommands.at))
      .prepare(),
    insertMessage: write<Omit<CaseMessageRow, 'id'>>(
      orm
        .insert(caseMessages)
        .values(placeholders(caseMessages, columnsBut(caseMessages, ['id'])))
        .onConflictDoNothing(),
    ),
    messages: orm
      .select()
      .from(caseMessages)
      .where(ofCase(caseMessages))
      .orderBy(asc(caseMessages.id))
      .prepare(),
  };
});

/** Adds to the case's audit trail, in the order given. */
export async function insertCaseEvents(
  tx: Tx,
  caseId: number,
  added: readonly CaseTransition[],
): Promise<void> {
  const { insertEvent } = statements(tx);
  for (const { from: fromState, to: toState, ...rest } of added) {
    await insertEvent({ caseId, ...rest, fromState, toState });
  }
}

/** Everything that happened to a case, in order. */
export async function caseEventsOf(tx: Tx, caseId: number): Promise<readonly CaseEventRow[]> {
  return (await statements(tx).events.all({ caseId })) as CaseEventRow[];
}

/** Keeps the answer to a command, so that the same id is answered the same. */
export async function saveCaseResult(tx: Tx, command: CaseCommandRow): Promise<void> {
  await statements(tx).saveCommand(command);
}

/** A command that came before, with what it was answered; undefined when it is new. */
export async function findCaseCommand(
  tx: Tx,
  caseId: number,
  commandId: string,
): Promise<Pick<CaseCommandRow, 'kind' | 'body' | 'result'> | undefined> {
  return statements(tx).command.get({ caseId, commandId });
}

export async function caseCommandsOf(tx: Tx, caseId: number): Promise<readonly CaseCommandRow[]> {
  return statements(tx).commands.all({ caseId });
}

/** Keeps what was said; the same id from the same side is kept once. True when it is new. */
export async function insertCaseMessage(tx: Tx, message: Omit<CaseMessageRow, 'id'>): Promise<boolean> {
  return (await statements(tx).insertMessage(message)).changes === 1;
}

export async function caseMessagesOf(tx: Tx, caseId: number): Promise<readonly CaseMessageRow[]> {
  return statements(tx).messages.all({ caseId });
}
