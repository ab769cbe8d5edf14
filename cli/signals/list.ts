import type { Command } from 'commander';
import { countHeldCustomers, countSentSignals } from '../../db/signals/lists.ts';
import { countPrepared } from '../../db/signals/prepared-signals.ts';
import { lastRuns } from '../../db/signals/runs.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { HoldReason } from '../../domain/kernel/holds.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { SignalType } from '../../domain/signals/signal.ts';
import { type Context, type Tenant, tenant, tenants, withDatabase } from '../kit/context.ts';
import { momentText } from '../kit/format.ts';
import { newCommand, type SharedOptions, wordOption } from '../kit/options.ts';
import { type SignalFilterOptions, signalFilter, withPreparedFilter, withSentFilter } from './filter.ts';
import {
  eachLine,
  LIST_TITLES,
  type ListLine,
  refuseOtherFilters,
  SignalList,
  STILL_PREPARED,
} from './lists.ts';

interface Options extends SharedOptions, SignalFilterOptions {
  readonly list?: SignalList;
}

const LISTS = Object.values(SignalList);

export function build(): Command {
  const about = LISTS.map((name) => `  ${name.padEnd(18)}${LIST_TITLES[name]}`).join('\n');
  return withSentFilter(
    withPreparedFilter(
      newCommand(
        'Shows the lists of early and crisis signals: how long each is, or one of them line by line.',
        [
          'dunwell signals list',
          'dunwell signals list --list scheduled-early --min-amount 100.00',
          'dunwell signals list --list crisis-performed --state rejected --json',
        ],
      ).option('--list <name>', LISTS.join(', '), wordOption(LISTS)),
    ),
  )
    .addHelpText('after', `\nLists:\n${about}`)
    .action((options: Options) =>
      withDatabase(options, (context) => {
        refuseOtherFilters(options, options.list);
        return options.list === undefined ? showAll(context) : showOne(context, options, options.list);
      }),
    );
}

/** A line as JSON and CSV have it. */
export function lineJson(line: ListLine, currency: string) {
  const { customer, name, type, action, state, gateway, amount, on, reference, replaces } = line;
  return {
    customer,
    name,
    type,
    action,
    state,
    gateway,
    amount: amount === null ? null : formatAmount(amount, currency),
    currency: amount === null ? null : currency,
    on: formatDay(on),
    reference,
    replaces,
  };
}

async function showOne(context: Context, options: Options, list: SignalList): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const filter = await signalFilter(context, one, options);
  const { currency } = one.row;
  const table = output.table([
    { title: 'customer' },
    { title: 'name' },
    { title: 'action' },
    { title: 'amount', align: 'right' },
    { title: 'gateway' },
    { title: 'state' },
    { title: 'on' },
  ]);
  let written = 0;
  if (output.isJson) await output.write('[');
  for await (const line of eachLine(context, one, list, filter)) {
    const { customer, name, action, amount, gateway, state, on } = lineJson(line, currency);
    if (output.isJson) {
      await output.write(`${written === 0 ? '' : ','}\n${JSON.stringify(lineJson(line, currency))}`);
    } else {
      await table.row([customer, name ?? '', action ?? '', amount ?? '', gateway ?? '', state, on]);
    }
    written += 1;
  }
  if (output.isJson) return output.line('\n]');
  await table.end();
  if (written === 0) output.note(`${LIST_TITLES[list]}: nobody.`);
}

/** How many stand on each list, and when it was last brought up to date. */
async function showAll(context: Context): Promise<void> {
  const { output, db } = context;
  const found = [];
  for (const one of await tenants(context)) {
    const run = await db.read(async (tx) => (await lastRuns(tx, one.id, 1))[0]);
    found.push({ tenant: one, run, counts: await countsOf(context, one) });
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

async function countsOf(
  { db, asOf }: Context,
  { id: creditor, calendar }: Tenant,
): Promise<Readonly<Record<SignalList, number>>> {
  const today = calendar.dayOf(asOf);
  return db.read(async (tx) => ({
    'scheduled-early': (await countPrepared(tx, { creditor, type: SignalType.EARLY, states: STILL_PREPARED }))
      .count,
    'scheduled-crisis': (
      await countPrepared(tx, { creditor, type: SignalType.CRISIS, states: STILL_PREPARED })
    ).count,
    'early-performed': await countSentSignals(tx, { creditor, type: SignalType.EARLY }),
    'crisis-performed': await countSentSignals(tx, { creditor, type: SignalType.CRISIS }),
    'debt-assistance': await countHeldCustomers(tx, { creditor, reason: HoldReason.SIGNAL_HELP, today }),
    'death-registered': await countHeldCustomers(tx, { creditor, reason: HoldReason.DECEASED, today }),
  }));
}
