import type { Command } from 'commander';
import type { EvaluationProgress } from '../../contracts/signals.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import { count } from '../../read/kit/format.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, numberOption, type SharedOptions } from '../kit/options.ts';
import { requireWorker, withServer } from '../kit/server-connection.ts';
import { isTimeout } from '../messages/deliver.ts';

interface Options extends SharedOptions {
  /** `--no-wait` */
  readonly wait: boolean;
  readonly timeout: number;
}

export function build(): Command {
  return newCommand(
    'Judges every customer now and brings the prepared list up to date; the Schedule does the same every day. It never sends.',
    ['dunwell signals evaluate', 'dunwell signals evaluate --creditor acme --no-wait'],
  )
    .option('--no-wait', 'start it and do not wait for its end')
    .option('--timeout <seconds>', 'how long to wait', numberOption(1, 86_400), 600)
    .action((options: Options) => withDatabase(options, (context) => evaluate(context, options)));
}

async function evaluate(context: Context, options: Options): Promise<void> {
  const one = await tenant(context);
  await requireSettings(context, one);
  const { output } = context;
  const input = { creditor: one.id };
  await withServer(options.data, async (server) => {
    if (options.wait) await requireWorker(server, 'or leave it for one with --no-wait');
    await server.client.startSignalEvaluation(input);
    if (!options.wait) {
      const says = `The evaluation of ${one.id} was started.`;
      return output.isJson ? output.json({ creditor: one.id, says }) : output.line(says);
    }
    try {
      const deadline = Date.now() + options.timeout * 1000;
      const done = await server.service.withDeadline(deadline, () =>
        server.client.signalEvaluationResult(input),
      );
      await report(context, one, done);
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new WorkFailed(
        `The evaluation goes on, but was not done within ${options.timeout} s: its workflow shows how far it is.`,
      );
    }
  });
}

async function requireSettings({ db }: Context, { id }: Tenant): Promise<void> {
  if ((await db.read((tx) => findSignalSettings(tx, id))) !== undefined) return;
  throw new WorkFailed(`Creditor ${id} sends no signals: its file has no signals section.`);
}

async function report({ output }: Context, { id }: Tenant, done: EvaluationProgress): Promise<void> {
  if (output.isJson) return output.json({ creditor: id, ...done });
  const table = output.table([
    { title: 'prepared list' },
    { title: 'added', align: 'right' },
    { title: 'kept', align: 'right' },
    { title: 'removed', align: 'right' },
  ]);
  for (const [type, counts] of [
    ['early', done.early],
    ['crisis', done.crisis],
  ] as const) {
    await table.row([type, String(counts.added), String(counts.kept), String(counts.removed)]);
  }
  await table.end();
  output.note(done.says ?? `${count(done.customers, 'customer')} evaluated; nothing was sent.`);
}
