/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was found, in one sentence. */
  readonly says: string;
  /** What to do, when something is wrong. */
  readonly todo: string | null;
}

export function good(what: string, says: string): Finding {
  return { what, ok: true, says, todo: null };
}

export function bad(what: string, says: string, todo: string): Finding {
  return { what, ok: false, says, todo };
}

/** Later than this is not merely waiting for a worker's turn; the sweep runs every few minutes. */
export const LATE_MS = 20 * 60_000;

/** What an error says, in one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}
