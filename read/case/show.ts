import { CaseStatus, statusOf } from '../../db/case/lists.ts';
import { hasCaseEnded } from '../../domain/case/state.ts';
import { CASE_STATE_IN_WORDS } from '../../domain/case/words.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { taskSays } from '../../domain/tasks/words.ts';
import { type CaseHistory, gatherCaseHistory } from '../../gather/case/gather-case-history.ts';
import { jsonRow, textValue } from '../kit/columns.ts';
import { dayText, money } from '../kit/format.ts';
import { openOf } from '../kit/open.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { needsInWords, tasksJson } from '../tasks/needs.ts';
import { CASE_COLUMNS, type CaseColumnName, type ListedCase } from './columns.ts';
import { casePlanInWords } from './why.ts';

/** One debt collection case with all that is known of it. */
export interface CaseShown {
  readonly history: CaseHistory;
  readonly tenant: Tenant;
}

/** Refused in words when there is no such case, or none any more. */
export async function showCase({ db }: Reader, tenant: Tenant, reference: string): Promise<CaseShown> {
  return { history: await db.read((tx) => gatherCaseHistory(tx, tenant.id, reference)), tenant };
}

/** Where it stands, what is owed, what comes next and what waits for a person. */
export function caseInWords({ history, tenant }: CaseShown): readonly string[] {
  const { row } = history;
  const { currency } = row;
  return [
    `Case ${row.reference} of ${row.creditor}: ${standing(history)}.`,
    `${money(openOf(row), currency)} open, ${money(row.collected, currency)} collected. Version ${row.version}.`,
    `Next: ${nextSays(history, tenant)}`,
    ...needsInWords(openTasks(history)),
  ];
}

function openTasks({ tasks }: CaseHistory) {
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

function nextSays({ row }: CaseHistory, { calendar }: Tenant): string {
  return casePlanInWords({ at: row.nextAt, step: row.nextStep, because: row.because }, calendar);
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

function listed({ history, tenant: { calendar } }: CaseShown): ListedCase {
  const { row, customer, invoices } = history;
  return {
    ...{ row, customer, calendar, currency: row.currency },
    invoices: invoices.map(({ number }) => number),
  };
}

/** Every field that says something, by its name. */
export function caseFields(shown: CaseShown): readonly (readonly [name: string, text: string])[] {
  const of = listed(shown);
  const address = shown.history.contents?.billingAddress ?? {};
  return [
    ...Object.entries(CASE_COLUMNS)
      .filter(([name]) => !SAID_ABOVE.includes(name as CaseColumnName))
      .map(([name, column]) => [name, textValue(column, of)] as const)
      .filter(([, text]) => text !== ''),
    ...Object.entries(address).map(
      ([name, value]) => [name, name === 'dateOfBirth' ? dayText(Number(value)) : String(value)] as const,
    ),
  ];
}

/** What belongs to a case, as a table of words. */
export interface CaseList {
  readonly heading: string;
  readonly titles: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** Line items, invoices, receipts and charges, documents: those of which there are any. */
export function caseLists({ history }: CaseShown): readonly CaseList[] {
  const { row, contents, invoices, receipts, charges, documents } = history;
  const amount = (minor: number) => formatAmount(minor, row.currency);
  const lists: readonly CaseList[] = [
    {
      heading: 'Line items',
      titles: ['item', 'name', 'type', 'quantity', 'amount'],
      lines: (contents?.lineItems ?? []).map(({ uniqueId, name, type, quantity, amountIncludingTax }) => [
        ...[uniqueId, name, type, quantity],
        amount(amountIncludingTax),
      ]),
    },
    {
      heading: 'Invoices',
      titles: ['invoice', 'in this case'],
      lines: invoices.map(({ number, active }) => [number, active ? 'yes' : 'no longer']),
    },
    {
      heading: 'Receipts and charges',
      titles: ['id', 'kind', 'amount', 'on', 'by'],
      lines: [
        ...receipts.map(({ externalId, amount: minor, receivedOn, by }) => [
          ...[externalId, 'collected', amount(minor), formatDay(receivedOn), by],
        ]),
        ...charges.map(({ externalId, kind, amount: minor, bookedOn, by }) => [
          ...[externalId, kind, amount(minor), formatDay(bookedOn), by],
        ]),
      ],
    },
    {
      heading: 'Documents',
      titles: ['document', 'type', 'bytes'],
      lines: documents.map(({ name, type, size }) => [name, type, String(size)]),
    },
  ];
  return lists.filter(({ lines }) => lines.length > 0);
}

export function caseJson(shown: CaseShown): object {
  const { history, tenant } = shown;
  const { row, contents, invoices, receipts, charges, documents, messages } = history;
  const amount = (minor: number) => formatAmount(minor, row.currency);
  return {
    ...jsonRow(CASE_COLUMNS, listed(shown)),
    nextSays: nextSays(history, tenant),
    needsSays: row.attention === null ? null : taskSays(row.attention),
    tasks: tasksJson(openTasks(history)),
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
