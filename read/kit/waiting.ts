/** Something that waits for a person, as the short list of what needs one shows it. */
export interface Waiting {
  readonly creditor: string;
  /** The invoice, where it is about one. */
  readonly number: string | null;
  /** The debt collection case, where it is about one. */
  readonly case: string | null;
  readonly what: string;
  readonly says: string;
}

/** As many of one subject as a person can take in; the lists show the rest. */
export const MOST_WAITING = 20;

/** What waits at a creditor, and is about no single invoice or case. */
export function waitingAt(creditor: string, what: string, says: string): Waiting {
  return { creditor, number: null, case: null, what, says };
}
