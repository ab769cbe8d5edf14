import { finishEffect, planForLater } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { raiseAttention } from '../../domain/invoice/attention.ts';
import { letterUnderWay } from '../../domain/invoice/letters.ts';
import type { Level } from '../../domain/invoice/policy.ts';
import { byEngine } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/** All that is known of the customer came back: nothing goes there again, and a person is asked for another address. */
export async function noChannel(
  tx: Tx,
  context: InvoiceContext,
  level: Pick<Level, 'name' | 'channels'>,
  key: string,
): Promise<InvoicePerformed> {
  const { gathered, decision, asOf } = context;
  const { state } = decision.facts;
  const lastError = 'Every address of the customer came back.';
  await planForLater(tx, {
    ...{ key, invoiceId: gathered.row.id, kind: EffectKind.LEVEL, level: level.name, round: state.round },
    ...{ channel: level.channels?.at(-1) ?? Channel.LETTER, requestHash: '', amount: 0, content: null },
    plannedAt: asOf,
  });
  await finishEffect(tx, key, { state: EffectState.FAILED, finishedAt: asOf, lastError });
  const failed = { key, level: level.name, state: EffectState.FAILED, nextAttemptAt: asOf };
  const task = TaskKind.EFFECT_FAILED;
  const occasion = byEngine(situation(gathered, asOf), task);
  const raised = raiseAttention(letterUnderWay(decision, failed), task, occasion, { note: lastError });
  return { context: { ...context, decision: raised }, deliveries: [] };
}
