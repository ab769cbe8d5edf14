import type { Day } from '../kernel/day.ts';
import type { EntryKind } from '../kernel/open-amount.ts';
import { type CollectorReport, OrderStatus } from './report.ts';

/** What a rehearsal's script lets a collector do. Each becomes part of the collector's next report. */
export const CollectorDeed = {
  ACCEPTS: 'collectorAccepts',
  REJECTS: 'collectorRejects',
  COLLECTS: 'collectorCollects',
  CHARGES: 'collectorCharges',
  TAKES_STEP: 'collectorTakesStep',
  WITHDRAWS: 'collectorWithdraws',
  CLOSES: 'collectorCloses',
} as const;
export type CollectorDeed = (typeof CollectorDeed)[keyof typeof CollectorDeed];

/** One deed with its particulars; amounts in minor units. Its day is that of its event. */
export type ScriptedDeed =
  | {
      readonly does:
        | typeof CollectorDeed.ACCEPTS
        | typeof CollectorDeed.REJECTS
        | typeof CollectorDeed.WITHDRAWS
        | typeof CollectorDeed.CLOSES;
      readonly reason: string | null;
    }
  | { readonly does: typeof CollectorDeed.COLLECTS; readonly externalId: string; readonly amount: number }
  | {
      readonly does: typeof CollectorDeed.CHARGES;
      readonly externalId: string;
      readonly amount: number;
      readonly charge: typeof EntryKind.COST | typeof EntryKind.INTEREST | typeof EntryKind.FEE;
    }
  | { readonly does: typeof CollectorDeed.TAKES_STEP; readonly what: string };

/** The first report of a collector that has the order and said nothing yet. */
export function blankReport(order: string): CollectorReport {
  const nothing = { receipts: [], charges: [], steps: [], messages: [] };
  return { order, revision: 0, status: OrderStatus.RECEIVED, reason: null, ...nothing };
}

/** What the collector reports after a deed: all that it reported before, and that. */
export function reportAfter(
  before: CollectorReport,
  deed: ScriptedDeed,
  { on, currency }: { readonly on: Day; readonly currency: string },
): CollectorReport {
  const report: CollectorReport = { ...before, revision: before.revision + 1 };
  switch (deed.does) {
    case CollectorDeed.ACCEPTS:
      return { ...report, status: OrderStatus.ACCEPTED, reason: deed.reason };
    case CollectorDeed.REJECTS:
      return { ...report, status: OrderStatus.REJECTED, reason: deed.reason };
    case CollectorDeed.WITHDRAWS:
      return { ...report, status: OrderStatus.WITHDRAWN, reason: deed.reason };
    case CollectorDeed.CLOSES:
      return { ...report, status: OrderStatus.CLOSED, reason: deed.reason };
    case CollectorDeed.COLLECTS: {
      const { externalId: id, amount } = deed;
      return { ...report, receipts: [...report.receipts, { id, amount, currency, on }] };
    }
    case CollectorDeed.CHARGES: {
      const { externalId: id, amount, charge: kind } = deed;
      return { ...report, charges: [...report.charges, { id, kind, amount, currency, on }] };
    }
    case CollectorDeed.TAKES_STEP: {
      const id = `step-${report.revision}`;
      return { ...report, steps: [...report.steps, { id, what: deed.what, on }] };
    }
    default:
      return deed satisfies never;
  }
}
