import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { SendSignalsInput } from '../../contracts/signals.ts';
import { lastSignalSettings } from '../../db/signals/settings.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { SignalAction, SignalType } from '../../domain/signals/signal.ts';
import { jsonRow, textValue } from '../../read/kit/columns.ts';
import { count } from '../../read/kit/format.ts';
import { PREPARED_FILTER, signalFilter } from '../../read/signals/filter.ts';
import { SIGNAL_COLUMNS } from '../../read/signals/list-page.ts';
import { type SignalToSend, signalsToSend } from '../../read/signals/would-go.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { newCommand, numberOption, withBy, wordOption } from '../kit/options.ts';
import { printRows } from '../kit/print-list.ts';
import { withQuery } from '../kit/query-options.ts';
import { requireWorker, withServer } from '../kit/server-connection.ts';
import type { SendOptions } from './send-options.ts';
import { followSend } from './send-results.ts';

const TYPES = Object.values(SignalType);
const SHOWN = ['customer', 'type', 'action', 'amount', 'gateway'] as const;

export function build(): Command {
  const command = newCommand(
    'Sends what is prepared to the municipalities. Without --commit it shows per customer what would go, as Create, Update or Remove, and sends nothing. Each customer is looked at again at the moment of sending: what changed in between is shown, not sent.',
    ['dunwell signals send --type early', 'dunwell signals send --type early --min-amount 100.00 --commit'],
  ).option('--type <type>', TYPES.join(', '), wordOption(TYPES));
  return withBy(withQuery(command, PREPARED_FILTER))
    .option('--all', 'everything that is prepared')
    .option('--commit', 'send it')
    .option('--command-id <id>', 'the same id is one send, however often it is given')
    .option('--no-wait', 'start it and do not wait for the results')
    .option('--timeout <seconds>', 'how long to wait for the results', numberOption(1, 86_400), 120)
    .action((options: SendOptions) => withDatabase(options, (context) => send(context, options)));
}

async function send(context: Context, options: SendOptions): Promise<void> {
  const { type, action, gateway, minAmount, customer, all } = options;
  const isChosen = [type, action, gateway, minAmount, customer].some((option) => option !== undefined);
  if (isChosen === (all === true)) {
    throw new WrongUse('Choose with --type, --action, --gateway, --min-amount or --customer, or give --all.');
  }
  const one = await tenant(context);
  // Taken back or not: a signal that the municipality has can still be taken back.
  const settings = (await context.db.read((tx) => lastSignalSettings(tx, one.id)))?.settings;
  if (settings === undefined) {
    throw new WorkFailed(`Creditor ${one.id} sends no signals: its file has no signals section.`);
  }
  if (options.commit !== true) return preview(context, one, settings, options);
  const { amountAtLeast, prepared } = await signalFilter(context, one, options);
  const input: SendSignalsInput = {
    creditor: one.id,
    sendId: options.commandId ?? randomUUID(),
    by: options.by,
    // What comes on the list from now on was not looked at.
    filter: { type, action, gateway, amountAtLeast, candidates: prepared, preparedUntil: context.asOf },
  };
  await withServer(options.data, async (server) => {
    if (options.wait) await requireWorker(server, 'or leave it for one with --no-wait');
    await server.client.startSendSignals(input);
    await followSend(context, one, input, options);
  });
}

/** What would go now, customer by customer. */
async function preview(
  context: Context,
  one: Tenant,
  settings: SignalSettings,
  options: SendOptions,
): Promise<void> {
  const { output } = context;
  const query = { ...(await signalFilter(context, one, options)), type: options.type };
  const counts: Record<string, number> = { create: 0, update: 0, remove: 0, changed: 0 };
  async function* counted(): AsyncGenerator<SignalToSend> {
    for await (const shown of signalsToSend(context, one, settings, query)) {
      const key = shown.changed.length > 0 ? 'changed' : (shown.line.action ?? '');
      counts[key] = (counts[key] ?? 0) + 1;
      yield shown;
    }
  }
  await printRows(output, counted(), {
    before: '{ "committed": false, "signals": ',
    json: ({ line, changed }) => ({ ...jsonRow(SIGNAL_COLUMNS, line), changed }),
    behind: () => `, "counts": ${JSON.stringify(counts)} }`,
    columns: [
      { title: 'customer' },
      { title: 'type' },
      { title: 'action' },
      { title: 'amount', align: 'right' },
      { title: 'gateway' },
      { title: 'now' },
    ],
    cells: ({ line, changed }) => {
      const now = changed.length === 0 ? 'goes' : `would not go: ${changed.join(', ')}`;
      return [...SHOWN.map((name) => textValue(SIGNAL_COLUMNS[name], line)), now];
    },
  });
  if (output.isJson) return;
  const said = [SignalAction.CREATE, SignalAction.UPDATE, SignalAction.REMOVE].map(
    (action) => `${counts[action] ?? 0} ${action}`,
  );
  output.note(
    `${said.join(', ')}; ${count(counts.changed ?? 0, 'customer')} changed since. Nothing was sent: add --commit to send.`,
  );
}
