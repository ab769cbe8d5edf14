import {
  move as moveAlong,
  type Occasion,
  type Transition,
  type TransitionTable,
} from '../kernel/machine.ts';
import { type InvoiceState, UNLISTED } from './facts.ts';
import { Stage } from './stage.ts';

/** What can happen to an invoice. Names are sentences in the past tense: each is a row in the audit trail. */
export const InvoiceEvent = {
  IMPORTED: 'imported',
  REMINDER_DELIVERED: 'reminder delivered',
  NOTICE_DELIVERED: 'notice delivered',
  REMINDER_BOUNCED: 'reminder bounced',
  NOTICE_BOUNCED: 'notice bounced',
  SENT_AGAIN: 'sent again',
  LEVEL_WAIVED: 'level waived',
  LISTED: 'listed for collection',
  TAKEN_OFF_LIST: 'taken off the list',
  APPROVED: 'approved',
  APPROVAL_REVOKED: 'approval revoked',
  APPROVAL_VOIDED: 'approval voided by a hold',
  RUN_MISSED: 'transfer run missed',
  CLOSING_ANNOUNCED: 'closing announced',
  TRANSFERRED: 'transferred to collection',
  TRANSFERRED_BY_CHARGEBACK: 'transferred by a chargeback',
  CASE_STARTED: 'case started',
  CASE_ENDED: 'case ended',
  PAID: 'paid',
  CREDITED: 'credited',
  WRITTEN_OFF: 'written off',
  SETTLED_OTHERWISE: 'settled otherwise by a late booking',
  REOPENED: 'reopened by a reversal',
  EXPIRED: 'expired',
  CLOSED_BY_OPERATOR: 'closed by the operator',
  RESTARTED: 'restarted',
  PAUSED: 'paused',
  RESUMED: 'resumed',
  AGREED: 'payment agreed',
  AGREEMENT_KEPT: 'agreement kept',
  AGREEMENT_BROKEN: 'agreement broken',
  AGREEMENT_CANCELLED: 'agreement cancelled',
  DISPUTED: 'part disputed',
  DISPUTE_CONCEDED: 'dispute resolved for the debtor',
  DISPUTE_REJECTED: 'dispute resolved for the creditor',
  DISPUTE_CREDITED: 'disputed part credited',
  DUE_DATE_CHANGED: 'due date changed',
  POLICY_CHANGED: 'moved to another policy',
  EFFECT_RESOLVED: 'effect resolved',
  ATTENTION_RAISED: 'attention raised',
} as const;
export type InvoiceEvent = (typeof InvoiceEvent)[keyof typeof InvoiceEvent];

const { OPEN, REMINDED, NOTICED, LISTED, TRANSFERRED, PAID, CLOSED } = Stage;
const ACTIVE: readonly Stage[] = [OPEN, REMINDED, NOTICED, LISTED];

/** The one transition table: nothing else may change a stage. docs/state-machine.md is generated from it. */
export const TRANSITIONS: TransitionTable<InvoiceEvent, Stage> = {
  [InvoiceEvent.IMPORTED]: { from: [OPEN], to: [OPEN, REMINDED, NOTICED] },
  // From NOTICED: its notice came back, and the policy it was moved to has a reminder more before the next one.
  [InvoiceEvent.REMINDER_DELIVERED]: { from: [OPEN, REMINDED, NOTICED], to: REMINDED },
  [InvoiceEvent.NOTICE_DELIVERED]: { from: [OPEN, REMINDED, NOTICED], to: NOTICED },
  [InvoiceEvent.REMINDER_BOUNCED]: { from: [REMINDED], to: [OPEN, REMINDED] },
  [InvoiceEvent.NOTICE_BOUNCED]: { from: [NOTICED, LISTED], to: NOTICED },
  [InvoiceEvent.SENT_AGAIN]: { from: ACTIVE, to: 'same' },
  [InvoiceEvent.LEVEL_WAIVED]: { from: [OPEN, REMINDED, NOTICED], to: 'same' },
  [InvoiceEvent.LISTED]: { from: [NOTICED], to: LISTED },
  [InvoiceEvent.TAKEN_OFF_LIST]: { from: [NOTICED, LISTED], to: NOTICED },
  [InvoiceEvent.APPROVED]: { from: [LISTED], to: 'same' },
  [InvoiceEvent.APPROVAL_REVOKED]: { from: [LISTED], to: 'same' },
  [InvoiceEvent.APPROVAL_VOIDED]: { from: [LISTED], to: 'same' },
  [InvoiceEvent.RUN_MISSED]: { from: [NOTICED], to: 'same' },
  [InvoiceEvent.CLOSING_ANNOUNCED]: { from: [NOTICED, LISTED], to: 'same' },
  [InvoiceEvent.TRANSFERRED]: { from: [NOTICED, LISTED], to: TRANSFERRED },
  [InvoiceEvent.TRANSFERRED_BY_CHARGEBACK]: { from: [PAID], to: TRANSFERRED },
  [InvoiceEvent.CASE_STARTED]: { from: ACTIVE, to: TRANSFERRED },
  [InvoiceEvent.CASE_ENDED]: { from: [TRANSFERRED], to: [PAID, NOTICED] },
  [InvoiceEvent.PAID]: { from: ACTIVE, to: PAID },
  [InvoiceEvent.CREDITED]: { from: ACTIVE, to: CLOSED },
  [InvoiceEvent.WRITTEN_OFF]: { from: ACTIVE, to: CLOSED },
  [InvoiceEvent.SETTLED_OTHERWISE]: { from: [PAID, CLOSED], to: [PAID, CLOSED] },
  [InvoiceEvent.REOPENED]: { from: [PAID, CLOSED], to: [OPEN, REMINDED, NOTICED] },
  [InvoiceEvent.EXPIRED]: { from: [NOTICED, LISTED], to: CLOSED },
  [InvoiceEvent.CLOSED_BY_OPERATOR]: { from: ACTIVE, to: CLOSED },
  [InvoiceEvent.RESTARTED]: { from: [CLOSED], to: [OPEN, REMINDED, NOTICED] },
  [InvoiceEvent.PAUSED]: { from: ACTIVE, to: 'same' },
  [InvoiceEvent.RESUMED]: { from: [...ACTIVE, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.AGREED]: { from: ACTIVE, to: 'same' },
  [InvoiceEvent.AGREEMENT_KEPT]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.AGREEMENT_BROKEN]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.AGREEMENT_CANCELLED]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.DISPUTED]: { from: ACTIVE, to: 'same' },
  [InvoiceEvent.DISPUTE_CONCEDED]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.DISPUTE_REJECTED]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.DISPUTE_CREDITED]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.DUE_DATE_CHANGED]: { from: ACTIVE, to: 'same' },
  [InvoiceEvent.POLICY_CHANGED]: { from: ACTIVE, to: 'same' },
  [InvoiceEvent.EFFECT_RESOLVED]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
  [InvoiceEvent.ATTENTION_RAISED]: { from: [...ACTIVE, TRANSFERRED, PAID, CLOSED], to: 'same' },
};

/** One row of an invoice's audit trail. */
export interface InvoiceTransition extends Transition<InvoiceEvent, Stage> {
  readonly level: string | null;
}

/** An occasion that may be about one level. */
export interface InvoiceOccasion extends Occasion {
  readonly level?: string | null;
}

/**
 * Applies an event: the new state and its audit row. The only function that changes a stage.
 *
 * `patch.stage` is needed only where the table leaves a choice. Throws IllegalTransition for an edge that is
 * not in the table.
 */
export function move(
  state: InvoiceState,
  event: InvoiceEvent,
  occasion: InvoiceOccasion,
  patch: Partial<InvoiceState> = {},
): { state: InvoiceState; transition: InvoiceTransition } {
  const row = moveAlong(TRANSITIONS, 'An invoice', state.stage, event, occasion, patch.stage);
  return {
    state: { ...state, ...leftBehind(state.stage, row.to), ...patch, stage: row.to },
    transition: { ...row, level: occasion.level ?? null },
  };
}

/** A case takes an invoice off the path for good: listing, approval and mode of before mean nothing in it or after it. */
const TAKEN_BY_CASE: Partial<InvoiceState> = { ...UNLISTED, clockCarriedFrom: null };

/** What no event carries over from one stage to the other, whoever moves it. */
function leftBehind(from: Stage, to: Stage): Partial<InvoiceState> {
  if (from === TRANSFERRED || to === TRANSFERRED) return TAKEN_BY_CASE;
  return to === CLOSED && from !== CLOSED ? { stageBeforeEnd: from } : {};
}
