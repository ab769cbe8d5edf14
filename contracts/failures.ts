/** Failures that activities and update handlers raise on purpose. Anything else is a fault and is retried. */
export const FailureType = {
  /** A message with a wrong shape: never applied. */
  BAD_MESSAGE: 'BadMessage',
  /** A command the rules do not allow now; the message says why. */
  REFUSED: 'Refused',
  /** A change that was decided on a version that is not the current one any more. */
  CONFLICT: 'Conflict',
  /** No such invoice, policy or creditor in the database. */
  NOT_FOUND: 'NotFound',
  /** Something staged before is taken in first; tried again by itself. */
  STAGED_FIRST: 'StagedFirst',
  /** The database was written by a newer release. */
  NEWER_DATABASE: 'NewerDatabase',
} as const;
export type FailureType = (typeof FailureType)[keyof typeof FailureType];

/** Types that no retry can mend. */
export const NON_RETRYABLE: readonly FailureType[] = [
  FailureType.BAD_MESSAGE,
  FailureType.REFUSED,
  FailureType.NOT_FOUND,
  FailureType.NEWER_DATABASE,
];
