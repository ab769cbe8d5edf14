/** The database cannot be used as asked, said in words with what to do; `cause` is what the engine said. */
export class DatabaseError extends Error {
  readonly place: string;
  constructor(place: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DatabaseError';
    this.place = place;
  }
}

/** The disk or the file itself fails: trying again changes nothing until somebody has mended it. */
export class DiskError extends DatabaseError {}

/** It passes by itself: nothing was written, and doing it again a little later may help. */
export class PassingTrouble extends DatabaseError {}

/** Nobody knows whether a transaction was committed. Doing it again is safe: what is there is found by its key. */
export class OutcomeUnknown extends PassingTrouble {}

/** A mistake in how a transaction is used: it is rolled back, and nothing of it was written. */
export class TransactionMisuse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TransactionMisuse';
  }
}
