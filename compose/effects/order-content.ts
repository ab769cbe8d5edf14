import type {
  CollectorTarget,
  InstructionContent,
  OrderContent,
  OrderDocument,
} from '../../contracts/collector.ts';
import { instructionKey } from '../../contracts/ids.ts';
import type { InvoiceRow } from '../../db/invoice/invoices.ts';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import type { InstructionAbout } from '../../domain/case/instruction.ts';
import type { CaseEnvironment } from '../../domain/case/state.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { GatheredCase } from '../../gather/case/gather-case.ts';
import { componentsOf, recipientOf } from './level-content.ts';

/** The collector of a case, frozen as its configuration has it. */
export function targetOf(
  configuration: CollectorConfiguration,
  environment: CaseEnvironment,
): CollectorTarget {
  const { name, version, collector } = configuration;
  return { configuration: name, version, settings: collector, environment };
}

/** The order to the collector for a case, as of that moment. */
export function orderContent(
  gathered: GatheredCase,
  target: CollectorTarget,
  invoices: readonly InvoiceRow[],
  documents: readonly OrderDocument[],
  asOf: Instant,
): OrderContent {
  const { row, creditor, customer, contents, facts, calendar } = gathered;
  const openOf = new Map(facts.invoices.map(({ id, open }) => [id, componentsOf(open)]));
  return {
    kind: 'order',
    target,
    creditor: { id: creditor.creditor, name: creditor.name, country: creditor.country },
    debtor: {
      ...recipientOf(customer),
      kind: facts.debtor.kind,
      registerNumber: customer.registerNumber,
      phone: customer.phone,
      language: row.language,
      address: contents.billingAddress,
    },
    case: {
      reference: row.reference,
      externalId: row.externalId,
      source: row.source,
      contractDate: row.contractDate,
      dueOn: facts.dueOn,
      currency: row.currency,
      amount: facts.state.amount,
    },
    lineItems: contents.lineItems,
    invoices: invoices.flatMap((invoice) => {
      const open = openOf.get(invoice.id);
      if (open === undefined) return [];
      const { number, reference, issuedOn, dueOn, noticeDeliveredOn, noticeDueOn, currency } = invoice;
      return [{ number, reference, issuedOn, dueOn, noticeDeliveredOn, noticeDueOn, currency, open }];
    }),
    documents,
    on: calendar.dayOf(asOf),
  };
}

/** A later instruction about the order of a case. */
export function instructionContent(
  gathered: GatheredCase,
  target: CollectorTarget,
  about: InstructionAbout,
  asOf: Instant,
): InstructionContent {
  const { row, calendar } = gathered;
  return {
    kind: 'instruction',
    target,
    creditor: { id: row.creditor },
    order: instructionKey(row.creditor, row.reference, InstructionKind.ORDER),
    case: { reference: row.reference, externalId: row.externalId, currency: row.currency },
    on: calendar.dayOf(asOf),
    about,
  };
}
