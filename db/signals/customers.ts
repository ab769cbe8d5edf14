import { and, asc, desc, isNull } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import type {
  ConsentStatus,
  ContactChannel,
  ContactOutcome,
  OptOutReason,
  OptOutSource,
} from '../../domain/signals/signal.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { contactAttempts, signalConsents, signalOptOuts } from '../tables/signal-evidence.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type OptOutRow = Readonly<typeof signalOptOuts.$inferSelect>;
export type ContactAttemptRow = Readonly<typeof contactAttempts.$inferSelect>;
export type ConsentRow = Readonly<typeof signalConsents.$inferSelect>;

interface Recorded {
  readonly creditor: string;
  readonly customerId: number;
  readonly onDay: Day;
  readonly recordedAt: Instant;
  readonly by: string;
}

export interface OptOutToRecord extends Recorded {
  readonly reason: OptOutReason;
  readonly source: OptOutSource;
  readonly note: string | null;
}

export interface ContactAttemptToRecord extends Recorded {
  readonly channel: ContactChannel;
  readonly outcome: ContactOutcome;
  readonly note: string | null;
  /** The same one again records nothing. */
  readonly commandId: string | null;
}

export interface ConsentToRecord extends Recorded {
  readonly status: ConsentStatus;
  /** The words that were put to the customer. */
  readonly text: string | null;
  readonly commandId: string | null;
}

const statements = preparedStatements(({ orm, write }) => {
  const isOpen = and(equals(signalOptOuts, 'customerId'), isNull(signalOptOuts.withdrawnAt));
  return {
    optOut: write<OptOutToRecord>(
      orm
        .insert(signalOptOuts)
        .values(placeholders(signalOptOuts, columnsBut(signalOptOuts, ['id', 'withdrawnAt', 'withdrawnBy'])))
        .onConflictDoNothing(),
    ),
    openOptOut: orm.select().from(signalOptOuts).where(isOpen).prepare(),
    withdraw: write<{ customerId: number; withdrawnAt: Instant; withdrawnBy: string }>(
      orm
        .update(signalOptOuts)
        .set(placeholders(signalOptOuts, ['withdrawnAt', 'withdrawnBy']))
        .where(isOpen),
    ),
    attempt: write<ContactAttemptToRecord>(
      orm
        .insert(contactAttempts)
        .values(placeholders(contactAttempts, columnsBut(contactAttempts, ['id'])))
        .onConflictDoNothing(),
    ),
    attempts: orm
      .select()
      .from(contactAttempts)
      .where(equals(contactAttempts, 'customerId'))
      .orderBy(asc(contactAttempts.onDay), asc(contactAttempts.id))
      .prepare(),
    consent: write<ConsentToRecord>(
      orm
        .insert(signalConsents)
        .values(placeholders(signalConsents, columnsBut(signalConsents, ['id'])))
        .onConflictDoNothing(),
    ),
    consents: orm
      .select()
      .from(signalConsents)
      .where(equals(signalConsents, 'customerId'))
      .orderBy(desc(signalConsents.id))
      .prepare(),
  };
});

/** Opts the customer out of signals; false when it was opted out already: the first reason stands. */
export async function recordOptOut(tx: Tx, optOut: OptOutToRecord): Promise<boolean> {
  return (await statements(tx).optOut(optOut)).changes === 1;
}

/** The opt-out in force. */
export async function optOutOf(tx: Tx, customerId: number): Promise<OptOutRow | undefined> {
  return statements(tx).openOptOut.get({ customerId });
}

/** Lets the customer be reported again; false when it was not opted out. */
export async function withdrawOptOut(tx: Tx, customerId: number, at: Instant, by: string): Promise<boolean> {
  return (await statements(tx).withdraw({ customerId, withdrawnAt: at, withdrawnBy: by })).changes === 1;
}

/** Records an attempt at personal contact; false when its command recorded it before. */
export async function recordContactAttempt(tx: Tx, attempt: ContactAttemptToRecord): Promise<boolean> {
  return (await statements(tx).attempt(attempt)).changes === 1;
}

/** Attempts at personal contact, oldest first. */
export async function contactAttemptsOf(tx: Tx, customerId: number): Promise<readonly ContactAttemptRow[]> {
  return statements(tx).attempts.all({ customerId });
}

/** Records what was offered or answered about passing data on; the last record counts. */
export async function recordConsent(tx: Tx, consent: ConsentToRecord): Promise<boolean> {
  return (await statements(tx).consent(consent)).changes === 1;
}

/** What was offered and answered, the last first. */
export async function consentsOf(tx: Tx, customerId: number): Promise<readonly ConsentRow[]> {
  return statements(tx).consents.all({ customerId });
}
