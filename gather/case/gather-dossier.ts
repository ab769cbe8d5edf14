import { createCalendar } from '../../calendar/calendar.ts';
import type { DossierContent } from '../../contracts/dossier.ts';
import { documentsOf } from '../../db/case/documents.ts';
import { deliveredLettersOf } from '../../db/case/letters.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { momentText } from '../../domain/kernel/moment.ts';
import { creditorOf } from '../invoice/gather-invoice.ts';
import { type CaseHistory, gatherCaseHistory } from './gather-case-history.ts';

/** Reads all that the file of a case shows; throws NotInDatabase when there is no such case. */
export async function gatherDossier(
  tx: Tx,
  creditorId: string,
  reference: string,
  asOf: Instant,
): Promise<DossierContent> {
  const history = await gatherCaseHistory(tx, creditorId, reference);
  const creditor = await creditorOf(tx, creditorId);
  const calendar = createCalendar(creditor);
  const { row, contents, customer, receipts, charges } = history;
  const principal = { principal: row.openPrincipal, fees: row.openFees };
  const open = withTotal({ ...principal, interest: row.openInterest, costs: row.openCosts });
  return {
    language: creditor.language,
    asOf,
    drawnUpAt: momentText(asOf, calendar),
    creditor: { id: creditor.creditor, name: creditor.name, country: creditor.country },
    debtor: { customer: customer?.reference ?? null, address: contents?.billingAddress ?? null },
    case: {
      reference: row.reference,
      externalId: row.externalId,
      state: row.outcome === null ? row.state : `${row.state}, ${row.outcome}`,
      openedOn: calendar.dayOf(row.openedAt),
      contractDate: row.contractDate,
      dueOn: row.dueOn,
      environment: row.environment,
      configuration: row.configuration,
      currency: row.currency,
      amount: row.amount,
      open,
      collected: row.collected,
      surplus: row.surplus,
    },
    lineItems: contents?.lineItems ?? [],
    invoices: await invoicesOf(tx, history),
    receipts: receipts.map(({ externalId, receivedOn, amount, surplus }) => ({
      id: externalId,
      on: receivedOn,
      amount,
      surplus,
    })),
    charges: charges.map(({ externalId, bookedOn, kind, amount }) => ({
      id: externalId,
      on: bookedOn,
      kind,
      amount,
    })),
    timeline: timelineOf(history, calendar),
    documents: history.documents.map(({ name, type, size, hash }) => ({ name, type, size, hash })),
    deliveries: await deliveriesOf(tx, row.id),
  };
}

interface Components {
  readonly principal: number;
  readonly fees: number;
  readonly interest: number;
  readonly costs: number;
}

function withTotal(open: Components): Components & { readonly total: number } {
  return { ...open, total: open.principal + open.fees + open.interest + open.costs };
}

async function invoicesOf(tx: Tx, { row, invoices }: CaseHistory): Promise<DossierContent['invoices']> {
  const found: DossierContent['invoices'][number][] = [];
  for (const { number } of invoices) {
    const invoice = await findInvoiceByNumber(tx, row.creditor, number);
    if (invoice === undefined) continue;
    const { issuedOn, dueOn, currency, amount } = invoice;
    const open = withTotal({
      principal: invoice.openPrincipal,
      fees: invoice.openFees,
      interest: invoice.openInterest,
      costs: invoice.openCosts,
    });
    found.push({ number, issuedOn, dueOn, currency, amount, open });
  }
  return found;
}

/** What happened and what was said, in the order it was written down. */
function timelineOf({ events, messages }: CaseHistory, calendar: Calendar): DossierContent['timeline'] {
  const happened = events.map(({ event, fromState, toState, at, reason, by }) => {
    const states = fromState === toState ? '' : `, ${fromState} → ${toState}`;
    const why = reason === null || reason === '' ? '' : ` (${reason})`;
    return { moment: at, says: `${event}${states}${why}; ${by}` };
  });
  const said = messages.map(({ direction, text, at, by }) => ({
    moment: at,
    says: `${direction}: ${text}; ${by}`,
  }));
  return [...happened, ...said]
    .sort((one, other) => one.moment - other.moment)
    .map(({ moment, says }) => ({ at: momentText(moment, calendar), says }));
}

async function deliveriesOf(tx: Tx, caseId: number): Promise<DossierContent['deliveries']> {
  const documents = await documentsOf(tx, caseId);
  return (await deliveredLettersOf(tx, caseId)).flatMap(({ effect, invoice, content }) => {
    const { key, level, channel, deliveredOn, providerId } = effect;
    if (deliveredOn === null) return [];
    const copy = documents.find(({ effectKey }) => effectKey === key)?.name ?? null;
    return [
      { level: level ?? '', invoice, channel, deliveredOn, providerId, copy, isErased: content === null },
    ];
  });
}
