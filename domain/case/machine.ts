import { move, type Occasion, type Transition, type TransitionTable } from '../kernel/machine.ts';
import type { CaseRecord } from './facts.ts';
import { CaseState } from './state.ts';

/** What can happen to a case. Each event leaves one row in its audit trail. */
export const CaseEvent = {
  CREATED: 'created',
  UPDATED: 'updated',
  DOCUMENT_ATTACHED: 'document attached',
  DOCUMENT_REMOVED: 'document removed',
  /** Prepared, and a person is to look at it first. */
  REVIEW_STARTED: 'review started',
  /** Prepared, and its configuration skips the review. */
  PREPARED: 'prepared',
  REVIEWED: 'reviewed',
  SENT_BACK: 'sent back',
  ORDERED: 'order handed over',
  ACCEPTED: 'accepted by the collector',
  REJECTED: 'rejected by the collector',
  FAILED: 'failed',
  COLLECTED: 'amount collected',
  CHARGED: 'charged',
  BOOKED: 'booking on an invoice',
  STEP_TAKEN: 'step taken towards the debtor',
  PAUSED: 'paused',
  RESUMED: 'resumed',
  PRINCIPAL_PAID: 'principal paid',
  PRINCIPAL_OPEN_AGAIN: 'principal open again',
  WITHDRAWAL_ASKED: 'withdrawal asked',
  WITHDRAWN: 'withdrawn',
  CLOSED: 'closed',
  CLOSED_BY_COLLECTOR: 'closed by the collector',
  COMPLETED: 'completed',
  WAIVED: 'waived',
  TIMED_OUT: 'timed out',
  DEACTIVATION_ASKED: 'deactivation asked',
  DEACTIVATED: 'deactivated',
  MESSAGE_SENT: 'message sent',
  MESSAGE_RECEIVED: 'message received',
  INSTRUCTION_RESOLVED: 'word to the collector resolved',
  CONFLICT: 'conflict',
  ATTENTION_RAISED: 'attention raised',
} as const;
export type CaseEvent = (typeof CaseEvent)[keyof typeof CaseEvent];

const { CREATE, PREPARING, REVIEWING, PENDING, PROCESSING, CLOSED, FAILED } = CaseState;
const UNDER_WAY: readonly CaseState[] = [PREPARING, REVIEWING, PENDING, PROCESSING];
const ANY: readonly CaseState[] = [...UNDER_WAY, CLOSED, FAILED];

/** The one transition table: nothing else may change a state. docs/case-states.md is generated from it. */
export const CASE_TRANSITIONS: TransitionTable<CaseEvent, CaseState> = {
  [CaseEvent.CREATED]: { from: [CREATE], to: PREPARING },
  [CaseEvent.UPDATED]: { from: [PREPARING], to: 'same' },
  [CaseEvent.DOCUMENT_ATTACHED]: { from: [PREPARING, REVIEWING], to: 'same' },
  [CaseEvent.DOCUMENT_REMOVED]: { from: [PREPARING, REVIEWING], to: 'same' },
  [CaseEvent.REVIEW_STARTED]: { from: [PREPARING], to: REVIEWING },
  [CaseEvent.PREPARED]: { from: [PREPARING], to: PENDING },
  [CaseEvent.REVIEWED]: { from: [REVIEWING], to: PENDING },
  [CaseEvent.SENT_BACK]: { from: [REVIEWING], to: PREPARING },
  [CaseEvent.ORDERED]: { from: [PENDING], to: 'same' },
  [CaseEvent.ACCEPTED]: { from: [PENDING], to: PROCESSING },
  [CaseEvent.REJECTED]: { from: [PENDING, PROCESSING], to: FAILED },
  [CaseEvent.FAILED]: { from: [PENDING, PROCESSING], to: FAILED },
  [CaseEvent.COLLECTED]: { from: UNDER_WAY, to: 'same' },
  [CaseEvent.CHARGED]: { from: UNDER_WAY, to: 'same' },
  [CaseEvent.BOOKED]: { from: UNDER_WAY, to: 'same' },
  [CaseEvent.STEP_TAKEN]: { from: [PENDING, PROCESSING], to: 'same' },
  [CaseEvent.PAUSED]: { from: UNDER_WAY, to: 'same' },
  [CaseEvent.RESUMED]: { from: UNDER_WAY, to: 'same' },
  [CaseEvent.PRINCIPAL_PAID]: { from: UNDER_WAY, to: 'same' },
  [CaseEvent.PRINCIPAL_OPEN_AGAIN]: { from: UNDER_WAY, to: 'same' },
  [CaseEvent.WITHDRAWAL_ASKED]: { from: [PENDING, PROCESSING], to: 'same' },
  [CaseEvent.WITHDRAWN]: { from: [PENDING, PROCESSING], to: CLOSED },
  [CaseEvent.CLOSED]: { from: UNDER_WAY, to: CLOSED },
  [CaseEvent.CLOSED_BY_COLLECTOR]: { from: [PENDING, PROCESSING], to: CLOSED },
  [CaseEvent.COMPLETED]: { from: UNDER_WAY, to: CLOSED },
  [CaseEvent.WAIVED]: { from: UNDER_WAY, to: CLOSED },
  [CaseEvent.TIMED_OUT]: { from: [PROCESSING], to: CLOSED },
  [CaseEvent.DEACTIVATION_ASKED]: { from: [PENDING, PROCESSING], to: 'same' },
  [CaseEvent.DEACTIVATED]: { from: ANY, to: 'same' },
  [CaseEvent.MESSAGE_SENT]: { from: [PENDING, PROCESSING], to: 'same' },
  [CaseEvent.MESSAGE_RECEIVED]: { from: ANY, to: 'same' },
  [CaseEvent.INSTRUCTION_RESOLVED]: { from: ANY, to: 'same' },
  [CaseEvent.CONFLICT]: { from: ANY, to: 'same' },
  [CaseEvent.ATTENTION_RAISED]: { from: ANY, to: 'same' },
};

/** One row of a case's audit trail. */
export type CaseTransition = Transition<CaseEvent, CaseState>;

/**
 * Applies an event: the new record and its audit row. The only function that changes a case's state.
 *
 * Throws IllegalTransition for an edge that is not in the table.
 */
export function moveCase(
  record: CaseRecord,
  event: CaseEvent,
  occasion: Occasion,
  patch: Partial<Omit<CaseRecord, 'state'>> = {},
): { state: CaseRecord; transition: CaseTransition } {
  const transition = move(CASE_TRANSITIONS, 'A case', record.state, event, occasion);
  return { state: { ...record, ...patch, state: transition.to }, transition };
}
