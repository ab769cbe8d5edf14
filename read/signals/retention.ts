import { countExpired, erasuresOf } from '../../db/signals/retention.ts';
import { lastSignalSettings } from '../../db/signals/settings.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { addMonths } from '../../domain/kernel/months.ts';
import { monthsKept } from '../../domain/signals/settings.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** As many proofs as a person looks through. */
const PROOFS = 20;

/** How long a creditor keeps personal data of signals, how much of it is older, and the proofs of what was deleted. */
export interface Retention {
  readonly months: number;
  /** What is from before that day has to go. */
  readonly before: Day;
  /** Rows that go with the next run. */
  readonly due: number;
  readonly proofs: readonly ErasureProof[];
}

interface ErasureProof {
  readonly erasedAt: Instant;
  readonly beforeDay: Day;
  readonly rows: number;
  readonly remaining: number;
}

/** Null when the creditor sends no signals. */
export async function signalRetention(
  { db, asOf }: Reader,
  { id: creditor, calendar }: Tenant,
): Promise<Retention | null> {
  return db.read(async (tx) => {
    const published = await lastSignalSettings(tx, creditor);
    if (published === undefined) return null;
    const months = monthsKept(published.settings);
    const before = addMonths(calendar.dayOf(asOf), -months);
    const due = await countExpired(tx, {
      creditor,
      beforeDay: before,
      before: calendar.instantOf(before, 0),
    });
    const proofs = (await erasuresOf(tx, creditor, PROOFS)).map(
      ({ erasedAt, beforeDay, signals, prepared, contents, feedback, evidence, remaining }) => ({
        erasedAt,
        beforeDay,
        rows: signals + prepared + contents + feedback + evidence,
        remaining,
      }),
    );
    return { months, before, due, proofs };
  });
}
