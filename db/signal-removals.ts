import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../domain/day.ts';
import { SignalAction, SignalState } from '../domain/signals/signal.ts';
import { OPEN_CANDIDATE, signalCandidates } from './schema.ts';
import type { SignalRow } from './signals.ts';
import { placeholders, prepareWrite } from './statement.ts';
import { family, type Tx } from './tx.ts';

interface Removal {
  readonly creditor: string;
  readonly customerId: number;
  readonly type: SignalRow['type'];
  readonly action: SignalAction;
  readonly state: SignalState;
  readonly gateway: string;
  readonly amount: number;
  readonly currency: string;
  readonly finalReminders: number;
  readonly replaces: string;
  readonly preparedAt: Instant;
  readonly evaluatedAt: Instant;
}
interface End {
  readonly customerId: number;
  readonly state: SignalState;
  readonly endedAt: Instant;
  readonly endedBecause: readonly string[];
}

const statements = family((orm, client) => {
  const isOpen = and(eq(signalCandidates.customerId, sql.placeholder('customerId')), OPEN_CANDIDATE);
  const ended = placeholders(signalCandidates, ['state', 'endedAt', 'endedBecause']);
  return {
    insert: prepareWrite<Removal>(
      client,
      orm
        .insert(signalCandidates)
        .values(
          placeholders(signalCandidates, [
            'creditor',
            'customerId',
            'type',
            'action',
            'state',
            'gateway',
            'amount',
            'currency',
            'finalReminders',
            'replaces',
            'preparedAt',
            'evaluatedAt',
          ]),
        )
        .onConflictDoNothing(),
    ),
    endReports: prepareWrite<End>(
      client,
      orm
        .update(signalCandidates)
        .set(ended)
        .where(and(isOpen, sql`${signalCandidates.action} <> ${sql.raw(`'${SignalAction.REMOVE}'`)}`)),
    ),
    endRemovals: prepareWrite<End>(
      client,
      orm
        .update(signalCandidates)
        .set(ended)
        .where(and(isOpen, sql`${signalCandidates.action} = ${sql.raw(`'${SignalAction.REMOVE}'`)}`)),
    ),
  };
});

/** Takes the customer's reports off the prepared list, with the reason; the taking back of one stays. */
export async function endPreparedReports(
  tx: Tx,
  customerId: number,
  at: Instant,
  because: string,
): Promise<boolean> {
  const end = { customerId, state: SignalState.REMOVED, endedAt: at, endedBecause: [because] };
  return statements(tx).endReports(end).changes > 0;
}

/** Takes a taking back off the prepared list: the signal may stand again. */
export async function endPreparedRemoval(
  tx: Tx,
  customerId: number,
  at: Instant,
  because: string,
): Promise<boolean> {
  const end = { customerId, state: SignalState.REMOVED, endedAt: at, endedBecause: [because] };
  return statements(tx).endRemovals(end).changes > 0;
}

/** Puts the taking back of a signal on the prepared list, for a person to send; false when it is there already. */
export async function prepareRemoval(tx: Tx, signal: SignalRow, at: Instant): Promise<boolean> {
  const { creditor, customerId, type, gateway, currency, key } = signal;
  return (
    statements(tx).insert({
      creditor,
      customerId,
      type,
      action: SignalAction.REMOVE,
      state: SignalState.PREPARED,
      gateway,
      amount: 0,
      currency,
      finalReminders: 0,
      replaces: key,
      preparedAt: at,
      evaluatedAt: at,
    }).changes === 1
  );
}
