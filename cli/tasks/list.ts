import type { Command } from 'commander';
import { chosenColumns } from '../../read/kit/columns.ts';
import { eachRowOf } from '../../read/kit/pages.ts';
import { isNarrowed } from '../../read/kit/query.ts';
import {
  TASK_COLUMNS,
  TASK_FILTER,
  type TaskColumnName,
  type TaskQuery,
  taskColumnsFor,
  taskPage,
} from '../../read/tasks/list.ts';
import { waitingElsewhere } from '../../read/tasks/waiting.ts';
import { type Context, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';
import { withColumns, withQuery } from '../kit/query-options.ts';

interface Options extends SharedOptions, TaskQuery {
  readonly columns?: string;
}

export function build(): Command {
  const command = newCommand('Lists the open tasks that match all of the given filters, the oldest first.', [
    'dunwell tasks',
    'dunwell tasks list --kind SURPLUS --json',
    'dunwell tasks list --subject invoice --about 2026/001 --ended',
  ]);
  return withColumns(withQuery(command, TASK_FILTER), TASK_COLUMNS).action((options: Options) => {
    const preset = taskColumnsFor(options, options.creditor !== undefined);
    const names = chosenColumns(TASK_COLUMNS, options.columns, preset);
    return withDatabase(options, (context) => show(context, options, names));
  });
}

async function show(
  context: Context,
  { columns: chosen, ...query }: Options,
  names: readonly TaskColumnName[],
): Promise<void> {
  const { output } = context;
  const columns =
    output.isJson && chosen === undefined
      ? Object.entries(TASK_COLUMNS)
      : names.map((name) => [name, TASK_COLUMNS[name]] as const);
  const rows = eachRowOf(
    () => tenants(context),
    (tenant, page) => taskPage(context, tenant, query, page),
  );
  const written = await printList(output, columns, rows);
  if (output.isJson) return;
  const { ended: _, ...filters } = query;
  const isFiltered = isNarrowed(TASK_FILTER, filters);
  const elsewhere = isFiltered ? [] : await waitingElsewhere(context, await tenants(context));
  for (const says of elsewhere) output.note(says);
  if (written > 0 || elsewhere.length > 0) return;
  output.note(isFiltered ? 'No task matches.' : 'Nothing waits for a person.');
}
