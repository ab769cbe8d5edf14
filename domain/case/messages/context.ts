import type { Calendar } from '../../kernel/calendar.ts';
import type { Instant } from '../../kernel/day.ts';
import type { ConfigurationChoice } from '../choose-configuration.ts';
import type { CaseDecision } from '../decision.ts';
import type { CaseOccasion } from '../machine.ts';
import type { CaseCommand } from './command.ts';

/** What a command on a case is decided on. */
export interface CaseContext {
  readonly decision: CaseDecision;
  readonly calendar: Calendar;
  readonly asOf: Instant;
  /** Chooses the configuration as of now, from all that are in force. */
  readonly choose: () => ConfigurationChoice;
}

export type CaseVerdict =
  | { readonly decision: CaseDecision; readonly says: string; readonly refused?: undefined }
  | { readonly refused: string };

export function refuse(refused: string): CaseVerdict {
  return { refused };
}

/** Who asked for it, when, why. */
export function occasionOf(
  { calendar, asOf }: CaseContext,
  command: CaseCommand,
  reason: string | null = null,
): CaseOccasion {
  return { at: asOf, on: calendar.dayOf(asOf), by: command.by, reason, commandId: command.commandId };
}
