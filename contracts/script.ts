import type { CaseCommandKind } from '../domain/case/command.ts';
import type { CommandKind } from '../domain/commands/command.ts';
import type { Instant } from '../domain/day.ts';
import type { EntryKind } from '../domain/open-amount.ts';

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
  | { readonly does: typeof CollectorDeed.ACCEPTS }
  | {
      readonly does:
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

/** A message of the operator without `by`, `commandId` and `version`, which the rehearsal fills in. */
export type ScriptedMessage = Readonly<Record<string, unknown>>;

/** A dated event of a script. Exactly one of `invoice` and `case` is given. */
export interface ScriptedEvent {
  /** Where it stands in the script, from 1. */
  readonly line: number;
  readonly at: Instant;
  readonly invoice: string | null;
  /** Reference of a case, or the number of an invoice: then its newest case. */
  readonly case: string | null;
  readonly does: CommandKind | CaseCommandKind | CollectorDeed;
  readonly body: ScriptedMessage | ScriptedDeed;
}
