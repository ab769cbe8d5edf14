import type { Command } from 'commander';
import { between } from '../../domain/invoice/forecast-tally.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import {
  type CreditorForecast,
  creditorForecast,
  type ForecastQuery,
  forecastJson,
  forecastLineName,
  forecastNotes,
  forecastSpans,
} from '../../read/invoice/forecast.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, numberOption, type SharedOptions, wordOption } from '../kit/options.ts';
import { Progress } from '../kit/progress.ts';

type Options = SharedOptions & ForecastQuery;

export function build(): Command {
  return newCommand(
    'Shows what goes out tomorrow and in the next days when nothing else happens: letters per level, claims listed, transferred and closed, with the sums open on them. Every path is worked out anew from what is known now.',
    [
      'dunwell forecast',
      'dunwell forecast --days 30 --approve all --json',
      'dunwell forecast --resumed   # before a paused creditor is let go on',
    ],
  )
    .option('--days <n>', 'how many days to look ahead', numberOption(1, 366), 14)
    .option(
      '--approve <which>',
      'suppose that claims are approved: none, all',
      wordOption(['none', 'all']),
      'none',
    )
    .option('--resumed', 'suppose that a pause of the whole creditor ends now')
    .action((options: Options) => withDatabase(options, (context) => show(context, options)));
}

async function show(context: Context, options: Options): Promise<void> {
  const { output } = context;
  const found: CreditorForecast[] = [];
  for (const tenant of await tenants(context)) {
    const progress = new Progress(`forecast for ${tenant.id}`);
    const one = await creditorForecast(context, tenant, options, () => progress.step());
    progress.end();
    found.push(one);
    if (output.isJson) continue;
    await print(context, tenant, one);
    for (const says of forecastNotes(one)) output.note(says);
  }
  if (output.isJson) await output.json(found.map(forecastJson));
}

async function print({ output }: Context, { id, row }: Tenant, found: CreditorForecast): Promise<void> {
  await output.heading(`${id}: ${row.name}, in ${row.currency}`);
  const spans = forecastSpans(found);
  const table = output.table([
    { title: 'creditor' },
    { title: 'what' },
    ...spans.flatMap(({ name }) => [
      { title: name, align: 'right' } as const,
      { title: `open ${name}`, align: 'right' } as const,
    ]),
  ]);
  for (const line of found.lines) {
    const cells = spans.flatMap(({ from, to }) => {
      const { count, sum } = between(line, from, to);
      return [String(count), formatAmount(sum, row.currency)];
    });
    await table.row([id, forecastLineName(line), ...cells]);
  }
  await table.end();
}
