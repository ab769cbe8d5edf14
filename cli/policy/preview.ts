import type { Command } from 'commander';
import { createCalendar } from '../../calendar/calendar.ts';
import { INVOICE_FILTER, type InvoiceQuery } from '../../read/invoice/filter.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, numberOption, type SharedOptions } from '../kit/options.ts';
import { withQuery } from '../kit/query-options.ts';
import { readCreditorFile } from '../start/publish.ts';
import { compareAndPrint } from './print-comparison.ts';

interface Options extends SharedOptions, InvoiceQuery {
  readonly days: number;
}

export function buildPreview(): Command {
  return withQuery(
    newCommand(
      'Shows what would go out under a creditor file, beside what goes out as it is, if all open invoices were moved to it. Changes nothing.',
      ['dunwell policy preview acme.yaml --days 30', 'dunwell policy preview acme.yaml --stage OPEN'],
    )
      .name('preview')
      .argument('<file>', 'creditor file')
      .option('--days <n>', 'how many days to look ahead', numberOption(1, 366), 14),
    INVOICE_FILTER,
  ).action((file: string, options: Options) =>
    withDatabase(options, (context) => preview(context, file, options)),
  );
}

async function preview(context: Context, file: string, options: Options): Promise<void> {
  const { creditor } = await readCreditorFile(file);
  const known = await knownTenant(context, creditor.creditor);
  if (creditor.currency !== known.row.currency) {
    throw new WorkFailed(
      `The file says ${creditor.currency}, but the invoices of ${known.id} are in ${known.row.currency}.`,
    );
  }
  const target = { policy: creditor.policy, calendar: createCalendar(creditor), version: null };
  await compareAndPrint(context, known, target, options);
}

async function knownTenant(context: Context, id: string): Promise<Tenant> {
  const known = (await tenants(context)).find((one) => one.id === id);
  if (known !== undefined) return known;
  throw new WorkFailed(
    `Creditor ${id} has no invoices yet: there is nothing to compare. Publish the file first.`,
  );
}
