import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { stringify } from 'csv-stringify';
import { eachRow, type Page } from '../../db/pages.ts';
import { jsonRow } from '../../read/kit/columns.ts';
import { count } from '../../read/kit/format.ts';
import { PAGE } from '../../read/kit/pages.ts';
import { PREPARED_FILTER, SENT_FILTER, type SignalQuery, signalFilter } from '../../read/signals/filter.ts';
import { SIGNAL_COLUMNS, signalPage } from '../../read/signals/list-page.ts';
import { refuseOtherFilters, SignalList } from '../../read/signals/lists.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions, wordOption } from '../kit/options.ts';
import { withQuery } from '../kit/query-options.ts';
import { writeResult } from '../kit/write-result.ts';

interface Options extends SharedOptions, SignalQuery {
  readonly list: SignalList;
  readonly format: 'csv' | 'json';
  readonly out?: string;
}

const LISTS = Object.values(SignalList);

export function build(): Command {
  const command = newCommand('Writes one of the lists of signals as CSV, or as one JSON object per line.', [
    'dunwell signals export --list early-performed --sent-from 2026-01-01 --out early.csv',
    'dunwell signals export --list scheduled-crisis --format json',
  ])
    .requiredOption('--list <name>', LISTS.join(', '), wordOption(LISTS))
    .option('--format <format>', 'csv or json', wordOption(['csv', 'json']), 'csv')
    .option('--out <file>', 'write there instead of to standard output');
  return withQuery(command, { ...PREPARED_FILTER, ...SENT_FILTER }).action((options: Options) =>
    withDatabase(options, (context) => write(context, options)),
  );
}

async function write(context: Context, { list, format, out, json, ...filters }: Options): Promise<void> {
  const one = await tenant(context);
  refuseOtherFilters(filters, list);
  const filter = await signalFilter(context, one, filters);
  const isJson = format === 'json' || json === true;
  let written = 0;
  const lines = async function* () {
    const read = (page: Page) => signalPage(context, one, list, filter, page);
    for await (const line of eachRow({ limit: PAGE }, read)) {
      written += 1;
      yield jsonRow(SIGNAL_COLUMNS, line);
    }
  };
  const texts = async function* () {
    for await (const line of lines()) yield `${JSON.stringify(line)}\n`;
  };
  const source = () => (isJson ? texts() : rows(lines()));
  if (out === undefined) for await (const text of source()) await context.output.write(text);
  else await writeResult(out, out, (stream) => pipeline(source, stream));
  context.output.note(`${count(written, 'line')} written.`);
}

/** The lines as CSV, with a line of column names, as they come. */
async function* rows(lines: AsyncIterable<object>): AsyncGenerator<string> {
  const csv = stringify({ header: true, columns: Object.keys(SIGNAL_COLUMNS) });
  const feeding = (async () => {
    for await (const line of lines) {
      if (!csv.write(line)) await new Promise((drained) => csv.once('drain', drained));
    }
    csv.end();
  })();
  for await (const text of csv) yield String(text);
  await feeding;
}
