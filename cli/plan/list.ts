import type { Command } from 'commander';
import {
  AGREEMENT_COLUMNS,
  AGREEMENT_FILTER,
  type AgreementQuery,
  agreementPage,
} from '../../read/agreement/list.ts';
import { eachRowOf } from '../../read/kit/pages.ts';
import { type Context, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';
import { withQuery } from '../kit/query-options.ts';

type Options = SharedOptions & AgreementQuery;

export function build(): Command {
  const command = newCommand(
    'Lists payment plans and promises to pay that match all of the given filters, the oldest first.',
    ['dunwell plan list --status ACTIVE', 'dunwell plan list --customer C-100 --json'],
  );
  return withQuery(command, AGREEMENT_FILTER).action((options: Options) =>
    withDatabase(options, (context) => show(context, options)),
  );
}

async function show(context: Context, query: AgreementQuery): Promise<void> {
  const { output } = context;
  const rows = eachRowOf(
    () => tenants(context),
    (tenant, page) => agreementPage(context, tenant, query, page),
  );
  const written = await printList(output, Object.entries(AGREEMENT_COLUMNS), rows);
  if (written === 0 && !output.isJson) output.note('Nothing of the kind is agreed on.');
}
