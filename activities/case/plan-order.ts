import { orderContent, targetOf } from '../../compose/effects/order-content.ts';
import { instructionKey } from '../../contracts/ids.ts';
import { documentsOf } from '../../db/case/documents.ts';
import { invoicesOfCase, newestEntryOf } from '../../db/case/facts.ts';
import { planForLater } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { instructionPlanned } from '../../domain/case/handed-over.ts';
import { Channel } from '../../domain/effects/channels.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { hashOf } from '../effects/delivery.ts';
import { claimNext } from './claim-instruction.ts';
import type { CasePerformed, CaseStepContext } from './types.ts';

/**
 * Plans the order to the collector, frozen as of now, under a key that is never used for anything else, and claims
 * its first attempt. What is booked from now on, the collector is told apart.
 */
export async function planOrder(tx: Tx, context: CaseStepContext): Promise<CasePerformed> {
  const { gathered, decision, asOf } = context;
  const { row } = gathered;
  const { configuration } = decision.facts;
  if (configuration === null) throw new Error(`Case ${row.reference} is PENDING without a configuration.`);
  const key = instructionKey(row.creditor, row.reference, InstructionKind.ORDER);
  const linked = await invoicesOfCase(tx, row.id);
  const documents = (await documentsOf(tx, row.id)).map(({ name, type, size, hash }) => ({
    name,
    type,
    size,
    hash,
  }));
  const target = targetOf(configuration, row.environment);
  const invoices = linked.filter(({ active }) => active).map((one) => one.row);
  const content = orderContent({ ...gathered, facts: decision.facts }, target, invoices, documents, asOf);
  const isNew = await planForLater(tx, {
    key,
    invoiceId: null,
    caseId: row.id,
    kind: EffectKind.ORDER,
    level: null,
    round: 0,
    channel: Channel.COLLECTOR,
    requestHash: hashOf(content),
    amount: decision.facts.state.amount,
    content,
    plannedAt: asOf,
  });
  const planned = instructionPlanned(key, InstructionKind.ORDER, asOf);
  const { instructions } = decision.facts;
  return claimNext(tx, {
    ...context,
    decision: {
      ...decision,
      facts: { ...decision.facts, instructions: isNew ? [...instructions, planned] : instructions },
      toldUpTo: await newestEntryOf(tx, row.id),
    },
  });
}
