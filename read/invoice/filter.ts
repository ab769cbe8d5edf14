import type { InvoiceFilter } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import type { TransferMode } from '../../domain/invoice/policy.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { ValueKind } from '../kit/columns.ts';
import type { Query, QueryFields } from '../kit/query.ts';
import type { Tenant } from '../kit/reader.ts';

const STAGES = Object.values(Stage);

/** What chooses invoices, for a list or a command to many; all given ones must hold. */
export const INVOICE_FILTER = {
  stage: {
    kind: 'words',
    of: STAGES,
    called: 'stages',
    about: `stages, separated by commas: ${STAGES.join(', ')}`,
  },
  mode: { kind: 'word', of: ['10', '20', '30'], called: 'mode', about: 'transfer mode: 10, 20 or 30' },
  tab: {
    kind: 'word',
    of: ['automatic', 'manual'],
    called: 'tab',
    about: 'the debt collection list: automatic (mode 20) or manual (mode 30)',
  },
  held: { kind: 'flag', about: 'only paused ones' },
  needs: { kind: 'flag', about: 'only those that need a person' },
  nextBefore: { kind: ValueKind.DAY, called: 'date', about: 'only with a next step before that day' },
  customer: { kind: ValueKind.TEXT, called: 'reference', about: 'only of that customer' },
} as const satisfies QueryFields;
export type InvoiceQuery = Query<typeof INVOICE_FILTER>;

/** The filter for one creditor, as the database is asked; refused when it has no such customer. */
export async function invoiceFilter(
  tx: Tx,
  { id, calendar }: Tenant,
  { stage, mode, tab, held, needs, nextBefore, customer }: InvoiceQuery,
): Promise<Omit<InvoiceFilter, 'afterId'>> {
  return {
    creditor: id,
    ...(stage === undefined ? {} : { stages: stage }),
    ...(mode === undefined ? {} : { mode: Number(mode) as TransferMode }),
    ...(tab === undefined ? {} : { tab }),
    ...(held === undefined ? {} : { held }),
    ...(needs === undefined ? {} : { attention: needs }),
    ...(nextBefore === undefined ? {} : { nextBefore: calendar.instantOf(nextBefore, 0) }),
    ...(customer === undefined ? {} : { customerId: (await customerNamed(tx, id, customer)).id }),
  };
}
