import { totalOf } from '../../compose/case/case-contents.ts';
import type { CaseOpening, CreateCaseRequest } from '../../contracts/case.ts';
import {
  findCaseByExternalId,
  findCaseByReference,
  findTombstone,
  insertCase,
  type NewCaseRow,
} from '../../db/case/cases.ts';
import { insertCaseEvents } from '../../db/case/trail.ts';
import { queueCaseWake } from '../../db/case/wake.ts';
import type { Tx } from '../../db/tx.ts';
import { openedCase } from '../../domain/case/opening.ts';
import { CaseSource } from '../../domain/case/state.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import type { NoFieldBeside } from '../../domain/kernel/no-field-beside.ts';
import { openColumns } from '../../gather/case/open-columns.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import { debtorOfRequest } from './debtor-of-request.ts';
import type { Opening } from './opening.ts';
import { invoicesForCase, moveToCase } from './take-invoices.ts';

/** Creates a case as another service or a person describes it; the same external id is answered with the original. */
export async function createCase(tx: Tx, opening: Opening, request: CreateCaseRequest): Promise<CaseOpening> {
  const { creditor, asOf } = opening;
  const { externalId, reference } = request;
  const original = await findCaseByExternalId(tx, creditor, externalId);
  if (original !== undefined) {
    return {
      ok: true,
      reference: original.reference,
      isNew: false,
      says: `The case with external id ${externalId} is there already: ${original.reference}.`,
    };
  }
  const settings = await gatherIntakeSettings(tx, opening.deps.sources, creditor);
  const today = settings.calendar.dayOf(asOf);
  const problem = await problemWith(tx, creditor, request, today);
  if (problem !== null) return { ok: false, refused: problem };
  const found =
    request.invoices.length === 0
      ? null
      : await invoicesForCase(tx, opening, request.invoices, request.force === true);
  if (found !== null && 'refused' in found) return { ok: false, refused: found.refused };
  const taken = found?.taken ?? [];
  const currency = taken[0]?.gathered.row.currency ?? request.currency;
  if (currency !== request.currency) {
    return { ok: false, refused: `The invoices are in ${currency}, the case in ${request.currency}.` };
  }
  const debtor = await debtorOfRequest(tx, creditor, request, taken[0]?.gathered.row.customerId ?? null);
  if ('refused' in debtor) return { ok: false, refused: debtor.refused };
  const opened = openedCase(totalOf(request.lineItems), {
    at: asOf,
    on: today,
    by: opening.by,
    reason: CaseSource.SERVICE,
    commandId: opening.request,
  });
  const { row } = await insertCase(tx, {
    row: {
      ...opened.state,
      ...columnsGiven(request),
      creditor,
      source: CaseSource.SERVICE,
      customerId: debtor.customerId,
      openedAt: asOf,
      creator: opening.by,
      ...(taken.length === 0
        ? { openPrincipal: opened.state.amount }
        : openColumns(taken.map(({ decision }) => openOn(decision.facts, today)))),
      decidedAt: asOf,
    },
    billingAddress: request.billingAddress,
    lineItems: request.lineItems,
    invoiceIds: taken.map(({ gathered }) => gathered.row.id),
  });
  await insertCaseEvents(tx, row.id, opened.transitions);
  await moveToCase(tx, opening, taken, new Map());
  await queueCaseWake(tx, row.id, 'created', asOf);
  return {
    ok: true,
    reference,
    isNew: true,
    says: `Case ${reference} is in preparation: attach what belongs to it, then mark it as prepared.`,
  };
}

/** What a request says of the case itself; its contents, debtor and invoices have rows of their own. */
function columnsGiven(request: CreateCaseRequest) {
  const { kind, lineItems, billingAddress, customer, invoices, force, ...ofCase } = request;
  const { configuration: wantedConfiguration, ...same } = ofCase;
  same satisfies NoFieldBeside<NewCaseRow, typeof same>;
  return { ...same, wantedConfiguration };
}

async function problemWith(
  tx: Tx,
  creditor: string,
  request: CreateCaseRequest,
  today: number,
): Promise<string | null> {
  const { externalId, reference, dueOn } = request;
  const tombstone = await findTombstone(tx, creditor, { reference, externalId });
  if (tombstone !== undefined) {
    return `A case of that reference or external id was deleted: neither ${reference} nor ${externalId} is used again.`;
  }
  if ((await findCaseByReference(tx, creditor, reference)) !== undefined) {
    return `The reference ${reference} is taken by another case: choose another one.`;
  }
  if (dueOn >= today) {
    return `The due date ${formatDay(dueOn)} has not passed: a case is about what was due before today.`;
  }
  return totalOf(request.lineItems) > 0
    ? null
    : 'The line items come to nothing: there is nothing to collect.';
}
