import type { RetentionReport } from '../../contracts/signals.ts';
import {
  countExpired,
  type Erased,
  type Expired,
  eraseExpired,
  recordErasure,
} from '../../db/signals/retention.ts';
import { creditorsWithSignals, lastSignalSettings } from '../../db/signals/settings.ts';
import type { Tx } from '../../db/tx.ts';
import { yieldToEventLoop } from '../../db/yield-to-event-loop.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { addMonths } from '../../domain/kernel/months.ts';
import { monthsKept } from '../../domain/signals/settings.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import type { Deps } from '../deps.ts';

const PAGE = 1_000;

/**
 * Deletes personal data of signals after its time, creditor by creditor, and writes down what was deleted, when,
 * and that nothing of it is left. Killed in the middle, the next run deletes the rest.
 */
export async function eraseSignals(
  deps: Pick<Deps, 'db' | 'sources'>,
  asOf: Instant,
  onProgress: (report: RetentionReport) => void,
): Promise<readonly RetentionReport[]> {
  const reports: RetentionReport[] = [];
  for (const creditor of await deps.db.read(creditorsWithSignals)) {
    const report = await eraseOf(deps, creditor, asOf, onProgress);
    if (report !== null) reports.push(report);
  }
  return reports;
}

async function eraseOf(
  { db, sources }: Pick<Deps, 'db' | 'sources'>,
  creditor: string,
  asOf: Instant,
  onProgress: (report: RetentionReport) => void,
): Promise<RetentionReport | null> {
  const found = await db.read(async (tx) => {
    const published = await lastSignalSettings(tx, creditor);
    if (published === undefined) return null;
    const { calendar } = await gatherIntakeSettings(tx, sources, creditor);
    const months = monthsKept(published.settings);
    const beforeDay = addMonths(calendar.dayOf(asOf), -months);
    return { months, expired: { creditor, beforeDay, before: calendar.instantOf(beforeDay, 0) } };
  });
  if (found === null) return null;
  const { expired, months } = found;
  let total = NOTHING;
  for (;;) {
    const page = await db.transaction((tx) => eraseExpired(tx, expired, PAGE), { creditor });
    if (sumOf(page) === 0) break;
    total = added(total, page);
    onProgress(reportOf(expired, total, 0));
    await yieldToEventLoop();
  }
  const proven = async (tx: Tx) => {
    const left = await countExpired(tx, expired);
    const { beforeDay } = expired;
    const proof = { creditor, beforeDay, retentionMonths: months, erasedAt: asOf, ...total, remaining: left };
    if (sumOf(total) > 0 || left > 0) await recordErasure(tx, proof);
    return left;
  };
  return reportOf(expired, total, await db.transaction(proven, { creditor }));
}

const NOTHING: Erased = { signals: 0, prepared: 0, contents: 0, feedback: 0, evidence: 0 };

function added(a: Erased, b: Erased): Erased {
  return {
    signals: a.signals + b.signals,
    prepared: a.prepared + b.prepared,
    contents: a.contents + b.contents,
    feedback: a.feedback + b.feedback,
    evidence: a.evidence + b.evidence,
  };
}

function sumOf(erased: Erased): number {
  return Object.values(erased).reduce((sum, count) => sum + count, 0);
}

function reportOf({ creditor, beforeDay }: Expired, erased: Erased, left: number): RetentionReport {
  return { creditor, before: beforeDay, deleted: sumOf(erased), left };
}
