import type { Day } from '../kernel/day.ts';
import type { EntryKind } from '../kernel/ledger.ts';
import { type CollectorReport, OrderStatus } from './report.ts';

/** What a rehearsal's script lets a collector do. Each becomes part of the collector's next report. */
export const ScriptedReportKind = {
  ACCEPTS: 'collectorAccepts',
  REJECTS: 'collectorRejects',
  COLLECTS: 'collectorCollects',
  CHARGES: 'collectorCharges',
  TAKES_STEP: 'collectorTakesStep',
  WITHDRAWS: 'collectorWithdraws',
  CLOSES: 'collectorCloses',
} as const;
export type ScriptedReportKind = (typeof ScriptedReportKind)[keyof typeof ScriptedReportKind];

/** One report with its particulars; amounts in minor units. Its day is that of its event. */
export type ScriptedReport =
  | {
      readonly does:
        | typeof ScriptedReportKind.ACCEPTS
        | typeof ScriptedReportKind.REJECTS
        | typeof ScriptedReportKind.WITHDRAWS
        | typeof ScriptedReportKind.CLOSES;
      readonly reason: string | null;
    }
  | {
      readonly does: typeof ScriptedReportKind.COLLECTS;
      readonly externalId: string;
      readonly amount: number;
    }
  | {
      readonly does: typeof ScriptedReportKind.CHARGES;
      readonly externalId: string;
      readonly amount: number;
      readonly charge: typeof EntryKind.COST | typeof EntryKind.INTEREST | typeof EntryKind.FEE;
    }
  | { readonly does: typeof ScriptedReportKind.TAKES_STEP; readonly what: string };

/** The first report of a collector that has the order and said nothing yet. */
export function blankReport(order: string): CollectorReport {
  const nothing = { receipts: [], charges: [], steps: [], messages: [] };
  return { order, revision: 0, status: OrderStatus.RECEIVED, reason: null, ...nothing };
}

/** What the collector reports after a scripted report: all that it reported before, and that. */
export function reportAfter(
  before: CollectorReport,
  scripted: ScriptedReport,
  { on, currency }: { readonly on: Day; readonly currency: string },
): CollectorReport {
  const report: CollectorReport = { ...before, revision: before.revision + 1 };
  switch (scripted.does) {
    case ScriptedReportKind.ACCEPTS:
      return { ...report, status: OrderStatus.ACCEPTED, reason: scripted.reason };
    case ScriptedReportKind.REJECTS:
      return { ...report, status: OrderStatus.REJECTED, reason: scripted.reason };
    case ScriptedReportKind.WITHDRAWS:
      return { ...report, status: OrderStatus.WITHDRAWN, reason: scripted.reason };
    case ScriptedReportKind.CLOSES:
      return { ...report, status: OrderStatus.CLOSED, reason: scripted.reason };
    case ScriptedReportKind.COLLECTS: {
      const { externalId: id, amount } = scripted;
      return { ...report, receipts: [...report.receipts, { id, amount, currency, on }] };
    }
    case ScriptedReportKind.CHARGES: {
      const { externalId: id, amount, charge: kind } = scripted;
      return { ...report, charges: [...report.charges, { id, kind, amount, currency, on }] };
    }
    case ScriptedReportKind.TAKES_STEP: {
      const id = `step-${report.revision}`;
      return { ...report, steps: [...report.steps, { id, what: scripted.what, on }] };
    }
    default:
      return scripted satisfies never;
  }
}
