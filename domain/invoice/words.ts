import { Because, Step } from './plan.ts';
import { Stage } from './stage.ts';

/** What a step does, in words: "then …". */
export const STEP_IN_WORDS: Readonly<Record<Step, string>> = {
  [Step.SEND_REMINDER]: 'the reminder goes out',
  [Step.SEND_NOTICE]: 'the debt collection notice goes out',
  [Step.LIST_FOR_COLLECTION]: 'the claim goes on the debt collection list',
  [Step.TRANSFER_TO_COLLECTION]: 'the claim is transferred to debt collection',
  [Step.CLOSE_EXPIRED]: 'the claim is closed (60 days)',
  [Step.REMIND_OF_INSTALMENT]: 'the mail before an instalment goes out',
  [Step.HAND_OVER]: 'another attempt is made to hand it over',
  [Step.REVIEW]: 'the operator is asked to look at the claim',
  [Step.WAIT]: 'the next step is decided again',
  [Step.END]: 'nothing more happens',
};

/** Why an invoice waits, in one sentence. */
export const BECAUSE_IN_WORDS: Readonly<Record<Because, string>> = {
  [Because.LEVEL_DUE]: 'The next level is due then.',
  [Because.NOTICE_EXPIRES]: 'The notice has to expire unpaid first.',
  [Because.TRANSFER_RUN]: 'The claim goes with that transfer run.',
  [Because.SIXTY_DAYS]: 'The claim will have been paused or listed for more than 60 days.',
  [Because.CLOSES_SOON]: 'The claim closes a week later unless someone acts.',
  [Because.RUN_MISSED]: 'Its transfer run comes, but too little is open for a transfer.',
  [Because.EFFECT_PENDING]: 'A letter has not reached its gateway yet.',
  [Because.BOOKING_AHEAD]: 'A booking dated in the future counts from then on.',
  [Because.HOLD_CHANGES]: 'A pause begins or ends then.',
  [Because.INSTALMENT_AHEAD]: 'An instalment of its payment plan is due soon.',
  [Because.AGREEMENT_JUDGED]: 'By then a payment plan or a promise to pay is kept or broken.',
  [Because.SETTLES_LATER]: 'What is left of the claim is waived or written off on that day.',
  [Because.SCRIPT]: 'The script has something for then.',
  [Because.LEDGER_STALE]: 'The ledger is older than the policy allows: import the latest payments.',
  [Because.UNMATCHED_CREDIT]: 'The customer has money not matched to an invoice: match it first.',
  [Because.CHARGES_UNKNOWN]:
    'What the policy adds by law cannot be reckoned for today: a table has no value.',
  [Because.STAGED_FIRST]: 'Files or bookings that were told before are taken in first.',
  [Because.HELD]: 'The invoice is paused and stays so until someone resumes it.',
  [Because.NO_DUE_DATE]: 'The invoice has no due date.',
  [Because.BELOW_MINIMUM]: 'Less than the minimum amount is open.',
  [Because.ONLY_COSTS_OPEN]: 'Only costs, fees or interest are open: that never goes to debt collection.',
  [Because.CUSTOMER_OPTED_OUT]: 'The customer is exempt from dunning.',
  [Because.CUSTOMER_ARCHIVED]: 'The customer is archived.',
  [Because.DIRECT_DEBIT]: 'A direct debit is announced.',
  [Because.DISPUTED]: 'A part of it is disputed: say who was right with `resolveDispute`.',
  [Because.AWAITS_APPROVAL]: 'The claim waits for someone to approve it.',
  [Because.CASE_ENDED]: 'Its debt collection case has ended: start another case for it, or close it.',
  [Because.NO_LEVEL_LEFT]: 'The policy has no further level.',
  [Because.NEEDS_ATTENTION]: 'A person has to look at it first.',
  [Because.ENDED]: 'Its path has ended.',
};

export const STAGE_IN_WORDS: Readonly<Record<Stage, string>> = {
  [Stage.OPEN]: 'no level sent yet',
  [Stage.REMINDED]: 'reminded',
  [Stage.NOTICED]: 'debt collection notice delivered',
  [Stage.LISTED]: 'on the debt collection list',
  [Stage.TRANSFERRED]: 'transferred to debt collection',
  [Stage.PAID]: 'paid',
  [Stage.CLOSED]: 'closed',
};
