/** What a municipality says about a signal. */
export const FeedbackKind = {
  /** The signal was taken in. */
  ACKNOWLEDGED: 'acknowledged',
  /** It was refused, with a code: it does not count as a report. */
  REJECTED: 'rejected',
  /** The customer accepts help: paused for reminders. */
  HELP_ACCEPTED: 'help accepted',
  /** The help has ended: goes on. */
  HELP_ENDED: 'help ended',
  /** The customer has died: fully paused, with a note. */
  DECEASED: 'deceased',
  /** Nobody of that name lives there. */
  WRONG_ADDRESS: 'wrong address',
  /** The municipality heard that the arrears were paid: no booking, the ledger decides. */
  PAID: 'paid',
  /** The customer refuses to be reported: opted out. */
  OPTED_OUT: 'opted out',
  /** The signal was taken off at the municipality. */
  REMOVED: 'removed',
  /** A status or a result of the municipalities' model, kept with the signal. */
  STATUS: 'status',
} as const;
export type FeedbackKind = (typeof FeedbackKind)[keyof typeof FeedbackKind];
