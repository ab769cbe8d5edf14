import { and, eq, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { equals, ifGiven, named } from '../named.ts';
import { given, placeholders } from '../prepared.ts';
import { EFFECT, type EffectRow, effects } from '../tables/effects.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { saveContent } from './contents.ts';

export type { EffectRow } from '../tables/effects.ts';
export { contentOf } from './contents.ts';
export * from './lists.ts';
export * from './retry.ts';

/** A hand-over to begin: the key names the thing, the token this attempt. */
export interface EffectToPlan {
  readonly key: string;
  readonly invoiceId: number | null;
  readonly caseId?: number | null;
  readonly kind: EffectKind;
  readonly level: string | null;
  readonly round: number;
  readonly channel: string;
  readonly requestHash: string;
  readonly amount: number;
  /** What is sent, as JSON; null when there is nothing to keep. */
  readonly content: unknown;
  readonly plannedAt: Instant;
  readonly attemptToken: string;
  readonly leaseUntil: Instant;
}

export interface Attempt {
  readonly attemptToken: string;
  readonly leaseUntil: Instant;
  /** The moment of the attempt: a lease that has run out by then can be taken over. */
  readonly at: Instant;
}

export interface EffectResult {
  readonly state: EffectState;
  /** Left out, this and how it was delivered stay as they are: a later receipt repeats none of it. */
  readonly providerId?: string | null;
  readonly deliveredOn?: Day | null;
  readonly deliveredHash?: string | null;
  readonly finishedAt: Instant | null;
  readonly lastError?: string | null;
  /** When given, the result counts only while this attempt holds the effect. */
  readonly attemptToken?: string | null;
}

const PLANNED = [
  'key',
  'invoiceId',
  'caseId',
  'kind',
  'level',
  'round',
  'channel',
  'requestHash',
  'amount',
  'plannedAt',
  'attemptToken',
  'nextAttemptAt',
] as const;
type Planned = Pick<EffectRow, (typeof PLANNED)[number]>;
const FINISHED = ['state', 'finishedAt', 'lastError'] as const;
/** What a later result may leave out: then it stays as it is. */
const KEPT = ['providerId', 'deliveredOn', 'deliveredHash'] as const;
type Kept = (typeof KEPT)[number];
type Finish = Pick<EffectRow, (typeof FINISHED)[number] | Kept> & { [name in `keeps ${Kept}`]: 0 | 1 } & {
  token: string | null;
};

const unlessKept = (name: Kept) =>
  sql`case when ${named(`keeps ${name}`)} = 1 then ${effects[name]} else ${given(effects[name], name)} end`;

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(effects, 'key');
  const isIn = (...states: EffectState[]) => inArray(effects.state, states);
  const tokenFits = ifGiven('token', sql`${effects.attemptToken} = ${named('token')}`);
  const update = <Named extends object>(
    set: Record<string, SQL | string | number | boolean | null>,
    where: SQL,
  ) => write<Named & { key: string }>(orm.update(effects).set(set).where(and(isIt, where)));
  const claimed = { state: EffectState.HANDING_OVER, finishedAt: null };
  return {
    byKey: orm.select(EFFECT).from(effects).where(isIt).prepare(),
    insert: write<Planned>(
      orm
        .insert(effects)
        .values({ ...placeholders(effects, PLANNED), ...claimed, attempts: 1 })
        .onConflictDoNothing(),
    ),
    insertPlanned: write<Omit<Planned, 'attemptToken'>>(
      orm
        .insert(effects)
        .values({
          ...placeholders(
            effects,
            PLANNED.filter((name) => name !== 'attemptToken'),
          ),
          state: EffectState.PLANNED,
          attempts: 0,
        } as never)
        .onConflictDoNothing(),
    ),
    revive: update<Planned>(
      {
        ...placeholders(effects, PLANNED),
        ...claimed,
        attempts: 1,
        providerId: null,
        deliveredHash: null,
      },
      isIn(EffectState.CANCELLED),
    ),
    claim: update<Pick<EffectRow, 'attemptToken' | 'nextAttemptAt'> & { at: Instant }>(
      {
        ...placeholders(effects, ['attemptToken', 'nextAttemptAt']),
        state: EffectState.HANDING_OVER,
        attempts: sql`${effects.attempts} + 1`,
      },
      or(
        isIn(EffectState.PLANNED),
        and(isIn(EffectState.HANDING_OVER), lte(effects.nextAttemptAt, named('at'))),
      ) as SQL,
    ),
    finish: update<Finish>(
      {
        ...placeholders(effects, FINISHED),
        ...Object.fromEntries(KEPT.map((name) => [name, unlessKept(name)])),
      },
      tokenFits,
    ),
    cancel: update<{ finishedAt: Instant }>(
      { ...placeholders(effects, ['finishedAt']), state: EffectState.CANCELLED },
      // Of one that failed or came back nothing is waited for any more.
      isIn(EffectState.PLANNED, EffectState.FAILED, EffectState.BOUNCED),
    ),
    flag: write<{ invoiceId: number; from: Day; to: Day | null }>(
      orm
        .update(effects)
        .set({ sentInsideHold: true })
        .where(
          and(
            equals(effects, 'invoiceId'),
            eq(effects.kind, EffectKind.LEVEL),
            isNotNull(effects.deliveredOn),
            sql`${effects.deliveredOn} >= ${named('from')}`,
            ifGiven('to', sql`${effects.deliveredOn} < ${named('to')}`),
            eq(effects.sentInsideHold, false),
          ),
        ),
    ),
  };
});

export async function findEffect(tx: Tx, key: string): Promise<EffectRow | undefined> {
  return statements(tx).byKey.get({ key });
}

/**
 * Plans an effect and claims its first attempt; one that was cancelled is taken up again under its key.
 *
 * In any other state it is returned as it stands, unchanged: it was planned before.
 */
export async function planEffect(tx: Tx, effect: EffectToPlan): Promise<'claimed' | EffectRow> {
  const { insert, revive, byKey } = statements(tx);
  const { content, leaseUntil, ...planned } = effect;
  const row = { caseId: null, ...planned, nextAttemptAt: leaseUntil };
  const claimed = (await insert(row)).changes === 1 || (await revive(row)).changes === 1;
  if (claimed) {
    if (content !== null && content !== undefined) await saveContent(tx, effect.key, content);
    return 'claimed';
  }
  return (await byKey.get({ key: effect.key })) as EffectRow;
}

/** An effect to be handed over later. */
export type EffectForLater = Omit<EffectToPlan, 'attemptToken' | 'leaseUntil'>;

/** Plans an effect without claiming it; one that stands under its key stays as it is. True when it is new. */
export async function planForLater(tx: Tx, effect: EffectForLater): Promise<boolean> {
  const { content, ...planned } = effect;
  const row = { caseId: null, ...planned, nextAttemptAt: effect.plannedAt };
  if ((await statements(tx).insertPlanned(row)).changes !== 1) return false;
  if (content !== null && content !== undefined) await saveContent(tx, effect.key, content);
  return true;
}

/**
 * Claims another attempt of a planned effect, or of one whose lease ran out by `at`; false when it is neither.
 */
export async function claimEffect(tx: Tx, key: string, attempt: Attempt): Promise<boolean> {
  const { attemptToken, leaseUntil, at } = attempt;
  return (await statements(tx).claim({ key, attemptToken, nextAttemptAt: leaseUntil, at })).changes === 1;
}

/** Writes how a hand-over ended; false when the attempt no longer holds the effect, which then stays as it is. */
export async function finishEffect(tx: Tx, key: string, result: EffectResult): Promise<boolean> {
  const { state, finishedAt, lastError = null, attemptToken = null } = result;
  const kept = KEPT.map((name) => [name, result[name] ?? null]);
  const keeps = KEPT.map((name) => [`keeps ${name}`, result[name] === undefined ? 1 : 0]);
  const row = {
    ...{ key, state, finishedAt, lastError, token: attemptToken },
    ...(Object.fromEntries([...kept, ...keeps]) as Omit<Finish, (typeof FINISHED)[number] | 'token'>),
  };
  return (await statements(tx).finish(row)).changes === 1;
}

/** Cancels an effect that no gateway has in hand, also one that failed or came back; false in every other state. */
export async function cancelEffect(tx: Tx, key: string, at: Instant): Promise<boolean> {
  return (await statements(tx).cancel({ key, finishedAt: at })).changes === 1;
}

/** Flags the levels delivered from that day up to, not including, the other: they went out inside a hold recorded later. */
export async function flagSentInside(tx: Tx, invoiceId: number, from: Day, to: Day | null): Promise<number> {
  return (await statements(tx).flag({ invoiceId, from, to })).changes;
}
