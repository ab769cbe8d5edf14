import type { OutcomeWith } from '../../contracts/actor.ts';
import type { Deps } from '../deps.ts';
import { StagedFirst } from './decide.ts';
import type { InputOf, Subject, SubjectTypes } from './subject.ts';

/** Decides, or waits some seconds where what was staged before cannot be taken in at once: the row stays as it is. */
export async function orWait<S extends SubjectTypes>(
  subject: Subject<S>,
  deps: Pick<Deps, 'db' | 'sources'>,
  input: InputOf<S>,
  work: () => Promise<S['Plan']>,
): Promise<S['Plan']> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    return waiting(subject, deps, input, error);
  }
}

/** The same for being told that something changed: it is looked at again then. */
export async function orLookLater<S extends SubjectTypes>(
  subject: Subject<S>,
  deps: Pick<Deps, 'db' | 'sources'>,
  input: InputOf<S>,
  work: () => Promise<OutcomeWith<S['Plan']>>,
): Promise<OutcomeWith<S['Plan']>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    const plan = await waiting(subject, deps, input, error);
    return { plan, answer: { ok: true, says: `It is looked at again soon: ${error.message}`, state: plan } };
  }
}

function waiting<S extends SubjectTypes>(
  subject: Subject<S>,
  { db, sources }: Pick<Deps, 'db' | 'sources'>,
  input: InputOf<S>,
  { againInMs }: StagedFirst,
): Promise<S['Plan']> {
  return db.read((tx) => subject.waitingPlan(tx, sources, input, input.asOf + againInMs));
}
