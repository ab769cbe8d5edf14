import type { CaseStepInput } from '../../contracts/case.ts';
import { delayEffect, type EffectRow } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { instructionNotDelivered } from '../../domain/case/handed-over.ts';
import { settleCase } from '../../domain/case/settle.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { EffectOutcome, type Resolution } from '../../domain/effects/effect-outcome.ts';
import { RefusalCode, type Refused, refuse } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import type { Accepted } from '../actor/subject.ts';
import { arrived } from './instruction-results.ts';
import type { CaseStepContext, CaseTypes } from './types.ts';

const SETTLED: readonly EffectState[] = [
  EffectState.DELIVERED,
  EffectState.HANDED_OVER,
  EffectState.CANCELLED,
];

/** Writes what a person found out about an order or another instruction. */
export async function resolveInstruction(
  tx: Tx,
  context: CaseStepContext,
  input: CaseStepInput,
  { key, outcome, by, commandId }: Resolution,
  row: EffectRow,
): Promise<Accepted<CaseTypes> | Refused> {
  const { deps, asOf } = context;
  const author = { by, commandId };
  if (SETTLED.includes(row.state)) {
    return refuse(RefusalCode.NOT_ALLOWED, `It is ${row.state} already: nothing is open about it.`);
  }
  switch (outcome) {
    case EffectOutcome.DELIVERED: {
      const receipt = { state: EffectState.DELIVERED, providerId: `by ${by}` } as const;
      const { kind, attempts } = row;
      const effect = { key, kind, attempts, channel: row.channel as Channel };
      const after = await arrived(tx, deps, input, effect, receipt);
      return { context: after, says: 'It counts as arrived.', author };
    }
    case EffectOutcome.NOT_DELIVERED: {
      await delayEffect(tx, key, { nextAttemptAt: asOf, lastError: 'A person said that it did not arrive.' });
      const gathered = await gatherCase(tx, deps.sources, input, asOf);
      const now = situation(gathered, asOf);
      const occasion = { at: asOf, on: now.today, reason: outcome, ...author };
      const decision = instructionNotDelivered(settleCase(now), occasion);
      return { context: { ...context, gathered, decision }, says: 'It is tried again.', author };
    }
    case EffectOutcome.BOUNCED:
    case EffectOutcome.SOFT_BOUNCED:
    case EffectOutcome.RETURNED:
    case EffectOutcome.COMPLAINT:
      return refuse(
        RefusalCode.NOT_ALLOWED,
        'An instruction does not come back: say `delivered` or `notDelivered`.',
      );
    default:
      return outcome satisfies never;
  }
}
