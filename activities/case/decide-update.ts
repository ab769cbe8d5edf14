import { totalOf } from '../../compose/case/case-contents.ts';
import { CaseRequestKind, type UpdateCaseRequest } from '../../contracts/case.ts';
import { saveCaseContents, saveCaseFields } from '../../db/case/cases.ts';
import { findCaseRequest, finishCaseRequest } from '../../db/case/requests.ts';
import type { Tx } from '../../db/tx.ts';
import { advanceCase } from '../../domain/case/decision.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import type { UpdateCaseCommand } from '../../domain/case/messages/command.ts';
import {
  type CaseContext,
  type CaseVerdict,
  occasionOf,
  refuse,
} from '../../domain/case/messages/context.ts';
import { notChangeable } from '../../domain/case/messages/editing.ts';
import { CaseSource } from '../../domain/case/state.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import type { CaseStepContext } from './case-context.ts';

/** Changes the fields of a case in preparation, from a staged request. */
export async function decideUpdate(
  tx: Tx,
  context: CaseContext,
  { gathered }: CaseStepContext,
  command: UpdateCaseCommand,
): Promise<CaseVerdict> {
  const { decision, calendar, asOf } = context;
  const { facts } = decision;
  const notNow = notChangeable(facts);
  if (notNow !== null) return refuse(notNow);
  const request = await findCaseRequest(tx, command.request);
  if (request?.body?.kind !== CaseRequestKind.UPDATE) {
    return refuse(`There is no staged request ${command.request} with changes: stage it again.`);
  }
  const { changes } = request.body;
  const problem = problemWith(changes, facts, calendar.dayOf(asOf));
  if (problem !== null) return refuse(problem);
  const { row, contents } = gathered;
  await saveCaseFields(tx, row.id, {
    currency: changes.currency ?? row.currency,
    language: changes.language ?? row.language,
    environment: changes.environment ?? row.environment,
    contractDate: changes.contractDate ?? row.contractDate,
    dueOn: changes.dueOn ?? row.dueOn,
    wantedConfiguration:
      changes.configuration === undefined ? row.wantedConfiguration : changes.configuration,
  });
  const lineItems = changes.lineItems ?? contents.lineItems;
  const billingAddress = changes.billingAddress ?? contents.billingAddress;
  await saveCaseContents(tx, { ...contents, lineItems, billingAddress });
  await finishCaseRequest(tx, command.request, { ok: true }, asOf);
  const names = Object.keys(changes).join(', ');
  const amount = changes.lineItems === undefined ? {} : { amount: totalOf(changes.lineItems) };
  return {
    decision: advanceCase(decision, CaseEvent.UPDATED, occasionOf(context, command, names), amount),
    says: `Changed: ${names}.`,
  };
}

function problemWith(
  changes: UpdateCaseRequest['changes'],
  facts: CaseContext['decision']['facts'],
  today: number,
): string | null {
  if (changes.dueOn !== undefined && changes.dueOn >= today) {
    return `The due date ${formatDay(changes.dueOn)} has not passed: a case is about what was due before today.`;
  }
  const changesMoney = changes.currency !== undefined || changes.lineItems !== undefined;
  if (!changesMoney) return null;
  if (facts.hasInvoices && facts.source !== CaseSource.SERVICE) {
    return 'Currency and line items of this case follow its invoices: book on those instead.';
  }
  if (facts.receipts.length > 0 || facts.charges.length > 0) {
    return 'Something was collected or charged in this case: its currency and line items stay.';
  }
  return null;
}
