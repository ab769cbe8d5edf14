import type { InvoicePlan } from '../../contracts/invoice.ts';
import type { Tx } from '../../db/tx.ts';
import { CaseSource } from '../../domain/case/state.ts';
import { transferred } from '../../domain/invoice/apply-step.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import { InvoiceEvent } from '../../domain/invoice/machine.ts';
import { EntryKind } from '../../domain/kernel/open-amount.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { openCaseOf } from '../case/open-case-of.ts';
import type { StepContext } from './outcome.ts';
import { type Author, BY_ENGINE, writeDecision } from './write-decision.ts';

/**
 * Hands the claim to debt collection: the stage and the case are written in one transaction, and the case is
 * queued for its workflow. Without `source`, only when a chargeback has just transferred the invoice.
 */
export async function openCaseFor(tx: Tx, context: StepContext, source?: 'transfer'): Promise<Decision> {
  const { gathered, asOf } = context;
  const { calendar } = gathered;
  const byChargeback = context.decision.transitions.find(
    (transition) => transition.event === InvoiceEvent.TRANSFERRED_BY_CHARGEBACK,
  );
  if (source === undefined && byChargeback === undefined) return context.decision;
  const decision =
    source === undefined ? context.decision : transferred(context.decision, situation({ calendar }, asOf));
  const isRefund = byChargeback?.reason === EntryKind.REFUND;
  const caseSource =
    source !== undefined ? CaseSource.TRANSFER : isRefund ? CaseSource.REFUND : CaseSource.CHARGEBACK;
  const caseCount = await openCaseOf(tx, {
    invoices: [{ gathered, facts: decision.facts }],
    source: caseSource,
    by: BY_ENGINE.by,
    asOf,
  });
  const { state } = decision.facts;
  return { ...decision, facts: { ...decision.facts, state: { ...state, caseCount } } };
}

/** Writes a decision wherever bookings were settled: should a chargeback have transferred it, its case opens. */
export async function writeWithCase(
  tx: Tx,
  context: StepContext,
  author: Author = BY_ENGINE,
): Promise<InvoicePlan> {
  const decision = await openCaseFor(tx, context);
  return writeDecision(tx, context.gathered, decision, context.asOf, author);
}
