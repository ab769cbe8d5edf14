import type { Command } from 'commander';
import {
  paidTooMuchInWords,
  UNMATCHED_COLUMNS,
  UNMATCHED_FILTER,
  type UnmatchedQuery,
  unmatchedJson,
  unmatchedPage,
} from '../../../read/intake/unmatched.ts';
import { eachRowOf } from '../../../read/kit/pages.ts';
import { type Context, tenants, withDatabase } from '../../kit/context.ts';
import { newCommand, type SharedOptions } from '../../kit/options.ts';
import { printList } from '../../kit/print-list.ts';
import { withQuery } from '../../kit/query-options.ts';

type Options = SharedOptions & UnmatchedQuery;

export function build(): Command {
  const command = newCommand(
    'Lists the money that is on no invoice, the oldest first, with proposals: the invoice whose number or reference it names, the open invoices of its customer or of whoever pays from that account.',
    ['dunwell unmatched', 'dunwell unmatched list --customer C-100 --json'],
  );
  return withQuery(command, UNMATCHED_FILTER).action((options: Options) =>
    withDatabase(options, (context) => show(context, options)),
  );
}

async function show(context: Context, query: UnmatchedQuery): Promise<void> {
  const { output } = context;
  const rows = eachRowOf(
    () => tenants(context),
    (tenant, page) => unmatchedPage(context, tenant, query, page),
  );
  const columns = Object.entries(UNMATCHED_COLUMNS);
  const written = await printList(output, columns, rows, { json: unmatchedJson });
  if (output.isJson) return;
  if (written === 0) output.note('No money waits for its invoice.');
  for (const tenant of await tenants(context)) {
    const says = await paidTooMuchInWords(context, tenant);
    if (says !== null) output.note(says);
  }
}
