import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import type { PastSignal } from '../../domain/signals/facts.ts';
import { SignalState } from '../../domain/signals/signal.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { signalFeedback, signalSequences, signals } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type SignalRow = Readonly<typeof signals.$inferSelect>;
export type FeedbackRow = Readonly<typeof signalFeedback.$inferSelect>;

/** A signal about to leave; its effect is planned in the same transaction. */
export type SignalToPlan = Pick<
  SignalRow,
  | 'creditor'
  | 'customerId'
  | 'preparedId'
  | 'key'
  | 'type'
  | 'action'
  | 'gateway'
  | 'amount'
  | 'currency'
  | 'replaces'
  | 'approvedBy'
  | 'plannedAt'
>;

/** A signal that another system has sent: the municipality has it, under that system's reference. */
export type EarlierSignal = Pick<
  SignalRow,
  | 'creditor'
  | 'customerId'
  | 'key'
  | 'type'
  | 'action'
  | 'gateway'
  | 'currency'
  | 'approvedBy'
  | 'plannedAt'
  | 'sentOn'
  | 'acknowledgedAt'
  | 'municipalityReference'
>;

/** Stands for a municipality's code when the signal was called off, or given up by its gateway. */
export const NOT_SENT = 'NOT_SENT';

const REPORTED: SignalState[] = [SignalState.SENT, SignalState.ACKNOWLEDGED];

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(signals, 'key');
  return {
    byKey: orm.select().from(signals).where(isIt).prepare(),
    ofCustomer: orm
      .select()
      .from(signals)
      .where(equals(signals, 'customerId'))
      .orderBy(asc(signals.id))
      .prepare(),
    insert: write<SignalToPlan & { state: SignalState }>(
      orm
        .insert(signals)
        .values(
          placeholders(
            signals,
            columnsBut(signals, [
              'id',
              'sentOn',
              'acknowledgedAt',
              'municipalityReference',
              'rejectedCode',
              'removedAt',
            ]),
          ),
        )
        .onConflictDoNothing(),
    ),
    keepEarlier: write<Omit<SignalRow, 'id'>>(
      orm
        .insert(signals)
        .values(placeholders(signals, columnsBut(signals, ['id'])))
        .onConflictDoNothing(),
    ),
    earlier: orm
      .select()
      .from(signals)
      .where(
        and(
          equals(signals, 'creditor'),
          eq(signals.municipalityReference, named('reference')),
          sql.raw('"candidate_id" = 0'),
        ),
      )
      .orderBy(desc(signals.id))
      .limit(1)
      .prepare(),
    nextSequence: write<{ customerId: number }>(
      orm
        .insert(signalSequences)
        .values({ ...placeholders(signalSequences, ['customerId']), last: 1 })
        .onConflictDoUpdate({
          target: signalSequences.customerId,
          set: { last: sql`${signalSequences.last} + 1` },
        }),
    ),
    sequence: orm
      .select({ last: signalSequences.last })
      .from(signalSequences)
      .where(equals(signalSequences, 'customerId'))
      .prepare(),
    sent: write<{ key: string; sentOn: Day }>(
      orm
        .update(signals)
        .set({ ...placeholders(signals, ['sentOn']), state: SignalState.SENT })
        .where(and(isIt, isNull(signals.sentOn))),
    ),
    acknowledged: write<{
      key: string;
      acknowledgedAt: Instant;
      municipalityReference: string | null;
    }>(
      orm
        .update(signals)
        .set({
          ...placeholders(signals, ['acknowledgedAt', 'municipalityReference']),
          state: SignalState.ACKNOWLEDGED,
        })
        .where(and(isIt, inArray(signals.state, [SignalState.APPROVED, ...REPORTED]))),
    ),
    arrivedAfterAll: write<{
      key: string;
      sentOn: Day;
      acknowledgedAt: Instant;
      municipalityReference: string | null;
    }>(
      orm
        .update(signals)
        .set({
          ...placeholders(signals, ['sentOn', 'acknowledgedAt', 'municipalityReference']),
          state: SignalState.ACKNOWLEDGED,
          rejectedCode: null,
        })
        .where(and(isIt, eq(signals.state, SignalState.REJECTED), eq(signals.rejectedCode, NOT_SENT))),
    ),
    rejected: write<{ key: string; rejectedCode: string | null }>(
      orm
        .update(signals)
        .set({ ...placeholders(signals, ['rejectedCode']), state: SignalState.REJECTED })
        .where(isIt),
    ),
    removed: write<{ key: string; removedAt: Instant }>(
      orm
        .update(signals)
        .set({ ...placeholders(signals, ['removedAt']), state: SignalState.REMOVED })
        .where(and(isIt, inArray(signals.state, REPORTED))),
    ),
    feedback: write<Omit<FeedbackRow, 'id'>>(
      orm
        .insert(signalFeedback)
        .values(placeholders(signalFeedback, columnsBut(signalFeedback, ['id'])))
        .onConflictDoNothing(),
    ),
    knownFeedback: orm
      .select()
      .from(signalFeedback)
      .where(and(equals(signalFeedback, 'creditor'), equals(signalFeedback, 'externalId')))
      .prepare(),
    feedbackOf: orm
      .select()
      .from(signalFeedback)
      .where(eq(signalFeedback.signalKey, named('key')))
      .orderBy(desc(signalFeedback.id))
      .prepare(),
  };
});

export async function findSignal(tx: Tx, key: string): Promise<SignalRow | undefined> {
  return statements(tx).byKey.get({ key });
}

/** All signals of a customer that went out or are about to, oldest first. */
export async function signalsOf(tx: Tx, customerId: number): Promise<readonly (SignalRow & PastSignal)[]> {
  return statements(tx).ofCustomer.all({ customerId });
}

/** A number for the customer's next key that was never given before and never will be again. */
export async function nextSignalSequence(tx: Tx, customerId: number): Promise<number> {
  await statements(tx).nextSequence({ customerId });
  return (await statements(tx).sequence.get({ customerId }))?.last ?? 1;
}

/** Writes a signal as about to leave; one with its key stays as it is. */
export async function planSignal(tx: Tx, signal: SignalToPlan): Promise<void> {
  await statements(tx).insert({ ...signal, state: SignalState.APPROVED });
}

/** Writes what another system has sent; one with its key stays as it is. */
export async function keepEarlierSignal(tx: Tx, signal: EarlierSignal): Promise<void> {
  const nothing = { preparedId: 0, amount: 0, replaces: null, rejectedCode: null, removedAt: null };
  await statements(tx).keepEarlier({ ...nothing, ...signal, state: SignalState.ACKNOWLEDGED });
}

/** What another system has sent, by that system's reference. */
export async function findEarlierSignal(
  tx: Tx,
  creditor: string,
  reference: string,
): Promise<SignalRow | undefined> {
  return statements(tx).earlier.get({ creditor, reference });
}

/** It has left: from that day on it counts as a report. */
export async function signalSent(tx: Tx, key: string, sentOn: Day): Promise<boolean> {
  return (await statements(tx).sent({ key, sentOn })).changes === 1;
}

/** The municipality has it. */
export async function signalAcknowledged(
  tx: Tx,
  key: string,
  at: Instant,
  municipalityReference: string | null,
): Promise<boolean> {
  return (
    (await statements(tx).acknowledged({ key, acknowledgedAt: at, municipalityReference })).changes === 1
  );
}

/** The municipality has what counted as not sent: it is a report from that day on. */
export async function signalArrivedAfterAll(
  tx: Tx,
  key: string,
  at: Instant,
  municipalityReference: string | null,
  sentOn: Day,
): Promise<boolean> {
  const arrived = { key, sentOn, acknowledgedAt: at, municipalityReference };
  return (await statements(tx).arrivedAfterAll(arrived)).changes === 1;
}

/** The municipality refused it: it never counted as a report. */
export async function signalRejected(tx: Tx, key: string, code: string | null): Promise<boolean> {
  return (await statements(tx).rejected({ key, rejectedCode: code })).changes === 1;
}

/** It was taken back at the municipality. */
export async function signalRemoved(tx: Tx, key: string, at: Instant): Promise<boolean> {
  return (await statements(tx).removed({ key, removedAt: at })).changes === 1;
}

/** Keeps the word of a municipality; false when that external id was kept before. */
export async function keepFeedback(tx: Tx, feedback: Omit<FeedbackRow, 'id'>): Promise<boolean> {
  return (await statements(tx).feedback(feedback)).changes === 1;
}

export async function findFeedback(
  tx: Tx,
  creditor: string,
  externalId: string,
): Promise<FeedbackRow | undefined> {
  return statements(tx).knownFeedback.get({ creditor, externalId });
}

/** What was said about a signal, the last first. */
export async function feedbackOf(tx: Tx, key: string): Promise<readonly FeedbackRow[]> {
  return statements(tx).feedbackOf.all({ key });
}
