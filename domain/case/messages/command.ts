import type { Day } from '../../kernel/day.ts';
import type { EntryKind } from '../../kernel/open-amount.ts';
import type { CaseOutcome } from '../state.ts';

/** What can be asked of a case. Each is a Temporal signal and an update of the same name. */
export const CaseCommandKind = {
  /** Changes fields of a case in PREPARING, from a staged request. */
  UPDATE: 'update',
  ATTACH_DOCUMENT: 'attachDocument',
  REMOVE_DOCUMENT: 'removeDocument',
  MARK_AS_PREPARED: 'markAsPrepared',
  MARK_AS_REVIEWED: 'markAsReviewed',
  SEND_BACK: 'sendBack',
  ADD_COLLECTED_AMOUNT: 'addCollectedAmount',
  /** Costs, interest or a fee of the case. */
  ADD_CHARGE: 'addCharge',
  CLOSE: 'close',
  PAUSE: 'pause',
  RESUME: 'resume',
  WITHDRAW: 'withdraw',
  DEACTIVATE: 'deactivate',
  DELETE: 'delete',
  WAIVE: 'waive',
  MESSAGE: 'message',
  /** Something was done towards the debtor: a call, a visit, a letter. */
  NOTE_STEP: 'noteStep',
  /** Bookings, holds or configurations changed: look again. */
  LOOK_AGAIN: 'lookAgain',
  /** A report of the collector was received. */
  REPORT_RECEIVED: 'reportReceived',
} as const;
export type CaseCommandKind = (typeof CaseCommandKind)[keyof typeof CaseCommandKind];

interface From {
  readonly by: string;
  readonly commandId: string;
}

/** Every change names the version it was decided on; another one is refused as a conflict. */
interface Versioned extends From {
  readonly version: number;
}

export interface UpdateCaseCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.UPDATE;
  /** Id of the staged request with the changed fields. */
  readonly request: string;
}
export interface AttachDocumentCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.ATTACH_DOCUMENT;
  readonly name: string;
  /** SHA-256 of the content, staged before. */
  readonly hash: string;
  readonly type: string | null;
}
export interface RemoveDocumentCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.REMOVE_DOCUMENT;
  readonly name: string;
}
export interface PlainCaseCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.MARK_AS_PREPARED | typeof CaseCommandKind.MARK_AS_REVIEWED;
}
export interface ReasonedCaseCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.SEND_BACK | typeof CaseCommandKind.WITHDRAW;
  readonly reason: string;
}
export interface AddCollectedAmountCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.ADD_COLLECTED_AMOUNT;
  /** Decimal as received; read in the currency of the case. */
  readonly amount: string;
  readonly externalId: string;
  /** Today when null. */
  readonly receivedOn: Day | null;
}
export interface AddChargeCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.ADD_CHARGE;
  readonly charge: typeof EntryKind.COST | typeof EntryKind.INTEREST | typeof EntryKind.FEE;
  readonly amount: string;
  readonly externalId: string;
  readonly bookedOn: Day | null;
}
export interface CloseCaseCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.CLOSE;
  readonly reason: string;
  /** Derived from what was collected when null. */
  readonly outcome: CaseOutcome | null;
}
export interface PauseCaseCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.PAUSE;
  readonly reason: string | null;
  readonly until: Day | null;
}
export interface ResumeCaseCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.RESUME;
}
/** What whoever deactivates a case must say that they know. */
export const Acknowledgement = {
  /** The case has been visible to the debtor. */
  PUBLISHED: 'published',
  /** The debtor has received communication about the case. */
  STEPS_TAKEN: 'stepsTaken',
} as const;
export type Acknowledgement = (typeof Acknowledgement)[keyof typeof Acknowledgement];

export interface DeactivateCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.DEACTIVATE;
  readonly acknowledged: readonly Acknowledgement[];
  readonly reason: string | null;
}
export interface DeleteCaseCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.DELETE;
}
export interface WaiveCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.WAIVE;
  /** Credits what is open of the principal too. */
  readonly credit: boolean;
  readonly reason: string | null;
}
export interface MessageCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.MESSAGE;
  /** The words, or the id of a staged request that holds them, so that they stay out of the workflow's history. */
  readonly text: string | null;
  readonly request: string | null;
}
export interface NoteStepCommand extends Versioned {
  readonly kind: typeof CaseCommandKind.NOTE_STEP;
  readonly what: string;
  /** Today when null. */
  readonly takenOn: Day | null;
}
export interface LookAgainCaseCommand extends From {
  readonly kind: typeof CaseCommandKind.LOOK_AGAIN | typeof CaseCommandKind.REPORT_RECEIVED;
}

export type CaseCommand =
  | UpdateCaseCommand
  | AttachDocumentCommand
  | RemoveDocumentCommand
  | PlainCaseCommand
  | ReasonedCaseCommand
  | AddCollectedAmountCommand
  | AddChargeCommand
  | CloseCaseCommand
  | PauseCaseCommand
  | ResumeCaseCommand
  | DeactivateCommand
  | DeleteCaseCommand
  | WaiveCommand
  | MessageCommand
  | NoteStepCommand
  | LookAgainCaseCommand;
