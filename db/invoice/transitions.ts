import { asc } from 'drizzle-orm';
import type { InvoiceTransition } from '../../domain/invoice/machine.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { transitions } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** A row of the audit trail, in the domain's words. */
export interface TransitionRow extends InvoiceTransition {
  readonly id: number;
  readonly round: number;
}

const statements = preparedStatements(({ orm, write }) => ({
  insert: write<Omit<typeof transitions.$inferSelect, 'id'>>(
    orm.insert(transitions).values(placeholders(transitions, columnsBut(transitions, ['id']))),
  ),
  ofInvoice: orm
    .select({
      id: transitions.id,
      event: transitions.event,
      from: transitions.fromStage,
      to: transitions.toStage,
      at: transitions.at,
      on: transitions.on,
      by: transitions.by,
      reason: transitions.reason,
      commandId: transitions.commandId,
      level: transitions.level,
      round: transitions.round,
    })
    .from(transitions)
    .where(equals(transitions, 'invoiceId'))
    .orderBy(asc(transitions.id))
    .prepare(),
}));

/** Adds to the invoice's audit trail, in the order given. */
export async function insertTransitions(
  tx: Tx,
  invoiceId: number,
  round: number,
  added: readonly InvoiceTransition[],
): Promise<void> {
  const { insert } = statements(tx);
  for (const { event, from, to, at, on, by, reason, commandId, level } of added) {
    await insert({
      invoiceId,
      round,
      event,
      fromStage: from,
      toStage: to,
      at,
      on,
      by,
      reason,
      commandId,
      level,
    });
  }
}

/** The whole audit trail of an invoice, oldest first. */
export async function transitionsOf(tx: Tx, invoiceId: number): Promise<readonly TransitionRow[]> {
  return statements(tx).ofInvoice.all({ invoiceId });
}
