import { type PrefilledCase, prefillCase } from '../../compose/case/prefill-case.ts';
import { activeCaseOf, withdrawnCaseOf } from '../../db/case/cases.ts';
import { currentConfigurations } from '../../db/creditor/collector-configurations.ts';
import type { Tx } from '../../db/tx.ts';
import { type ConfigurationChoice, chooseConfiguration } from '../../domain/case/choose-configuration.ts';
import { type InvoiceToStart, oldestFirst, whyNotStart } from '../../domain/case/may-start.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { debtorFrom } from '../../gather/case/configuration-choice.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { dayText, money } from '../../read/kit/format.ts';
import { type Context, type Tenant, tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { operatorWords } from '../kit/language.ts';
import { oneLine } from '../kit/table.ts';
import type { StartOptions } from './start.ts';

interface Preview {
  readonly prefilled: PrefilledCase;
  readonly choice: ConfigurationChoice;
  /** What is in the way; empty when the case can be started. */
  readonly obstacles: readonly string[];
}

/** Shows the case that `start` would open, and what is in its way; nothing is written. */
export async function previewStart(
  context: Context,
  numbers: readonly string[],
  options: StartOptions,
): Promise<void> {
  const { db, output } = context;
  const one = await tenant(context);
  const preview = await db.read((tx) => previewOf(tx, context, one, numbers, options));
  const { obstacles } = preview;
  if (output.isJson) await output.json(asJson(preview, numbers, options));
  else await print(context, preview, numbers, options);
  if (obstacles.length > 0) {
    throw new WorkFailed(output.isJson ? '' : `It cannot be started.\n${obstacles.join('\n')}`);
  }
}

async function previewOf(
  tx: Tx,
  { sources, asOf }: Context,
  { id, calendar }: Tenant,
  numbers: readonly string[],
  options: StartOptions,
): Promise<Preview> {
  const toStart: (InvoiceToStart & { readonly gathered: Gathered })[] = [];
  for (const number of new Set(numbers)) {
    const gathered = await gatherInvoice(tx, sources, id, number);
    const { facts } = settleInvoice(
      situation({ facts: gathered.facts, policy: gathered.policy, calendar }, asOf),
    );
    const { id: invoiceId, customerId } = gathered.row;
    const activeCase = (await activeCaseOf(tx, invoiceId))?.reference ?? null;
    const withdrawnCase =
      options.force === true ? null : ((await withdrawnCaseOf(tx, invoiceId))?.reference ?? null);
    toStart.push({ gathered, facts, invoiceId, customerId, activeCase, withdrawnCase });
  }
  const invoices = [...toStart].sort(oldestFirst);
  const prefilled = await prefillCase(tx, invoices, asOf);
  const { amount, currency, dueOn, customer, billingAddress } = prefilled;
  const debtor = debtorFrom(customer, billingAddress);
  const subject = {
    creditor: id,
    environment: options.environment,
    amount,
    currency,
    country: debtor.country,
    customerKind: debtor.kind,
    dueOn,
    wanted: options.configuration ?? null,
  };
  const today = calendar.dayOf(asOf);
  const choice = chooseConfiguration(await currentConfigurations(tx), subject, today);
  return { prefilled, choice, obstacles: whyNotStart(toStart, calendar, asOf, operatorWords().holds) };
}

async function print(
  { output }: Context,
  { prefilled, choice }: Preview,
  numbers: readonly string[],
  options: StartOptions,
): Promise<void> {
  const { reference, customer, billingAddress, amount, currency, lineItems } = prefilled;
  const { chosen } = choice;
  const review = chosen?.skipReview === true ? 'without review' : 'after review';
  await output.line(`Case ${oneLine(reference)} would be started for ${numbers.map(oneLine).join(', ')}.`);
  const fields = output.table([{ title: 'field' }, { title: 'value' }]);
  await fields.row(['debtor', `${customer.reference} ${customer.name ?? ''}`.trim()]);
  const { street, postcode, city, country } = billingAddress;
  const where = [street, [postcode, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
  await fields.row(['address', where === '' ? 'unknown' : where]);
  await fields.row(['amount', money(amount, currency)]);
  await fields.row(['contract date', dayText(prefilled.contractDate)]);
  await fields.row(['due date', dayText(prefilled.dueOn) || 'unknown']);
  await fields.row(['language', options.language ?? prefilled.language]);
  await fields.row(['environment', options.environment]);
  await fields.row([
    'configuration',
    chosen === null ? 'none matches: it would wait' : `${chosen.name}, version ${chosen.version}, ${review}`,
  ]);
  await fields.end();
  await output.line();
  const table = output.table([{ title: 'item' }, { title: 'name' }, { title: 'amount', align: 'right' }]);
  for (const item of lineItems) {
    await table.row([item.uniqueId, item.name, formatAmount(item.amountIncludingTax, currency)]);
  }
  await table.end();
}

function asJson(
  { prefilled, choice, obstacles }: Preview,
  invoices: readonly string[],
  options: StartOptions,
) {
  const { reference, customer, billingAddress, amount, currency, lineItems, contractDate, dueOn } = prefilled;
  return {
    reference,
    invoices,
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
    language: options.language ?? prefilled.language,
    environment: options.environment,
    configuration: choice.chosen?.name ?? null,
    obstacles,
  };
}
