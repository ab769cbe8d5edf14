import { type PrefilledCase, prefillCase } from '../../compose/case/prefill-case.ts';
import { activeCaseOf, withdrawnCaseOf } from '../../db/case/cases.ts';
import { currentConfigurations } from '../../db/creditor/collector-configurations.ts';
import { type ConfigurationChoice, chooseConfiguration } from '../../domain/case/choose-configuration.ts';
import { type InvoiceToStart, oldestFirst, whyNotStart } from '../../domain/case/may-start.ts';
import type { CaseEnvironment } from '../../domain/case/state.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { debtorFrom } from '../../gather/case/configuration-choice.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { dayText, money } from '../kit/format.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** How a case would be started. */
export interface StartQuery {
  readonly environment: CaseEnvironment;
  readonly configuration?: string;
  readonly language?: string;
  /** Also while the collector of a deactivated case has not let go of an invoice. */
  readonly force?: boolean;
}

/** The case that would be opened for these invoices. */
export interface StartPreview {
  readonly numbers: readonly string[];
  readonly query: StartQuery;
  readonly prefilled: PrefilledCase;
  readonly choice: ConfigurationChoice;
  /** What is in the way; empty when the case can be started. */
  readonly obstacles: readonly string[];
}

/** Refused in words when one of the invoices is not there; nothing is written. */
export async function startPreview(
  { db, sources, asOf, words }: Reader,
  { id, calendar }: Tenant,
  numbers: readonly string[],
  query: StartQuery,
): Promise<StartPreview> {
  return db.read(async (tx) => {
    const toStart: (InvoiceToStart & { readonly gathered: Gathered })[] = [];
    for (const number of new Set(numbers)) {
      const gathered = await gatherInvoice(tx, sources, id, number);
      const { facts } = settleInvoice(
        situation({ facts: gathered.facts, policy: gathered.policy, calendar }, asOf),
      );
      const { id: invoiceId, customerId } = gathered.row;
      const activeCase = (await activeCaseOf(tx, invoiceId))?.reference ?? null;
      const withdrawnCase =
        query.force === true ? null : ((await withdrawnCaseOf(tx, invoiceId))?.reference ?? null);
      toStart.push({ gathered, facts, invoiceId, customerId, activeCase, withdrawnCase });
    }
    const invoices = [...toStart].sort(oldestFirst);
    const prefilled = await prefillCase(tx, invoices, asOf);
    const { amount, currency, dueOn, customer, billingAddress } = prefilled;
    const debtor = debtorFrom(customer, billingAddress);
    const subject = {
      creditor: id,
      environment: query.environment,
      amount,
      currency,
      country: debtor.country,
      customerKind: debtor.kind,
      dueOn,
      wanted: query.configuration ?? null,
    };
    const today = calendar.dayOf(asOf);
    const choice = chooseConfiguration(await currentConfigurations(tx), subject, today);
    return {
      numbers,
      query,
      prefilled,
      choice,
      obstacles: whyNotStart(toStart, situation({ calendar }, asOf), words.holds),
    };
  });
}

/** What it would be about, field by field. */
export function startPreviewFields({
  query,
  prefilled,
  choice: { chosen },
}: StartPreview): readonly (readonly [name: string, text: string])[] {
  const { customer, billingAddress, amount, currency, contractDate, dueOn, language } = prefilled;
  const { street, postcode, city, country } = billingAddress;
  const where = [street, [postcode, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
  const review = chosen?.skipReview === true ? 'without review' : 'after review';
  return [
    ['debtor', `${customer.reference} ${customer.name ?? ''}`.trim()],
    ['address', where === '' ? 'unknown' : where],
    ['amount', money(amount, currency)],
    ['contract date', dayText(contractDate)],
    ['due date', dayText(dueOn) || 'unknown'],
    ['language', query.language ?? language],
    ['environment', query.environment],
    [
      'configuration',
      chosen === null
        ? 'none matches: it would wait'
        : `${chosen.name}, version ${chosen.version}, ${review}`,
    ],
  ];
}

export function startPreviewJson({ numbers, query, prefilled, choice, obstacles }: StartPreview): object {
  const { reference, customer, billingAddress, amount, currency, lineItems, contractDate, dueOn } = prefilled;
  return {
    reference,
    invoices: numbers,
    customer: customer.reference,
    billingAddress,
    amount: formatAmount(amount, currency),
    currency,
    lineItems: lineItems.map((item) => ({
      ...item,
      amountIncludingTax: formatAmount(item.amountIncludingTax, currency),
    })),
    contractDate: dayText(contractDate),
    dueDate: dayText(dueOn) || null,
    language: query.language ?? prefilled.language,
    environment: query.environment,
    configuration: choice.chosen?.name ?? null,
    obstacles,
  };
}
