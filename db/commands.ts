import { and, eq, sql } from 'drizzle-orm';
import { commands } from './schema.ts';
import { columnsBut, placeholders, prepareWrite } from './statement.ts';
import { family, type Tx } from './tx.ts';

/** A command that was answered, with its answer. */
export type CommandRow = Readonly<typeof commands.$inferSelect>;

const statements = family((orm, client) => ({
  find: orm
    .select({ result: commands.result })
    .from(commands)
    .where(
      and(
        eq(commands.invoiceId, sql.placeholder('invoiceId')),
        eq(commands.commandId, sql.placeholder('commandId')),
      ),
    )
    .prepare(),
  insert: prepareWrite<CommandRow>(
    client,
    orm
      .insert(commands)
      .values(placeholders(commands, columnsBut(commands, [])))
      .onConflictDoNothing(),
  ),
}));

/** What a command was answered; undefined when it is new. */
export async function findResult(tx: Tx, invoiceId: number, commandId: string): Promise<unknown> {
  return statements(tx).find.get({ invoiceId, commandId })?.result;
}

/** Keeps the answer to a command for ever; the first one stands. Returns whether this was it. */
export async function saveResult(tx: Tx, answered: CommandRow): Promise<boolean> {
  return statements(tx).insert(answered).changes === 1;
}
