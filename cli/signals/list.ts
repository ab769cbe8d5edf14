import type { Command } from 'commander';
import { eachRow } from '../../db/pages.ts';
import { lastRuns } from '../../db/signals/runs.ts';
import { jsonRow } from '../../read/kit/columns.ts';
import { momentText } from '../../read/kit/format.ts';
import { PAGE } from '../../read/kit/pages.ts';
import { PREPARED_FILTER, SENT_FILTER, type SignalQuery, signalFilter } from '../../read/signals/filter.ts';
import { SHOWN_SIGNAL_COLUMNS, SIGNAL_COLUMNS, signalPage } from '../../read/signals/list-page.ts';
import { LIST_TITLES, refuseOtherFilters, SignalList, signalCounts } from '../../read/signals/lists.ts';
import { type Context, tenant, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions, wordOption } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';
import { withQuery } from '../kit/query-options.ts';

interface Options extends SharedOptions, SignalQuery {
  readonly list?: SignalList;
}

const LISTS = Object.values(SignalList);

export function build(): Command {
  const about = LISTS.map((name) => `  ${name.padEnd(18)}${LIST_TITLES[name]}`).join('\n');
  const command = newCommand(
    'Shows the lists of early and crisis signals: how long each is, or one of them line by line.',
    [
      'dunwell signals list',
      'dunwell signals list --list scheduled-early --min-amount 100.00',
      'dunwell signals list --list crisis-performed --state rejected --json',
    ],
  ).option('--list <name>', LISTS.join(', '), wordOption(LISTS));
  return withQuery(command, { ...PREPARED_FILTER, ...SENT_FILTER })
    .addHelpText('after', `\nLists:\n${about}`)
    .action((options: Options) =>
      withDatabase(options, (context) => {
        refuseOtherFilters(options, options.list);
        return options.list === undefined ? showAll(context) : showOne(context, options, options.list);
      }),
    );
}

async function showOne(context: Context, query: SignalQuery, list: SignalList): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const filter = await signalFilter(context, one, query);
  const lines = eachRow({ limit: PAGE }, (page) => signalPage(context, one, list, filter, page));
  const columns = SHOWN_SIGNAL_COLUMNS.map((name) => [name, SIGNAL_COLUMNS[name]] as const);
  const written = await printList(output, columns, lines, { json: (line) => jsonRow(SIGNAL_COLUMNS, line) });
  if (!output.isJson && written === 0) output.note(`${LIST_TITLES[list]}: nobody.`);
}

/** How many stand on each list, and when it was last brought up to date. */
async function showAll(context: Context): Promise<void> {
  const { output, db } = context;
  const found = [];
  for (const one of await tenants(context)) {
    const run = await db.read(async (tx) => (await lastRuns(tx, one.id, 1))[0]);
    found.push({ tenant: one, run, counts: await signalCounts(context, one) });
  }
  if (output.isJson) {
    return output.json(
      found.map(({ tenant: { id }, run, counts }) => ({
        creditor: id,
        evaluatedAt: run?.finishedAt ? new Date(run.finishedAt).toISOString() : null,
        lists: counts,
      })),
    );
  }
  for (const { tenant: one, run, counts } of found) {
    const table = output.table([{ title: `signals of ${one.id}` }, { title: 'customers', align: 'right' }]);
    for (const list of LISTS) await table.row([LIST_TITLES[list], String(counts[list])]);
    await table.end();
    const at = run?.finishedAt;
    output.note(
      at === undefined || at === null
        ? `${one.id} was not evaluated yet: dunwell signals evaluate --creditor ${one.id}`
        : `Evaluated ${momentText(at, one.calendar)}.`,
    );
  }
}
