import type { CaseCommandKind } from '../domain/case/messages/index.ts';
import type { ScriptedReport, ScriptedReportKind } from '../domain/case/scripted-report.ts';
import type { CommandKind } from '../domain/invoice/messages/index.ts';
import type { Instant } from '../domain/kernel/day.ts';

/** Starts a case for an invoice, prefilled from it: no message to it, but a request of its own. */
export const START_CASE = 'startCase';

/** A message of the operator without `by`, `commandId` and `version`, which the rehearsal fills in. */
type ScriptedMessage = Readonly<Record<string, unknown>>;

/** A dated event of a script. Exactly one of `invoice` and `case` is given. */
export interface ScriptedEvent {
  /** Where it stands in the script, from 1. */
  readonly line: number;
  readonly at: Instant;
  readonly invoice: string | null;
  /** Reference of a case, or the number of an invoice: then its newest case. */
  readonly case: string | null;
  readonly does: CommandKind | CaseCommandKind | ScriptedReportKind | typeof START_CASE;
  readonly body: ScriptedMessage | ScriptedReport;
}
