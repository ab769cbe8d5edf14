import type { CountField, Fields } from '../../kernel/fields.ts';
import type { Occasion } from '../../kernel/machine.ts';
import type { CommandOf, MessageForm, MessageNotes } from '../../kernel/message.ts';
import type { Refused } from '../../kernel/refusal.ts';
import type { Moment } from '../../kernel/situation.ts';
import type { ConfigurationChoice } from '../choose-configuration.ts';
import type { CaseDecision } from '../decision.ts';
import { CaseState } from '../state.ts';
import type { Staged, StagedWrites } from './staged.ts';

/** What a command on a case is decided on. */
export interface CaseContext extends Moment {
  readonly decision: CaseDecision;
  /** Chooses the configuration as of now, from all that are in force. */
  readonly choose: () => ConfigurationChoice;
  /** What was staged for it, where it names something staged. */
  readonly staged: Staged;
}

interface CaseAccepted extends StagedWrites {
  readonly decision: CaseDecision;
  readonly says: string;
  readonly refused?: undefined;
}

export type CaseVerdict = CaseAccepted | Refused;

/** A message to a case, as far as whoever sends or takes it must know it. */
export interface CaseForm<Kind extends string = string, Own extends Fields = Fields>
  extends MessageForm<Kind, Own> {
  /** Where it makes sense. */
  readonly states: readonly CaseState[];
  /** Told again with the same external id it is answered with the original, whatever version was named. */
  readonly knownByItsId?: true;
}

export interface CaseMessage<Kind extends string = string, Own extends Fields = Fields>
  extends CaseForm<Kind, Own>,
    MessageNotes {
  /** The rule: what it changes, or why it is refused. */
  decide(context: CaseContext, command: CommandOf<MessageForm<Kind, Own>>): CaseVerdict;
}

/** Defines a message to a case; a line in the list beside makes it known everywhere. */
export function caseMessage<const Kind extends string, const Own extends Fields>(
  message: CaseMessage<Kind, Own>,
): CaseMessage<Kind, Own> {
  return message;
}

/** Every change names the version it was decided on; another one is refused as a conflict. */
export const version = {
  type: 'count',
  required: true,
  help: 'the version you decided on: a case that has changed since refuses',
  example: 3,
} as const satisfies CountField;

/** Cases that go on. */
export const UNDER_WAY: readonly CaseState[] = [
  CaseState.PREPARING,
  CaseState.REVIEWING,
  CaseState.PENDING,
  CaseState.PROCESSING,
];

/** Cases whose collector has them, or is about to. */
export const ORDERED: readonly CaseState[] = [CaseState.PENDING, CaseState.PROCESSING];

/** Who asked for it, when, why. */
export function occasionOf(
  { asOf, today }: CaseContext,
  { by, commandId }: { readonly by: string; readonly commandId: string },
  reason: string | null = null,
): Occasion {
  return { at: asOf, on: today, by, reason, commandId };
}
