import type { BillingAddress } from '../../contracts/collector.ts';
import { caseContentsOf } from '../../db/case/cases.ts';
import { handTasks } from '../../db/case/hand-tasks.ts';
import type { Page } from '../../db/pages.ts';
import { type Columns, columnsOf, jsonValue, textValue, ValueKind } from '../kit/columns.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { CASE_COLUMNS, type ListedCase } from './columns.ts';
import { listedCases } from './list.ts';

/** A case that people collect, with whom it is against. */
export interface HandTask extends ListedCase {
  readonly address: BillingAddress;
}

const { text } = columnsOf<HandTask>();

/** Columns of the export, in their order: they may grow at the end, and never change their meaning. */
export const HAND_TASK_COLUMNS = {
  creditor: CASE_COLUMNS.creditor,
  reference: CASE_COLUMNS.reference,
  externalId: CASE_COLUMNS.externalId,
  environment: CASE_COLUMNS.environment,
  customer: CASE_COLUMNS.customer,
  name: text('name of the debtor', ({ address }) => nameOf(address)),
  street: text('street', ({ address }) => address.street ?? null),
  postcode: text('postcode', ({ address }) => address.postcode ?? null),
  city: text('city', ({ address }) => address.city ?? null),
  country: text('country', ({ address }) => address.country ?? null),
  email: text('e-mail', ({ address }) => address.emailAddress ?? null),
  phone: text('telephone', ({ address }) => address.phoneNumber ?? address.mobilePhoneNumber ?? null),
  registerNumber: text('commercial register', ({ address }) => address.commercialRegisterNumber ?? null),
  language: CASE_COLUMNS.language,
  invoices: CASE_COLUMNS.invoices,
  contractDate: CASE_COLUMNS.contractDate,
  dueOn: CASE_COLUMNS.dueOn,
  currency: CASE_COLUMNS.currency,
  amount: CASE_COLUMNS.amount,
  principal: CASE_COLUMNS.principal,
  fees: CASE_COLUMNS.fees,
  interest: CASE_COLUMNS.interest,
  costs: CASE_COLUMNS.costs,
  open: CASE_COLUMNS.open,
  collected: CASE_COLUMNS.collected,
  since: CASE_COLUMNS.processingStartedOn,
  timeoutOn: CASE_COLUMNS.timeoutOn,
  held: CASE_COLUMNS.held,
  needs: CASE_COLUMNS.needs,
} as const satisfies Columns<HandTask>;
type HandTaskColumnName = keyof typeof HAND_TASK_COLUMNS;

/** Of what a list on the screen shows. */
export const SHOWN_HAND_TASK_COLUMNS: readonly HandTaskColumnName[] = [
  ...(['reference', 'name', 'city', 'phone', 'invoices', 'currency', 'open', 'collected'] as const),
  ...(['since', 'timeoutOn', 'held', 'needs'] as const),
];

/** For programs as in the export, where nothing is an empty text; moments in UTC. */
export function handTaskJson(task: HandTask): object {
  const fields = Object.entries(HAND_TASK_COLUMNS).map(([name, column]) => [
    name,
    column.kind === ValueKind.MOMENT ? (jsonValue(column, task) ?? '') : textValue(column, task),
  ]);
  return Object.fromEntries(fields);
}

/** A page of the cases that a creditor's own people collect. */
export async function handTaskPage({ db }: Reader, tenant: Tenant, page: Page): Promise<readonly HandTask[]> {
  return db.read(async (tx) => {
    const rows = await handTasks(tx, tenant.id, page);
    const tasks: HandTask[] = [];
    for (const listed of await listedCases(tx, tenant, rows)) {
      const address = (await caseContentsOf(tx, listed.row.id))?.billingAddress ?? {};
      tasks.push({ ...listed, address });
    }
    return tasks;
  });
}

function nameOf({ organizationName, givenName, familyName }: BillingAddress): string {
  const person = [givenName, familyName].filter((part) => part !== undefined && part !== '').join(' ');
  return [organizationName, person].filter((part) => part !== undefined && part !== '').join(', ');
}
