import type { Command } from 'commander';
import { CaseStatus, statusOf } from '../../db/case/lists.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { hasCaseEnded } from '../../domain/case/state.ts';
import { CASE_BECAUSE_IN_WORDS, CASE_STATE_IN_WORDS, CASE_STEP_IN_WORDS } from '../../domain/case/words.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { taskSays } from '../../domain/tasks/words.ts';
import { type CaseHistory, gatherCaseHistory } from '../../gather/case/gather-case-history.ts';
import { inJson, inText } from '../kit/columns.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { dayText, momentText, money } from '../kit/format.ts';
import { printNeeds } from '../kit/needs.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { oneLine } from '../kit/table.ts';
import { CASE_COLUMNS, type CaseColumnName, type ListedCase, openOfCase } from './columns.ts';

export function build(): Command {
  return newCommand(
    'Shows one debt collection case: where it stands, what comes next, whom it is against, what is owed, its invoices, receipts and documents.',
    ['dunwell case show 2026/001-1'],
  )
    .argument('<reference>', 'reference of the case')
    .action((reference: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, reference)),
    );
}

async function show(context: Context, reference: string): Promise<void> {
  const { db, output } = context;
  const one = await tenant(context);
  const history = await db.read((tx) => gatherCaseHistory(tx, one.id, reference));
  if (output.isJson) return output.json(asJson(history, one));
  const { row } = history;
  await output.line(`Case ${oneLine(reference)} of ${one.id}: ${standing(history)}.`);
  await output.line(
    `${money(openOfCase(row), row.currency)} open, ${money(row.collected, row.currency)} collected. Version ${row.version}.`,
  );
  await output.line(`Next: ${nextInWords(history, one)}`);
  await printNeeds(output, openOf(history));
  await printFields(context, history, one);
  await printLists(context, history);
}

function openOf({ tasks }: CaseHistory) {
  return tasks.filter(({ endedAt }) => endedAt === null);
}

function standing({ row }: CaseHistory): string {
  const status = statusOf(row);
  const state = `${CASE_STATE_IN_WORDS[row.state]}${row.outcome === null ? '' : ` (${row.outcome})`}`;
  if (status === CaseStatus.DEACTIVATED) {
    const isFollowed = row.withdrawalAsked && !hasCaseEnded(row.state);
    return `deactivated, was ${state}${isFollowed ? ', which has not let go of it yet' : ''}`;
  }
  return row.held ? `${state}, paused` : state;
}

/** What comes next and when, in one sentence, with the reason. */
function nextInWords({ row }: Pick<CaseHistory, 'row'>, { calendar }: Tenant): string {
  const because = CASE_BECAUSE_IN_WORDS[row.because];
  if (row.nextAt === null || row.nextStep === CaseStep.END) return `nothing by itself. ${because}`;
  return `on ${momentText(row.nextAt, calendar)} ${CASE_STEP_IN_WORDS[row.nextStep]}. ${because}`;
}

/** Said above, or by the tables below. */
const SAID_ABOVE: readonly CaseColumnName[] = [
  'creditor',
  'reference',
  'next',
  'nextOn',
  'because',
  'needs',
  'invoices',
  'version',
];

function listed(history: CaseHistory, { calendar }: Tenant): ListedCase {
  const { row, customer, invoices } = history;
  return { row, customer, invoices: invoices.map(({ number }) => number), calendar };
}

async function printFields({ output }: Context, history: CaseHistory, one: Tenant): Promise<void> {
  await output.line();
  const of = listed(history, one);
  const table = output.table([{ title: 'field' }, { title: 'value' }]);
  for (const [name, column] of Object.entries(CASE_COLUMNS)) {
    const value = column.value(of);
    const isNothing = value === null || value === '' || value === false;
    if (isNothing || SAID_ABOVE.includes(name as CaseColumnName)) continue;
    const text = 'isMoney' in column ? formatAmount(Number(value), of.row.currency) : inText(value);
    await table.row([name, text]);
  }
  for (const [name, value] of Object.entries(history.contents?.billingAddress ?? {})) {
    await table.row([name, name === 'dateOfBirth' ? dayText(Number(value)) : String(value)]);
  }
  await table.end();
}

async function printLists({ output }: Context, history: CaseHistory): Promise<void> {
  const { row, contents, invoices, receipts, charges, documents } = history;
  const amount = (minor: number) => formatAmount(minor, row.currency);
  const print = async (heading: string, titles: readonly string[], lines: readonly string[][]) => {
    if (lines.length === 0) return;
    await output.line();
    await output.heading(heading);
    const table = output.table(titles.map((title) => ({ title })));
    for (const line of lines) await table.row(line);
    await table.end();
  };
  await print(
    'Line items',
    ['item', 'name', 'type', 'quantity', 'amount'],
    (contents?.lineItems ?? []).map((item) => [
      item.uniqueId,
      item.name,
      item.type,
      item.quantity,
      amount(item.amountIncludingTax),
    ]),
  );
  await print(
    'Invoices',
    ['invoice', 'in this case'],
    invoices.map(({ number, active }) => [number, active ? 'yes' : 'no longer']),
  );
  await print(
    'Receipts and charges',
    ['id', 'kind', 'amount', 'on', 'by'],
    [
      ...receipts.map((one) => [
        one.externalId,
        'collected',
        amount(one.amount),
        formatDay(one.receivedOn),
        one.by,
      ]),
      ...charges.map((one) => [
        one.externalId,
        one.kind,
        amount(one.amount),
        formatDay(one.bookedOn),
        one.by,
      ]),
    ],
  );
  await print(
    'Documents',
    ['document', 'type', 'bytes'],
    documents.map(({ name, type, size }) => [name, type, String(size)]),
  );
}

function asJson(history: CaseHistory, one: Tenant): object {
  const { row, contents, invoices, receipts, charges, documents, messages } = history;
  const of = listed(history, one);
  const amount = (minor: number) => formatAmount(minor, row.currency);
  const fields = Object.entries(CASE_COLUMNS).map(([name, column]) => {
    const value = column.value(of);
    return [name, 'isMoney' in column && value !== null ? amount(Number(value)) : inJson(value)];
  });
  return {
    ...Object.fromEntries(fields),
    nextSays: nextInWords(history, one),
    needsSays: row.attention === null ? null : taskSays(row.attention),
    tasks: openOf(history).map(({ kind, key, note }) => ({ kind, key, note, says: taskSays(kind) })),
    billingAddress: addressJson(contents?.billingAddress),
    lineItems: (contents?.lineItems ?? []).map((item) => ({
      ...item,
      amountIncludingTax: amount(item.amountIncludingTax),
    })),
    invoices: invoices.map(({ number, active }) => ({ number, active })),
    receipts: receipts.map((receipt) => ({
      externalId: receipt.externalId,
      amount: amount(receipt.amount),
      surplus: amount(receipt.surplus),
      receivedOn: formatDay(receipt.receivedOn),
      source: receipt.source,
      by: receipt.by,
    })),
    charges: charges.map((charge) => ({
      externalId: charge.externalId,
      kind: charge.kind,
      amount: amount(charge.amount),
      bookedOn: formatDay(charge.bookedOn),
      by: charge.by,
    })),
    documents: documents.map(({ name, type, size, hash }) => ({ name, type, size, hash })),
    messages: messages.map(({ direction, text, on, by }) => ({ direction, text, on: formatDay(on), by })),
  };
}

function addressJson(
  address: NonNullable<CaseHistory['contents']>['billingAddress'] | undefined,
): object | null {
  if (address === undefined) return null;
  const { dateOfBirth, ...rest } = address;
  return dateOfBirth === undefined ? rest : { ...rest, dateOfBirth: formatDay(dateOfBirth) };
}
