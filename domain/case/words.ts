import { CaseBecause, CaseStep } from './plan.ts';
import { CaseState } from './state.ts';

/** What a step does, in words: "then …". */
export const CASE_STEP_IN_WORDS: Readonly<Record<CaseStep, string>> = {
  [CaseStep.PREPARE]: 'the case is prepared and its collector chosen',
  [CaseStep.ORDER]: 'the order goes to the collector',
  [CaseStep.HAND_OVER]: 'what the collector has to know is handed over',
  [CaseStep.TELL]: 'the collector is told of bookings',
  [CaseStep.ASK]: 'the collector is asked how it stands',
  [CaseStep.COMPLETE]: 'the case is completed',
  [CaseStep.TIME_OUT]: 'the case times out',
  [CaseStep.SCRIPT]: 'the next event of the script happens',
  [CaseStep.WAIT]: 'the next step is decided again',
  [CaseStep.END]: 'nothing more happens',
};

/** Why a case waits, in one sentence. */
export const CASE_BECAUSE_IN_WORDS: Readonly<Record<CaseBecause, string>> = {
  [CaseBecause.OPENED_BY_SYSTEM]: 'The system prepares the cases that it opens itself.',
  [CaseBecause.AWAITS_PREPARATION]: 'The case waits for someone to prepare it.',
  [CaseBecause.NOT_OVERDUE]: 'The due date has not passed: a case is about what was due before today.',
  [CaseBecause.NO_CONFIGURATION]: 'No collector configuration matches the case.',
  [CaseBecause.AWAITS_REVIEW]: 'The case waits for someone to review it.',
  [CaseBecause.ORDER_DUE]: 'The case is ready for its collector.',
  [CaseBecause.INSTRUCTION_PENDING]: 'An order or a word has not reached the collector yet.',
  [CaseBecause.BOOKING_TO_TELL]: 'The collector does not know of a booking yet.',
  [CaseBecause.REPORT_TO_READ]: 'A report of the collector lies unread.',
  [CaseBecause.AWAITS_COLLECTOR]: 'The collector has the order and has not accepted it yet.',
  [CaseBecause.COLLECTING]: 'The collector tries to collect the money.',
  [CaseBecause.PRINCIPAL_PAID]: 'The principal is paid.',
  [CaseBecause.NOTHING_OPEN]: 'Nothing is open any more.',
  [CaseBecause.TIMEOUT]: 'The time for processing will have run out.',
  [CaseBecause.AWAITS_WITHDRAWAL]: 'The collector has not acknowledged the withdrawal yet.',
  [CaseBecause.BOOKING_AHEAD]: 'A booking dated in the future counts from then on.',
  [CaseBecause.STAGED_FIRST]: 'Files or bookings that were told before are taken in first.',
  [CaseBecause.HELD]: 'The case is paused and stays so until someone resumes it.',
  [CaseBecause.HOLD_CHANGES]: 'A pause begins or ends then.',
  [CaseBecause.SCRIPT]: 'The script of the rehearsal goes on then.',
  [CaseBecause.NEEDS_ATTENTION]: 'A person has to look at it first.',
  [CaseBecause.ENDED]: 'The case is over.',
};

export const CASE_STATE_IN_WORDS: Readonly<Record<CaseState, string>> = {
  [CaseState.CREATE]: 'being written',
  [CaseState.PREPARING]: 'being prepared',
  [CaseState.REVIEWING]: 'being reviewed',
  [CaseState.PENDING]: 'on its way to the collector',
  [CaseState.PROCESSING]: 'with the collector',
  [CaseState.CLOSED]: 'closed',
  [CaseState.FAILED]: 'failed',
};
