import { asc } from 'drizzle-orm';
import { equals } from '../named.ts';
import { commands } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import type { CommandRow } from './commands.ts';

const statements = preparedStatements(({ orm }) => ({
  ofInvoice: orm
    .select()
    .from(commands)
    .where(equals(commands, 'invoiceId'))
    .orderBy(asc(commands.at))
    .prepare(),
}));

/** All commands that an invoice was ever given, with their answers, oldest first. */
export async function commandsOf(tx: Tx, invoiceId: number): Promise<readonly CommandRow[]> {
  return statements(tx).ofInvoice.all({ invoiceId });
}
