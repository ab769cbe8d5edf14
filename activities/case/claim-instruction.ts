import type { Channel, EffectContent } from '../../contracts/effects.ts';
import { claimEffect, contentOf, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { nextToHandOver } from '../../domain/case/next-step.ts';
import { EffectState } from '../../domain/invoice/facts.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { type ClaimedParcel, newAttempt } from '../effects/delivery.ts';
import type { CaseOutcomeOfStep, CaseStepContext } from './case-context.ts';
import { writeCase } from './write-decision.ts';

/**
 * Claims the next word to the collector for one attempt, after the last look. A lease that ran out is taken over:
 * every collector knows a key that it has had before.
 */
export async function claimNext(tx: Tx, context: CaseStepContext): Promise<CaseOutcomeOfStep> {
  const { gathered, progress, asOf } = context;
  const { calendar } = gathered;
  const next = nextToHandOver({ facts: progress.facts, calendar, asOf });
  if (next === null || next.nextAttemptAt > asOf) return { plan: await writeCase(tx, context), parcel: null };
  const parcel = await claim(tx, next.key, asOf);
  const instructions = progress.facts.instructions.map((one) =>
    one.key === next.key && parcel !== null
      ? { ...one, state: EffectState.HANDING_OVER, nextAttemptAt: parcel.leaseUntil }
      : one,
  );
  const claimed = { ...progress, facts: { ...progress.facts, instructions } };
  return { plan: await writeCase(tx, { ...context, progress: claimed }), parcel };
}

async function claim(tx: Tx, key: string, asOf: number): Promise<ClaimedParcel | null> {
  const row = await findEffect(tx, key);
  if (row === undefined) return null;
  const content = (await contentOf(tx, key)) as EffectContent | undefined;
  if (content === undefined) throw new NotInDatabase(`The content of ${key} was erased.`);
  const attempt = newAttempt(asOf);
  if (!(await claimEffect(tx, key, { ...attempt, at: asOf }))) return null;
  const { kind, attempts } = row;
  return { key, kind, channel: row.channel as Channel, content, attempts: attempts + 1, ...attempt };
}
