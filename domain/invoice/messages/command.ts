import type { Day } from '../../kernel/day.ts';
import type { HoldKind, HoldReason } from '../../kernel/holds.ts';
import type { Decision } from '../decision.ts';
import type { InvoiceMoment } from '../situation.ts';

/** What can be asked of an invoice. Each is a signal and an update of the same name. */
export const CommandKind = {
  PAUSE: 'pause',
  RESUME: 'resume',
  APPROVE: 'approve',
  REVOKE_APPROVAL: 'revokeApproval',
  CLOSE: 'close',
  RESTART: 'restart',
  LEDGER_CHANGED: 'ledgerChanged',
  CHANGE_DUE_DATE: 'changeDueDate',
  WAIVE_LEVEL: 'waiveLevel',
  RECONSIDER: 'reconsider',
} as const;
export type CommandKind = (typeof CommandKind)[keyof typeof CommandKind];

interface From {
  readonly by: string;
  readonly commandId: string;
}

export interface PauseCommand extends From {
  readonly kind: typeof CommandKind.PAUSE;
  readonly reason: HoldReason;
  readonly holdKind: HoldKind;
  /** The day the pause counts from; may lie in the past. Today when not given. */
  readonly from: Day | null;
  readonly until: Day | null;
  readonly note: string | null;
}

export interface ResumeCommand extends From {
  readonly kind: typeof CommandKind.RESUME;
  /** Only pauses with this reason; all of the invoice's own when null. */
  readonly reason: HoldReason | null;
}

export interface ApproveCommand extends From {
  readonly kind: typeof CommandKind.APPROVE;
}

export interface RevokeApprovalCommand extends From {
  readonly kind: typeof CommandKind.REVOKE_APPROVAL;
}

export interface CloseCommand extends From {
  readonly kind: typeof CommandKind.CLOSE;
  readonly reason: string;
}

export interface RestartCommand extends From {
  readonly kind: typeof CommandKind.RESTART;
  /** The level to go on with; after the last delivered one when null. */
  readonly level: string | null;
  readonly reason: string | null;
}

export interface ChangeDueDateCommand extends From {
  readonly kind: typeof CommandKind.CHANGE_DUE_DATE;
  readonly dueOn: Day;
}

export interface WaiveLevelCommand extends From {
  readonly kind: typeof CommandKind.WAIVE_LEVEL;
  /** Must be the next level; the next one when null. */
  readonly level: string | null;
  readonly reason: string | null;
}

export interface LookAgainCommand extends From {
  readonly kind: typeof CommandKind.LEDGER_CHANGED | typeof CommandKind.RECONSIDER;
}

export type Command =
  | PauseCommand
  | ResumeCommand
  | ApproveCommand
  | RevokeApprovalCommand
  | CloseCommand
  | RestartCommand
  | ChangeDueDateCommand
  | WaiveLevelCommand
  | LookAgainCommand;

/** What a command is decided on. */
export interface MessageContext extends InvoiceMoment {
  readonly decision: Decision;
}

export interface Accepted {
  readonly decision: Decision;
  /** What came of it, in one sentence. */
  readonly says: string;
  readonly refused?: undefined;
}

export interface Refused {
  /** Why not, in words a person understands, with what to do instead. */
  readonly refused: string;
}

export type Verdict = Accepted | Refused;

export function refuse(refused: string): Refused {
  return { refused };
}
