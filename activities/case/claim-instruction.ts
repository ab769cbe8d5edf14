import type { EffectContent } from '../../contracts/effects.ts';
import { claimEffect, contentOf, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { nextToHandOver } from '../../domain/case/next-step.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { type ClaimedDelivery, newAttempt } from '../effects/delivery.ts';
import type { CaseOutcomeOfStep, CaseStepContext } from './case-context.ts';
import { writeCase } from './write-decision.ts';

/**
 * Claims the next instruction for one attempt, after the last look. A lease that ran out is taken over:
 * every collector knows a key that it has had before.
 */
export async function claimNext(tx: Tx, context: CaseStepContext): Promise<CaseOutcomeOfStep> {
  const { gathered, decision, asOf } = context;
  const { calendar } = gathered;
  const next = nextToHandOver(situation({ facts: decision.facts, calendar }, asOf));
  if (next === null || next.nextAttemptAt > asOf)
    return { plan: await writeCase(tx, context), delivery: null };
  const delivery = await claim(tx, next.key, asOf);
  const instructions = decision.facts.instructions.map((one) =>
    one.key === next.key && delivery !== null
      ? { ...one, state: EffectState.HANDING_OVER, nextAttemptAt: delivery.leaseUntil }
      : one,
  );
  const claimed = { ...decision, facts: { ...decision.facts, instructions } };
  return { plan: await writeCase(tx, { ...context, decision: claimed }), delivery };
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
