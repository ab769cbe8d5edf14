import type { QueryConfig } from 'pg';
import { crossed, RunningTransaction, type Tx } from '../../tx.ts';
import { isAftermath, isAnswer } from './errors.ts';
import type { Session } from './session.ts';

/** The answer to COMMIT did not come: nobody knows what became of the transaction. */
export class LostAtCommit extends Error {}

/**
 * Runs the work in a transaction of the session: it begins with those statements, which go out together, and is
 * committed, or rolled back when anything of it failed.
 */
export async function runTransaction<T>(
  session: Session,
  begin: readonly (QueryConfig | string)[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  session.begin();
  let answer: T;
  try {
    await Promise.all(begin.map((statement) => session.send(statement)));
    answer = await guarded(session, work);
  } catch (error) {
    // What ended the connection, or failed first, says more than what followed from it.
    const cause = session.lost ?? (isAftermath(error) ? session.failure : error);
    await rollBack(session);
    throw cause;
  }
  await commit(session);
  return answer;
}

/** Without it the connection is of no use to the next transaction. */
async function rollBack(session: Session): Promise<void> {
  if (session.lost !== undefined) return;
  try {
    await session.send('rollback');
  } catch (error) {
    session.lost ??= error as Error;
  }
}

async function commit(session: Session): Promise<void> {
  if (session.lost !== undefined) throw session.lost;
  const { command } = await session.send('commit').catch((error: unknown) => {
    if (isAnswer(error)) throw error;
    session.lost ??= error as Error;
    throw new LostAtCommit('The answer to COMMIT did not come.', { cause: error });
  });
  // The server answers so when a statement had failed, and the work did not say so.
  if (command === 'ROLLBACK') throw session.failure ?? new Error('The transaction was rolled back.');
}

/**
 * Runs the work, unless it waits for anything but answers of the server and promises that are settled already.
 *
 * Whenever no statement is under way, the work goes on in microtasks. A tick queued from one comes exactly when none
 * is left to run: work that is unfinished then, and has sent nothing, waits for a timer, a socket or a file.
 */
function guarded<T>(session: Session, work: (tx: Tx) => Promise<T>): Promise<T> {
  const running = new RunningTransaction(session.connection);
  session.running = running;
  return new Promise<T>((resolve, reject) => {
    const end = (settle: () => void) => {
      if (!running.isOpen) return;
      running.isOpen = false;
      session.running = undefined;
      session.whenAnswered = undefined;
      settle();
    };
    const look = () => {
      if (!session.isWaiting) end(() => reject(crossed()));
    };
    const watch = () => queueMicrotask(() => process.nextTick(look));
    session.whenAnswered = watch;
    watch();
    running.run(work).then(
      (value) => end(() => resolve(value)),
      (error) => end(() => reject(error)),
    );
  });
}
