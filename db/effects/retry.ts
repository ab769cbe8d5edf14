import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { EffectState } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, ifGiven, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { type EffectRow, effects } from '../tables/effects.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { saveContent } from './contents.ts';
import { NEEDS_A_PERSON } from './lists.ts';

/** Another attempt later, and why. */
export interface Delay {
  readonly nextAttemptAt: Instant;
  readonly lastError: string;
  /** When given, it counts only while this attempt holds the effect. */
  readonly attemptToken?: string | null;
  /** It was not begun: it does not count as an attempt. */
  readonly isUntried?: boolean;
}

type Named = Pick<EffectRow, 'key' | 'nextAttemptAt' | 'lastError'> & { token: string | null };

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(effects, 'key');
  const tokenFits = ifGiven('token', sql`${effects.attemptToken} = ${named('token')}`);
  const update = <Values extends object>(set: Record<string, SQL | string | null>, where?: SQL) =>
    write<Values>(orm.update(effects).set(set).where(and(isIt, where)));
  const backInLine = {
    ...placeholders(effects, ['nextAttemptAt', 'lastError']),
    state: EffectState.PLANNED,
    attemptToken: null,
    finishedAt: null,
  };
  return {
    delay: update<Named & { untried: number }>(
      { ...backInLine, attempts: sql`${effects.attempts} - ${named('untried')}` },
      and(inArray(effects.state, [EffectState.HANDING_OVER, ...NEEDS_A_PERSON]), tokenFits),
    ),
    reroute: update<Named & { channel: string }>(
      {
        ...backInLine,
        ...placeholders(effects, ['channel']),
        providerId: null,
        deliveredOn: null,
        deliveredHash: null,
      },
      and(ne(effects.state, EffectState.CANCELLED), tokenFits),
    ),
    askLater: update<Named>(
      placeholders(effects, ['nextAttemptAt', 'lastError']),
      and(eq(effects.state, EffectState.HANDING_OVER), tokenFits),
    ),
    rewrite: update<Pick<EffectRow, 'key' | 'requestHash' | 'amount'>>(
      placeholders(effects, ['requestHash', 'amount']),
    ),
  };
});

/**
 * Puts an attempt that failed, or one whose fate a person has told, back in line; false when the effect is in
 * no such state or another attempt holds it.
 */
export async function delayEffect(tx: Tx, key: string, delay: Delay): Promise<boolean> {
  const { nextAttemptAt, lastError, attemptToken: token = null, isUntried = false } = delay;
  const row = { key, nextAttemptAt, lastError, token, untried: isUntried ? 1 : 0 };
  return (await statements(tx).delay(row)).changes === 1;
}

/**
 * Leaves an attempt that may have arrived in hand, so that the other side is asked before another; false when it
 * is not in hand or another attempt holds it.
 */
export async function askLater(tx: Tx, key: string, delay: Delay): Promise<boolean> {
  const { nextAttemptAt, lastError, attemptToken = null } = delay;
  return (
    (await statements(tx).askLater({ key, nextAttemptAt, lastError, token: attemptToken })).changes === 1
  );
}

/**
 * Plans an effect again on another channel, under its key: the first one failed for good, or it came back.
 * False when it was cancelled or another attempt holds it.
 */
export async function rerouteEffect(
  tx: Tx,
  key: string,
  to: Delay & { readonly channel: string },
): Promise<boolean> {
  const { channel, nextAttemptAt, lastError, attemptToken = null } = to;
  return (
    (await statements(tx).reroute({ key, channel, nextAttemptAt, lastError, token: attemptToken }))
      .changes === 1
  );
}

/** Replaces what a claimed effect will send: what is open may have changed since the first attempt. */
export async function rewriteEffect(
  tx: Tx,
  key: string,
  anew: { readonly content: unknown; readonly requestHash: string; readonly amount: number },
): Promise<void> {
  const { content, requestHash, amount } = anew;
  await statements(tx).rewrite({ key, requestHash, amount });
  await saveContent(tx, key, content);
}
