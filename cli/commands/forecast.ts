import type { Command } from 'commander';
import { findPolicy } from '../../db/creditor/creditors.ts';
import { forecast } from '../../domain/invoice/forecast.ts';
import { between, type ForecastLine, ForecastTally } from '../../domain/invoice/forecast-tally.ts';
import { nextStep } from '../../domain/invoice/next-step.ts';
import type { Plan } from '../../domain/invoice/plan.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { isCreditorPaused } from '../../domain/kernel/holds.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { hasMovedOn } from '../../domain/kernel/plan-moved-on.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { eachGathered } from '../../gather/invoice/each-gathered.ts';
import { lineName, tallyJson } from '../invoice/forecast-words.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { count as counted } from '../kit/format.ts';
import { newCommand, numberOption, type SharedOptions, wordOption } from '../kit/options.ts';
import { Progress } from '../kit/progress.ts';

interface Options extends SharedOptions {
  readonly days: number;
  readonly approve: 'none' | 'all';
  readonly resumed?: boolean;
}

/** Paid ones may be reopened by a booking that is known already. */
export const MAY_GO_ON: readonly Stage[] = [
  Stage.OPEN,
  Stage.REMINDED,
  Stage.NOTICED,
  Stage.LISTED,
  Stage.PAID,
];

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
  const found = [];
  for (const tenant of await tenants(context)) {
    const { lines, today, until, movedOn, paused } = await count(context, tenant, options);
    if (!output.isJson) await print(context, tenant, lines, today, until);
    if (!output.isJson && paused) output.note(pausedNote(tenant.id, options));
    if (!output.isJson && movedOn > 0) {
      output.note(
        `${counted(movedOn, 'invoice')} of ${tenant.id} still planned otherwise: what is known has moved on since their last decision, and they decide again when they are woken.`,
      );
    }
    const { id, row } = tenant;
    found.push({
      creditor: id,
      currency: row.currency,
      asOf: new Date(context.asOf).toISOString(),
      today: formatDay(today),
      until: formatDay(until),
      movedOn,
      paused,
      lines: lines.map((line) => lineJson(line, today, until, row.currency)),
    });
  }
  if (output.isJson) await output.json(found);
}

/** A forecast of zeros must not be read as all clear: what a pause keeps back goes out once it ends. */
function pausedNote(creditor: string, { resumed }: Options): string {
  return resumed
    ? `Creditor ${creditor} is paused; this is what goes out when it is resumed now.`
    : `Creditor ${creditor} is paused: what the pause keeps back is not counted. What goes out when it is resumed: dunwell forecast --resumed`;
}

async function count(
  { db, sources, asOf }: Context,
  tenant: Tenant,
  { days, approve, resumed = false }: Options,
) {
  const { calendar, id, row } = tenant;
  const today = calendar.dayOf(asOf);
  const until = today + days;
  const horizon = { until: calendar.instantOf(until + 1, 0) - 1, approve, resumed };
  const policy = await db.read((tx) => findPolicy(tx, id, row.policyVersion));
  const tally = new ForecastTally(policy?.levels.map((level) => level.name) ?? []);
  const progress = new Progress(`forecast for ${id}`);
  let movedOn = 0;
  let paused = false;
  for await (const { facts, policy, row } of eachGathered(db, sources, { creditor: id, stages: MAY_GO_ON })) {
    const now = situation({ facts, policy, calendar }, asOf);
    tally.add(forecast(now, horizon));
    progress.step();
    paused ||= isCreditorPaused(facts.holds, calendar, asOf);
    if (row.decidedAt > asOf) continue;
    const settled = settleInvoice(now).facts;
    const planned = { step: row.nextStep, at: row.nextAt, because: row.because } as Plan;
    if (hasMovedOn(planned, nextStep({ ...now, facts: settled }), asOf)) movedOn += 1;
  }
  progress.end();
  return { lines: tally.result(), today, until, movedOn, paused };
}

async function print(
  { output }: Context,
  { id, row }: Tenant,
  lines: readonly ForecastLine[],
  today: Day,
  until: Day,
): Promise<void> {
  await output.heading(`${id}: ${row.name}, in ${row.currency}`);
  const spans: [string, Day, Day][] = [
    ['today', today, today],
    ['tomorrow', today + 1, today + 1],
    [`until ${formatDay(until)}`, today, until],
  ];
  const table = output.table([
    { title: 'creditor' },
    { title: 'what' },
    ...spans.flatMap(([title]) => [
      { title, align: 'right' } as const,
      { title: `open ${title}`, align: 'right' } as const,
    ]),
  ]);
  for (const line of lines) {
    const cells = spans.flatMap(([, from, to]) => {
      const { count, sum } = between(line, from, to);
      return [String(count), formatAmount(sum, row.currency)];
    });
    await table.row([id, lineName(line), ...cells]);
  }
  await table.end();
}

function lineJson(line: ForecastLine, today: Day, until: Day, currency: string) {
  return {
    kind: line.kind,
    ...(line.level === null ? {} : { level: line.level }),
    today: tallyJson(between(line, today, today), currency),
    tomorrow: tallyJson(between(line, today + 1, today + 1), currency),
    total: tallyJson(between(line, today, until), currency),
    days: [...line.days]
      .sort(([a], [b]) => a - b)
      .map(([on, tally]) => ({ on: formatDay(on), ...tallyJson(tally, currency) })),
  };
}
