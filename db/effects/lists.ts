import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { PendingEffect } from '../../domain/invoice/facts.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { equals, ifGiven, named } from '../named.ts';
import { EFFECT, type EffectRow, effects } from '../tables/effects.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

const IN_FLIGHT: EffectState[] = [EffectState.PLANNED, EffectState.HANDING_OVER];
/** Neither on their way nor done: the path waits until someone says what became of them. */
export const NEEDS_A_PERSON: EffectState[] = [EffectState.UNCERTAIN, EffectState.FAILED, EffectState.BOUNCED];

export interface EffectFilter {
  readonly creditor?: string | undefined;
  readonly states?: readonly EffectState[] | undefined;
  readonly kind?: EffectKind | undefined;
  /** The key of the last one seen. */
  readonly afterKey?: string | undefined;
  readonly limit: number;
}

/** An effect with the invoice it is about. */
export type ListedEffect = EffectRow & { readonly creditor: string | null; readonly number: string | null };

const statements = preparedStatements(({ orm }) => {
  const later = alias(effects, 'later');
  /** A bounced letter that another channel or the next level has followed is history. */
  const hasSuccessor = sql`exists ${orm
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.invoiceId, effects.invoiceId),
        eq(later.round, effects.round),
        eq(later.kind, effects.kind),
        // The same level once more is another revision of it, which takes its place also where it is not wanted now.
        or(ne(later.state, EffectState.CANCELLED), eq(later.level, effects.level)),
        or(
          gt(later.plannedAt, effects.plannedAt),
          and(eq(later.plannedAt, effects.plannedAt), gt(later.id, effects.id)),
        ),
      ),
    )}`;
  const isIfGiven = (column: SQL, name: string) => ifGiven(name, sql`${column} = ${named(name)}`);
  return {
    pending: orm
      .select({
        key: effects.key,
        level: sql<string>`${effects.level}`,
        state: effects.state,
        nextAttemptAt: effects.nextAttemptAt,
      })
      .from(effects)
      .innerJoin(invoices, eq(invoices.id, effects.invoiceId))
      .where(
        and(
          equals(effects, 'invoiceId'),
          eq(effects.kind, EffectKind.LEVEL),
          or(
            inArray(effects.state, IN_FLIGHT),
            and(
              inArray(effects.state, NEEDS_A_PERSON),
              eq(effects.round, invoices.round),
              or(ne(effects.state, EffectState.BOUNCED), sql`not ${hasSuccessor}`),
            ),
          ),
        ),
      )
      .orderBy(desc(inArray(effects.state, IN_FLIGHT)), asc(effects.plannedAt), asc(effects.id))
      .limit(1)
      .prepare(),
    sent: orm
      .select({
        level: sql<string>`${effects.level}`,
        round: effects.round,
        channel: effects.channel,
        deliveredOn: sql<Day>`${effects.deliveredOn}`,
      })
      .from(effects)
      .where(
        and(equals(effects, 'invoiceId'), eq(effects.kind, EffectKind.LEVEL), isNotNull(effects.deliveredOn)),
      )
      .orderBy(asc(effects.deliveredOn), asc(effects.id))
      .prepare(),
    lastOfLevel: orm
      .select(EFFECT)
      .from(effects)
      .where(
        and(
          equals(effects, 'invoiceId'),
          equals(effects, 'round'),
          equals(effects, 'level'),
          eq(effects.kind, EffectKind.LEVEL),
        ),
      )
      .orderBy(desc(effects.id))
      .limit(1)
      .prepare(),
    ofInvoice: orm
      .select(EFFECT)
      .from(effects)
      .where(equals(effects, 'invoiceId'))
      .orderBy(asc(effects.plannedAt), asc(effects.id))
      .prepare(),
    stuck: orm
      .select(EFFECT)
      .from(effects)
      .where(
        and(
          inArray(effects.state, IN_FLIGHT),
          // Those of a case wait for its step: a paused case keeps its order back for as long as it likes.
          isNull(effects.caseId),
          lt(effects.nextAttemptAt, named('before')),
        ),
      )
      .orderBy(asc(effects.nextAttemptAt))
      .limit(named('limit'))
      .prepare(),
    failing: orm
      .select(EFFECT)
      .from(effects)
      .where(and(inArray(effects.state, IN_FLIGHT), sql`${effects.attempts} >= ${named('attempts')}`))
      .orderBy(asc(effects.nextAttemptAt))
      .limit(named('limit'))
      .prepare(),
    list: orm
      .select({ effect: EFFECT, creditor: invoices.creditor, number: invoices.number })
      .from(effects)
      .leftJoin(invoices, eq(invoices.id, effects.invoiceId))
      .where(
        and(
          gt(effects.key, named('afterKey')),
          isIfGiven(sql`${invoices.creditor}`, 'creditor'),
          isIfGiven(sql`${effects.kind}`, 'kind'),
          ifGiven('states', isOneOf(effects.state, 'states')),
        ),
      )
      .orderBy(asc(effects.key))
      .limit(named('limit'))
      .prepare(),
  };
});

/**
 * The letter that the invoice's path waits for: on its way, or in need of a person.
 *
 * Messages to the operator never stop the path, nor do leftovers of a round that a restart has ended.
 */
export async function pendingEffectOf(tx: Tx, invoiceId: number): Promise<PendingEffect | null> {
  return (await statements(tx).pending.get({ invoiceId })) ?? null;
}

/** A letter of an invoice that went out, and the day on which it counts as delivered. */
export interface SentLevel {
  readonly level: string;
  readonly round: number;
  readonly channel: string;
  readonly deliveredOn: Day;
}

/** The letters of an invoice that went out, in the order of their days. */
export async function sentLevelsOf(tx: Tx, invoiceId: number): Promise<readonly SentLevel[]> {
  return statements(tx).sent.all({ invoiceId });
}

/** The last revision of a level's letter in that round; undefined when it was never planned. */
export async function lastLetterOf(
  tx: Tx,
  of: { readonly invoiceId: number; readonly round: number; readonly level: string },
): Promise<EffectRow | undefined> {
  return statements(tx).lastOfLevel.get(of);
}

/** All effects of an invoice in the order they were planned. */
export async function effectsOf(tx: Tx, invoiceId: number): Promise<readonly EffectRow[]> {
  return statements(tx).ofInvoice.all({ invoiceId });
}

/**
 * Effects whose next attempt or end of lease should have come before that moment, the oldest first. Those of cases are
 * left out: late cases are found by their own steps.
 */
export async function stuckEffects(tx: Tx, before: Instant, limit: number): Promise<readonly EffectRow[]> {
  return statements(tx).stuck.all({ before, limit });
}

/** Effects on their way that took at least so many attempts without arriving, the next to be tried first. */
export async function failingEffects(tx: Tx, attempts: number, limit: number): Promise<readonly EffectRow[]> {
  return statements(tx).failing.all({ attempts, limit });
}

/** Effects that match, in the order of their keys, each with its invoice. */
export async function listEffects(tx: Tx, filter: EffectFilter): Promise<readonly ListedEffect[]> {
  const { creditor = null, kind = null, states, afterKey = '', limit } = filter;
  const rows = await statements(tx).list.all({
    creditor,
    kind,
    states: states === undefined ? null : JSON.stringify(states),
    afterKey,
    limit,
  });
  return rows.map(({ effect, creditor, number }) => ({ ...effect, creditor, number }));
}
