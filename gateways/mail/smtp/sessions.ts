import { SmtpFault, Stage } from './fault.ts';
import type { Session } from './session.ts';

/** Sessions that are used again, so many at a time. */
export interface Sessions {
  /** Gives the work a session, once one is free; throws a SmtpFault. */
  use<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Servers end what is idle after minutes; firewalls do so without a word. */
const IDLE_MS = 20_000;
/** Servers take so many messages in one session at least. */
const LONGEST_SESSION = 100;

interface Kept {
  readonly session: Session;
  readonly messages: number;
  readonly idle: NodeJS.Timeout;
}

export function createSessions(
  open: (signal: AbortSignal) => Promise<Session>,
  { limit, idleMs = IDLE_MS }: { readonly limit: number; readonly idleMs?: number },
): Sessions {
  const kept: Kept[] = [];
  const waiting: (() => void)[] = [];
  let inUse = 0;
  let isClosed = false;

  const turn = async (signal: AbortSignal): Promise<void> => {
    while (inUse >= limit) {
      await new Promise<void>((resolve, reject) => {
        const onAbort = () => {
          const at = waiting.indexOf(called);
          if (at >= 0) waiting.splice(at, 1);
          reject(new SmtpFault(Stage.CONNECT, null, 'all connections were in use for too long'));
        };
        const called = () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        };
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort);
        waiting.push(called);
      });
    }
    inUse += 1;
  };

  const takeKept = (): Kept | undefined => {
    for (;;) {
      const found = kept.pop();
      if (found === undefined) return undefined;
      clearTimeout(found.idle);
      if (found.session.isOpen) return found;
    }
  };

  const keep = (session: Session, messages: number): void => {
    if (isClosed || messages >= LONGEST_SESSION) session.end();
    if (!session.isOpen) return;
    const idle = setTimeout(() => {
      const at = kept.findIndex((one) => one.session === session);
      if (at >= 0) kept.splice(at, 1);
      session.end();
    }, idleMs);
    idle.unref();
    kept.push({ session, messages, idle });
  };

  return {
    async use(signal, work) {
      await turn(signal);
      try {
        const before = takeKept();
        if (before !== undefined) {
          try {
            const done = await work(before.session);
            keep(before.session, before.messages + 1);
            return done;
          } catch (error) {
            // The server may have ended what was idle: a new session is tried at once, as nothing has left.
            if (!hadEnded(error) || signal.aborted) throw error;
          }
        }
        const session = await open(signal);
        const done = await work(session);
        keep(session, 1);
        return done;
      } finally {
        inUse -= 1;
        waiting.shift()?.();
      }
    },
    async close() {
      isClosed = true;
      for (const { session, idle } of kept.splice(0)) {
        clearTimeout(idle);
        session.end();
      }
    },
  };
}

function hadEnded(error: unknown): boolean {
  return (
    error instanceof SmtpFault &&
    error.stage === Stage.SENDER &&
    (error.answer === null || error.answer.code === 421)
  );
}
