import { invoiceWorkflowId } from '../../contracts/ids.ts';
import type { StagedInvoice } from '../../contracts/intake.ts';
import { ensureCustomer } from '../../db/customer/customers.ts';
import { insertHold } from '../../db/holds.ts';
import { moneyWaitingFor } from '../../db/intake/unmatched.ts';
import { findInvoice, findInvoiceByNumber, insertInvoice } from '../../db/invoice/invoices.ts';
import { insertTransitions } from '../../db/invoice/transitions.ts';
import { queueWake, TAKEN_IN } from '../../db/invoice/wake.ts';
import { MatchRule } from '../../domain/intake/matching/match.ts';
import { referenceKeyOf } from '../../domain/intake/matching/reference-key.ts';
import { whyNotDue } from '../../domain/invoice/due-date.ts';
import {
  importedAs,
  levelNamed,
  openingState,
  whyNotOpening,
} from '../../domain/invoice/opening-position.ts';
import { Because, Step } from '../../domain/invoice/plan.ts';
import { formatDay, type Instant } from '../../domain/kernel/day.ts';
import { HoldKind, HoldReason, HoldScope } from '../../domain/kernel/holds.ts';
import { decideOutside } from './decide-all.ts';
import type { IntakeContext } from './intake-context.ts';
import { matchToInvoice, waitingOf } from './money.ts';
import { type RowResult, refused, TAKEN } from './row-result.ts';
import { takeAgain } from './take-invoice-again.ts';

/** Temporal refuses workflow ids of more than 1000 characters; keys of effects add to them. */
const LONGEST_ID = 800;

/** Takes one invoice in, or what changed of one that is known. */
export async function takeInvoice(context: IntakeContext, staged: StagedInvoice): Promise<RowResult> {
  const { tx, creditor } = context;
  if (invoiceWorkflowId(creditor.creditor, staged.number).length > LONGEST_ID) {
    return refused('number: it is too long; 200 letters or digits, fewer where they are not Latin.');
  }
  if (staged.currency !== creditor.currency) {
    return refused(
      `currency: "${staged.currency}" is not the creditor's; its invoices are in ${creditor.currency}.`,
    );
  }
  const known = await findInvoiceByNumber(tx, creditor.creditor, staged.number);
  return known === undefined ? takeNew(context, staged) : takeAgain(context, staged, known);
}

async function takeNew(context: IntakeContext, staged: StagedInvoice): Promise<RowResult> {
  const { tx, deps, creditor, policy, calendar, by } = context;
  const last = staged.lastLevel === undefined ? null : levelNamed(policy, staged.lastLevel);
  const on = staged.lastLevelOn ?? null;
  const today = deps.sources.rehearsal ? null : calendar.dayOf(context.asOf);
  const problem = whyNotOpening(policy, staged, today) ?? whyNotDated(staged);
  if (problem !== null) return refused(problem);
  const asOf = decisionMoment(context, staged);
  const state = openingState(policy, calendar, last, on);
  const disputed = staged.disputed ?? false;
  const id = await insertInvoice(tx, {
    ...state,
    creditor: creditor.creditor,
    number: staged.number,
    customerId: await ensureCustomer(tx, creditor.creditor, staged.customer),
    amount: staged.amount,
    currency: staged.currency,
    issuedOn: staged.issuedOn,
    dueOn: staged.dueOn ?? null,
    ownTransferMode: staged.transferMode ?? null,
    disputed,
    reference: staged.reference ?? null,
    referenceKey: staged.reference === undefined ? null : referenceKeyOf(staged.reference, creditor.country),
    contract: staged.contract ?? null,
    openingLevel: staged.lastLevel ?? null,
    openingLevelOn: on,
    policyVersion: creditor.policyVersion,
    takenInAt: asOf,
    nextStep: Step.WAIT,
    nextAt: null,
    because: Because.NO_LEVEL_LEFT,
    decidedAt: asOf,
    openPrincipal: staged.amount,
  });
  if (last !== null && on !== null) {
    const occasion = { at: asOf, on, by, reason: 'opening position', level: last.level.name };
    await insertTransitions(tx, id, 1, [importedAs(state, occasion)]);
  }
  if (disputed && policy.onDisputed === 'hold') {
    await insertHold(tx, {
      creditor: creditor.creditor,
      scope: HoldScope.INVOICE,
      invoiceId: id,
      kind: HoldKind.REMINDERS,
      reason: HoldReason.DISPUTE,
      fromOn: staged.issuedOn,
      untilOn: null,
      recordedAt: deps.sources.rehearsal ? calendar.instantOf(staged.issuedOn, 0) : asOf,
      by,
    });
  }
  await matchWhatWaits(context, id);
  // A rehearsal decides once all of its bookings are known; see decide-all.
  if (deps.sources.rehearsal) return TAKEN;
  await decideOutside(tx, deps, creditor.creditor, staged.number, asOf);
  await queueWake(tx, id, TAKEN_IN, asOf);
  return TAKEN;
}

/** Of a new invoice only: what is told of one that is known must not be lost for a date that it has. */
function whyNotDated({ dueOn, issuedOn }: StagedInvoice): string | null {
  if (dueOn === undefined) return null;
  const why = whyNotDue(dueOn, issuedOn);
  return why === null ? null : `dueOn: ${formatDay(dueOn)} ${why}.`;
}

/** Books what was told of the invoice before it was known. */
async function matchWhatWaits(context: IntakeContext, id: number): Promise<void> {
  const { tx } = context;
  const invoice = await findInvoice(tx, id);
  if (invoice === undefined) return;
  for (const money of await moneyWaitingFor(tx, invoice.creditor, invoice.number, invoice.currency)) {
    await matchToInvoice(context, money, invoice, waitingOf(money), {
      rule: MatchRule.NUMBER,
      isNewInvoice: true,
    });
  }
}

/** A rehearsed path begins on its start day; a live one now. */
function decisionMoment(context: IntakeContext, staged: StagedInvoice): Instant {
  const { deps, calendar, asOf } = context;
  return deps.sources.rehearsal ? calendar.instantOf(staged.lastLevelOn ?? staged.issuedOn, 0) : asOf;
}
