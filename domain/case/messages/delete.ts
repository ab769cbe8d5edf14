import { EffectState } from '../../effects/effect.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import type { CaseFacts } from '../facts.ts';
import { awaitsWithdrawal } from '../order.ts';
import { CaseEnvironment, CaseState } from '../state.ts';
import { orderInTheAir } from './ended.ts';
import { caseMessage, version } from './message.ts';

export const deleteCase = caseMessage({
  kind: 'delete',
  summary:
    'Deletes a case with all it holds; only that it was there, who deleted it and when stays. For deactivated cases, and for drafts without invoices that no collector ever had.',
  fields: { version },
  states: Object.values(CaseState),
  scope: Scope.ADMIN,
  script: true,
  command: {
    name: 'delete',
    brief: 'delete a deactivated case or a draft',
    examples: ['2026/001-1'],
  },
  refused:
    'unless the case is deactivated and its collector has let go of it, or it has no invoices, was never ordered and is TEST or in PREPARING; while an instruction is on its way, or nobody knows whether the order arrived.',

  decide({ decision }, { by }) {
    const { facts } = decision;
    if (facts.instructions.some(({ state }) => ON_THEIR_WAY.includes(state))) {
      return refuse(
        RefusalCode.UNDER_WAY,
        'Words to the collector are still on their way: wait until they have arrived.',
      );
    }
    const inTheAir = orderInTheAir(facts);
    if (inTheAir !== null) return inTheAir;
    if (awaitsWithdrawal(facts)) {
      return refuse(
        RefusalCode.UNDER_WAY,
        'The collector has not acknowledged the withdrawal yet, and may still take money in: wait for it, or say so with `close`.',
      );
    }
    if (!mayBeDeleted(facts)) {
      return refuse(
        RefusalCode.NOT_ALLOWED,
        'Only a deactivated case can be deleted, or one of the test environment or in preparation that was never ordered and has no invoices: deactivate it first.',
      );
    }
    return { decision: { ...decision, deletes: true }, says: `The case is deleted by ${by}.` };
  },
});

const ON_THEIR_WAY: readonly EffectState[] = [EffectState.PLANNED, EffectState.HANDING_OVER];

function mayBeDeleted(facts: CaseFacts): boolean {
  if (facts.state.deactivatedAt !== null) return true;
  const isDraft = facts.environment === CaseEnvironment.TEST || facts.state.state === CaseState.PREPARING;
  return isDraft && !facts.hasInvoices && facts.state.processingStartedAt === null && !facts.isOrdered;
}
