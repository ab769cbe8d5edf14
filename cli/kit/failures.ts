/** How a command ends, as its exit code says it. */
export const ExitCode = {
  DONE: 0,
  /** Refused, not found, server away: the same call may succeed later. */
  FAILED: 1,
  /** The call itself is wrong: an unknown option, a value that is no date. */
  WRONG_USE: 2,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The work could not be done; the message says why and what to do. Without one, all was said already. */
export class WorkFailed extends Error {
  constructor(message = '', cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'WorkFailed';
  }
}

/** The command was called wrongly; the message says what would be right. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUse';
  }
}
