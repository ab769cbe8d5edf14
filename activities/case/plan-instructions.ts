import { instructionContent, targetOf } from '../../compose/effects/order-content.ts';
import { instructionKey } from '../../contracts/ids.ts';
import { planForLater } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import type { PendingInstruction } from '../../domain/case/facts.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { instructionPlanned } from '../../domain/case/handed-over.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { hashOf } from '../effects/delivery.ts';
import type { CaseStepContext } from './types.ts';

/** Writes down what the collector is to be told, each under its permanent key; returns what is new. */
export async function planInstructions(
  tx: Tx,
  { gathered, decision, asOf }: CaseStepContext,
): Promise<readonly PendingInstruction[]> {
  const { row, facts: before } = gathered;
  const configuration = decision.facts.configuration ?? before.configuration;
  if (configuration === null || decision.instructions.length === 0) return [];
  const target = targetOf(configuration, row.environment);
  const planned: PendingInstruction[] = [];
  for (const { about, which } of decision.instructions) {
    const key = instructionKey(row.creditor, row.reference, about.kind, which);
    const content = instructionContent(gathered, target, about, asOf);
    const isNew = await planForLater(tx, {
      key,
      invoiceId: null,
      caseId: row.id,
      kind: EffectKind.INSTRUCTION,
      level: null,
      round: 0,
      channel: Channel.COLLECTOR,
      requestHash: hashOf(content),
      amount: about.kind === InstructionKind.BOOKING ? about.amount : 0,
      content,
      plannedAt: asOf,
    });
    if (isNew) planned.push(instructionPlanned(key, about.kind, asOf));
  }
  return planned;
}
