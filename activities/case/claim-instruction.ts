import type { EffectContent } from '../../contracts/effects.ts';
import { claimEffect, contentOf, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { instructionUnderWay } from '../../domain/case/handed-over.ts';
import { nextToHandOver } from '../../domain/case/next-step.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { type ClaimedDelivery, newAttempt } from '../effects/delivery.ts';
import type { CasePerformed, CaseStepContext } from './types.ts';

/**
 * Claims the next instruction for one attempt, after the last look. A lease that ran out is taken over:
 * every collector knows a key that it has had before.
 */
export async function claimNext(tx: Tx, context: CaseStepContext): Promise<CasePerformed> {
  const { gathered, decision, asOf } = context;
  const next = nextToHandOver(situation({ ...gathered, facts: decision.facts }, asOf));
  if (next === null || next.nextAttemptAt > asOf) return { context, deliveries: [] };
  const delivery = await claim(tx, next.key, asOf);
  if (delivery === null) return { context, deliveries: [] };
  const underWay = instructionUnderWay(decision, next.key, delivery.leaseUntil);
  return { context: { ...context, decision: underWay }, deliveries: [delivery] };
}

async function claim(tx: Tx, key: string, asOf: number): Promise<ClaimedDelivery | null> {
  const row = await findEffect(tx, key);
  if (row === undefined) return null;
  const content = (await contentOf(tx, key)) as EffectContent | undefined;
  if (content === undefined) throw new NotInDatabase(`The content of ${key} was erased.`);
  const attempt = newAttempt(asOf);
  if (!(await claimEffect(tx, key, { ...attempt, at: asOf }))) return null;
  const { kind, attempts } = row;
  return { key, kind, channel: row.channel as Channel, content, attempts: attempts + 1, ...attempt };
}
