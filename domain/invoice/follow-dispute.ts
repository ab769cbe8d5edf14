import { accountOn } from '../agreements/account.ts';
import { byEngine } from '../kernel/machine.ts';
import { endTask, TaskKind } from '../tasks/task.ts';
import { advance, type Decision } from './decision.ts';
import { type Dispute, DisputeStatus } from './dispute.ts';
import { InvoiceEvent } from './machine.ts';
import type { InvoiceMoment } from './situation.ts';

/** A conceded part is over once anything was credited since: whoever did that knows how much. */
export function followDispute(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const { dispute, ledger } = facts;
  if (dispute?.status !== DisputeStatus.CONCEDED) return decision;
  if (accountOn(ledger, moment.today).forgiven <= (dispute.forgivenBefore ?? 0)) return decision;
  const credited = advance(decision, InvoiceEvent.DISPUTE_CREDITED, byEngine(moment));
  const ended = { ...credited, facts: { ...credited.facts, dispute: null } };
  return endTask(withDispute(ended, { ...dispute, status: DisputeStatus.ENDED }), TaskKind.CREDIT_PROPOSED);
}

/** The decision with what is to be written of its dispute. */
export function withDispute(decision: Decision, dispute: Dispute): Decision {
  return { ...decision, disputes: [...decision.disputes, dispute] };
}
