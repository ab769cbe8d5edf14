/** Why a message is refused, for programs; the sentence beside it is for people. */
export const RefusalCode = {
  /** It cannot be read, has an unknown, missing or wrong field, or nobody knows its name. */
  WRONG_FORM: 'WRONG_FORM',
  /** What it is about, or something that it names, is not there. */
  NOT_FOUND: 'NOT_FOUND',
  /** It was decided on another version, or its id was used for another message. */
  CONFLICT: 'CONFLICT',
  /** The path of the invoice or the case is over. */
  ALREADY_ENDED: 'ALREADY_ENDED',
  /** It makes no sense where the invoice or the case stands. */
  NOT_IN_THIS_STAGE: 'NOT_IN_THIS_STAGE',
  /** A pause keeps it from being done. */
  HELD: 'HELD',
  /** Nothing is owed. */
  NOTHING_OPEN: 'NOTHING_OPEN',
  /** Something is just being handed over, or nobody knows whether it arrived. */
  UNDER_WAY: 'UNDER_WAY',
  /** A value that the rules do not take, such as a day that lies ahead. */
  WRONG_VALUE: 'WRONG_VALUE',
  /** It failed again and again by itself, and waits as a task for a person. */
  SET_ASIDE: 'SET_ASIDE',
  /** It could not be applied for now; sent again with the same id it counts once. */
  FAILED: 'FAILED',
  /** Any other rule. */
  NOT_ALLOWED: 'NOT_ALLOWED',
} as const;
export type RefusalCode = (typeof RefusalCode)[keyof typeof RefusalCode];

export interface Refused {
  /** Why not, in words a person understands, with what to do instead. */
  readonly refused: string;
  readonly code: RefusalCode;
}

export function refuse(code: RefusalCode, refused: string): Refused {
  return { refused, code };
}

/** A message that cannot be applied whatever the books say. */
export function wrongForm(says: string): Refused {
  return refuse(RefusalCode.WRONG_FORM, says);
}
