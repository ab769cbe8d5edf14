import type { Command } from 'commander';
import { CASE_COLUMNS, type CaseColumnName } from '../../read/case/columns.ts';
import { CASE_FILTER, type CaseQuery } from '../../read/case/filter.ts';
import { caseColumnsFor, casePage, noCaseInWords } from '../../read/case/list.ts';
import { chosenColumns } from '../../read/kit/columns.ts';
import { eachRowOf } from '../../read/kit/pages.ts';
import { type Context, tenants, withDatabase } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';
import { withColumns, withQuery } from '../kit/query-options.ts';
import { showDebtorsCases } from './debtors-cases.ts';

interface Options extends SharedOptions, CaseQuery {
  readonly columns?: string;
  readonly debtor?: string;
}

export function build(): Command {
  const command = newCommand(
    'Lists the debt collection cases that match all of the given filters: those under way, unless completed ones are asked for.',
    [
      'dunwell case list --state REVIEWING',
      'dunwell case list --show-completed --status deactivated',
      'dunwell case list --needs --columns reference,name,needs,open',
      'dunwell case list --debtor C-200',
    ],
  );
  return withColumns(withQuery(command, CASE_FILTER), CASE_COLUMNS)
    .option('--debtor <customer>', 'instead: the cases that this customer may see, as they may see them')
    .action((options: Options) => {
      const { debtor } = options;
      if (debtor !== undefined) {
        requireAlone(options);
        return withDatabase(options, (context) => showDebtorsCases(context, debtor));
      }
      const preset = caseColumnsFor(options);
      const all: readonly CaseColumnName[] =
        options.creditor === undefined ? ['creditor', ...preset] : preset;
      const names = chosenColumns(CASE_COLUMNS, options.columns, all);
      return withDatabase(options, (context) => show(context, options, names));
    });
}

/** What a debtor may see follows from the rules, not from filters. */
function requireAlone({ data: _, creditor: __, json: ___, debtor: ____, ...filters }: Options): void {
  if (Object.values(filters).every((one) => one === undefined)) return;
  throw new WrongUse('--debtor shows all that the customer may see: give it without filters and columns.');
}

async function show(context: Context, query: CaseQuery, names: readonly CaseColumnName[]): Promise<void> {
  const { output } = context;
  const columns = names.map((name) => [name, CASE_COLUMNS[name]] as const);
  const rows = eachRowOf(
    () => tenants(context),
    (tenant, page) => casePage(context, tenant, query, page),
  );
  const written = await printList(output, columns, rows);
  if (!output.isJson && written === 0) output.note(noCaseInWords(query));
}
