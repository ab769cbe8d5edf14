import { type AgreementRow, listAgreements } from '../../db/agreements.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import type { Page } from '../../db/pages.ts';
import { type Agreement, AgreementStatus } from '../../domain/agreements/agreement.ts';
import { isCovered, paidBy } from '../../domain/agreements/judge.ts';
import { gatherAgreement } from '../../gather/invoice/agreements.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { type Columns, columnsOf, type Listed, ValueKind } from '../kit/columns.ts';
import type { Query, QueryFields } from '../kit/query.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** What a column can look at. */
export interface ListedAgreement extends Listed {
  readonly row: AgreementRow;
  readonly agreement: Agreement;
  readonly customer: string;
  /** The local day of the question. */
  readonly today: number;
}

const { text, number, day, amount } = columnsOf<ListedAgreement>();
const next = ({ agreement, today }: ListedAgreement) =>
  agreement.status === AgreementStatus.ACTIVE
    ? agreement.instalments.find((one) => !isCovered(agreement, one, today))
    : undefined;

export const AGREEMENT_COLUMNS = {
  id: number('its number', ({ row }) => row.id),
  kind: text('payment plan or promise to pay', ({ row }) => row.kind),
  status: text('where it stands', ({ row }) => row.status),
  customer: text('the customer', ({ customer }) => customer),
  invoices: text('what it is about', ({ agreement }) =>
    agreement.invoices.map((one) => one.number).join(' '),
  ),
  madeOn: day('when it was made', ({ row }) => row.madeOn),
  total: amount('what was agreed', ({ agreement }) =>
    agreement.instalments.reduce((sum, one) => sum + one.amount, 0),
  ),
  paid: amount('what was paid since', ({ agreement, today }) => paidBy(agreement, today)),
  instalments: number('how many', ({ agreement }) => agreement.instalments.length),
  nextOn: day('when the next is due', (listed) => next(listed)?.dueOn ?? null),
  nextAmount: amount('how much the next is', (listed) => next(listed)?.amount ?? null),
  endedOn: day('when it ended', ({ row }) => row.endedOn),
} as const satisfies Columns<ListedAgreement>;

/** What chooses agreements; all given ones must hold. */
export const AGREEMENT_FILTER = {
  status: {
    kind: 'word',
    of: Object.values(AgreementStatus),
    called: 'status',
    about: `only those: ${Object.values(AgreementStatus).join(', ')}`,
  },
  customer: { kind: ValueKind.TEXT, called: 'reference', about: "only this customer's" },
} as const satisfies QueryFields;
export type AgreementQuery = Query<typeof AGREEMENT_FILTER>;

/** A page of a creditor's payment plans and promises that match, the oldest first. */
export async function agreementPage(
  { db, asOf }: Reader,
  { id: creditor, calendar }: Tenant,
  { status, customer }: AgreementQuery,
  page: Page,
): Promise<readonly ListedAgreement[]> {
  return db.read(async (tx) => {
    const customerId = customer === undefined ? undefined : (await customerNamed(tx, creditor, customer)).id;
    const rows = await listAgreements(tx, { creditor, status, customerId, ...page });
    const listed: ListedAgreement[] = [];
    for (const row of rows) {
      const agreement = await gatherAgreement(tx, row);
      const whose = (await findCustomer(tx, row.customerId))?.reference ?? '';
      const shown = { row, agreement, customer: whose, today: calendar.dayOf(asOf) };
      listed.push({ ...shown, calendar, currency: row.currency });
    }
    return listed;
  });
}
