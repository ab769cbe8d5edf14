import { getSetting, setSetting } from '../../db/settings.ts';
import { type ListedSignal, sentSignals } from '../../db/signals/lists.ts';
import { creditorsWithSignals, lastSignalSettings } from '../../db/signals/settings.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { FeedbackKind } from '../../domain/signals/feedback.ts';
import { SignalState } from '../../domain/signals/signal.ts';
import type { SignalAnswer } from '../../gateways/municipalities/port.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import type { Deps } from '../deps.ts';
import { takeFeedback } from '../intake/take-feedback.ts';

/** Asked per sweep and creditor: enough for thousands a day, few enough for a service. */
const AT_ONCE = 50;
/** A service that has said nothing for so long is not asked any more: its word comes as feedback. */
const ASKED_FOR_DAYS = 60;
const BY = 'dunwell';

/**
 * Asks the services what became of signals that were handed over and not answered yet, some at each call and in
 * turn, and takes their word in as feedback. Returns how many answered.
 */
export async function collectAnswers(deps: Deps, asOf: Instant, odd: string[]): Promise<number> {
  let answered = 0;
  for (const creditor of await deps.db.read(creditorsWithSignals)) {
    const page = await deps.db.transaction((tx) => nextToAsk(tx, deps, creditor, asOf), { creditor });
    for (const signal of page) {
      try {
        const answer = await ask(deps, signal);
        if (answer === null) continue;
        await deps.db.transaction((tx) => take(tx, deps, signal, answer, asOf), { creditor });
        answered += 1;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        odd.push(`The gateway ${signal.gateway} of ${creditor} cannot be asked for answers: ${why}`);
        break;
      }
    }
  }
  return answered;
}

/** The next unanswered signals after those asked last; from the first again behind the last. */
async function nextToAsk(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  creditor: string,
  asOf: Instant,
): Promise<readonly ListedSignal[]> {
  const cursor = `signals of ${creditor} asked up to`;
  const { calendar } = await gatherIntakeSettings(tx, deps.sources, creditor);
  const sentFrom = calendar.dayOf(asOf) - ASKED_FOR_DAYS;
  const afterId = Number((await getSetting(tx, cursor)) ?? 0);
  const waiting = { creditor, state: SignalState.SENT, sentFrom, limit: AT_ONCE };
  const page = await sentSignals(tx, { ...waiting, afterId });
  const asked = String(page.length < AT_ONCE ? 0 : (page.at(-1)?.id ?? 0));
  // Nothing is written where nothing changed: most sweeps find no signal that waits.
  if (asked !== String(afterId)) await setSetting(tx, cursor, asked);
  return page;
}

async function ask(
  { db, municipalities }: Pick<Deps, 'db' | 'municipalities'>,
  { creditor, gateway: name, key }: ListedSignal,
): Promise<SignalAnswer | null> {
  const published = await db.read((tx) => lastSignalSettings(tx, creditor));
  const settings = published?.settings.gateways.find((gateway) => gateway.name === name);
  if (settings === undefined) return null;
  return (await municipalities(settings).answer?.(key)) ?? null;
}

async function take(
  tx: Tx,
  deps: Deps,
  signal: ListedSignal,
  answer: SignalAnswer,
  asOf: Instant,
): Promise<void> {
  const settings = await gatherIntakeSettings(tx, deps.sources, signal.creditor);
  const { key: reference } = signal;
  const isTaken = answer.state === 'acknowledged';
  await takeFeedback(
    { tx, deps, ...settings, asOf, by: BY },
    {
      externalId: `answer/${reference}`,
      reference,
      kind: isTaken ? FeedbackKind.ACKNOWLEDGED : FeedbackKind.REJECTED,
      code: isTaken ? 'ACKNOWLEDGED' : answer.code,
      on: settings.calendar.dayOf(asOf),
      ...(answer.id === null ? {} : { municipalityReference: answer.id }),
    },
  );
}
