import { and } from 'drizzle-orm';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { deliveryFeedback } from '../tables/effects.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type DeliveryFeedbackRow = Readonly<Omit<typeof deliveryFeedback.$inferSelect, 'id'>>;

const statements = preparedStatements(({ orm, write }) => ({
  known: orm
    .select({ id: deliveryFeedback.id })
    .from(deliveryFeedback)
    .where(and(equals(deliveryFeedback, 'creditor'), equals(deliveryFeedback, 'externalId')))
    .prepare(),
  keep: write<DeliveryFeedbackRow>(
    orm.insert(deliveryFeedback).values(placeholders(deliveryFeedback, columnsBut(deliveryFeedback, ['id']))),
  ),
}));

/** Whether word of that id was taken in before. */
export async function isFeedbackKnown(tx: Tx, creditor: string, externalId: string): Promise<boolean> {
  return (await statements(tx).known.get({ creditor, externalId })) !== undefined;
}

/** Keeps what a channel told, with what followed from it. */
export async function keepDeliveryFeedback(tx: Tx, feedback: DeliveryFeedbackRow): Promise<void> {
  await statements(tx).keep(feedback);
}
