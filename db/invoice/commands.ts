import { and } from 'drizzle-orm';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { commands } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** A command that was answered, with its answer. */
export type CommandRow = Readonly<typeof commands.$inferSelect>;

const statements = preparedStatements(({ orm, write }) => ({
  find: orm
    .select({ kind: commands.kind, body: commands.body, result: commands.result })
    .from(commands)
    .where(and(equals(commands, 'invoiceId'), equals(commands, 'commandId')))
    .prepare(),
  insert: write<CommandRow>(
    orm
      .insert(commands)
      .values(placeholders(commands, columnsBut(commands, [])))
      .onConflictDoNothing(),
  ),
}));

/** A command that came before, with what it was answered; undefined when it is new. */
export async function findCommand(
  tx: Tx,
  invoiceId: number,
  commandId: string,
): Promise<Pick<CommandRow, 'kind' | 'body' | 'result'> | undefined> {
  return statements(tx).find.get({ invoiceId, commandId });
}

/** Keeps the answer to a command for ever; the first one stands. Returns whether this was it. */
export async function saveResult(tx: Tx, answered: CommandRow): Promise<boolean> {
  return (await statements(tx).insert(answered)).changes === 1;
}
