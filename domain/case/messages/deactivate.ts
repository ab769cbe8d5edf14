import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { deactivated, withdrawalAsked } from '../ending.ts';
import type { CaseRecord } from '../facts.ts';
import { isWithCollector } from '../order.ts';
import { CaseState, hasCaseEnded } from '../state.ts';
import { orderInTheAir } from './ended.ts';
import { caseMessage, occasionOf, version } from './message.ts';

/** What whoever deactivates a case must say that they know. */
export const Acknowledgement = {
  /** The case has been visible to the debtor. */
  PUBLISHED: 'published',
  /** The debtor has received communication about the case. */
  STEPS_TAKEN: 'stepsTaken',
} as const;
export type Acknowledgement = (typeof Acknowledgement)[keyof typeof Acknowledgement];

export const deactivate = caseMessage({
  kind: 'deactivate',
  summary:
    'Deactivates a case, for good: it disappears from what the debtor sees, its invoices are unlinked, and those still open are blocked as "Debt collection case deactivated". It stays in the archive. From a collector it is withdrawn with that, for which the collector may charge, and followed until it has let go.',
  details:
    'What of `acknowledged` applies must be in it; what does not apply is ignored. Until its collector acknowledges, its reports still count, money that comes is booked on the invoices, and no other case is started for them unless that is forced.',
  fields: {
    version,
    acknowledged: {
      type: 'someOf',
      option: 'acknowledge',
      help: 'that you know what the debtor has seen and heard',
      values: Object.values(Acknowledgement),
      called: 'acknowledgement',
      example: Object.values(Acknowledgement),
    },
    reason: { type: 'text', help: 'why, for the record', example: 'wrong debtor' },
  },
  states: Object.values(CaseState),
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'deactivate',
    brief: 'take a case out of sight, for good; its invoices are blocked',
    examples: ['2026/001-1', '2026/001-1 --acknowledge published --acknowledge steps-taken'],
  },
  refused:
    'without an acknowledgement that applies, by its name; while an order is being handed over, or nobody knows whether it arrived.',

  decide(context, command) {
    const { decision } = context;
    const { facts } = decision;
    if (facts.state.deactivatedAt !== null) return { decision, says: 'The case was deactivated before.' };
    const refused = orderInTheAir(facts);
    if (refused !== null) return refused;
    const missing = neededFor(facts.state).filter((one) => !command.acknowledged.includes(one));
    if (missing.length > 0) {
      return refuse(RefusalCode.NOT_ALLOWED, missing.map((one) => MISSING[one]).join(' '));
    }
    const occasion = occasionOf(context, command, command.reason);
    const isCollected = !hasCaseEnded(facts.state.state) && isWithCollector(facts);
    if (!isCollected) {
      return {
        decision: deactivated(decision, occasion),
        says: 'The case is deactivated, for good. Its open invoices are blocked: resume them and start a new case, or close them.',
      };
    }
    const reason = command.reason ?? 'deactivated';
    const withdrawn = facts.state.withdrawalAsked
      ? decision
      : withdrawalAsked(decision, occasionOf(context, command, reason), reason);
    return {
      decision: deactivated(withdrawn, occasion),
      says: 'The case is deactivated, for good. The withdrawal goes to the collector, who may charge for it; until it is acknowledged no other case is started for these invoices unless that is forced. Money that still comes is booked on the invoices.',
    };
  },
});

/** What whoever deactivates the case must say that they know. */
export function neededFor({
  publishedAt,
  stepsTakenAt,
}: Pick<CaseRecord, 'publishedAt' | 'stepsTakenAt'>): readonly Acknowledgement[] {
  return [
    ...(publishedAt === null ? [] : [Acknowledgement.PUBLISHED]),
    ...(stepsTakenAt === null ? [] : [Acknowledgement.STEPS_TAKEN]),
  ];
}

const MISSING: Readonly<Record<Acknowledgement, string>> = {
  [Acknowledgement.PUBLISHED]:
    'Acknowledge `published`: the debt collection case has already been published, so the debtor may have seen it.',
  [Acknowledgement.STEPS_TAKEN]:
    'Acknowledge `stepsTaken`: steps were taken in the case, so the debtor has received communication about it.',
};
