import type { Occasion } from '../../kernel/machine.ts';
import type { Moment } from '../../kernel/situation.ts';
import type { ConfigurationChoice } from '../choose-configuration.ts';
import type { CaseDecision } from '../decision.ts';
import type { CaseCommand } from './command.ts';

/** What a command on a case is decided on. */
export interface CaseContext extends Moment {
  readonly decision: CaseDecision;
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
  { asOf, today }: CaseContext,
  command: CaseCommand,
  reason: string | null = null,
): Occasion {
  return { at: asOf, on: today, by: command.by, reason, commandId: command.commandId };
}
