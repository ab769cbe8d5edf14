import type { Command } from 'commander';
import type { RetentionReport } from '../../contracts/signals.ts';
import { TASK_QUEUE, WorkflowType } from '../../contracts/task-queues.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { count, momentText } from '../../read/kit/format.ts';
import { signalRetention } from '../../read/signals/retention.ts';
import { type Context, tenants, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { requireWorker, withServer } from '../kit/server-connection.ts';

interface Options extends SharedOptions {
  readonly commit?: boolean;
}

export function build(): Command {
  return newCommand(
    'Shows how long personal data of signals is kept, how much of it is older, and the proofs of what was deleted; with --commit it deletes now what the Schedule deletes every night.',
    ['dunwell signals retention', 'dunwell signals retention --commit'],
  )
    .option('--commit', 'delete now, for every creditor')
    .action((options: Options) => withDatabase(options, (context) => run(context, options)));
}

async function run(context: Context, options: Options): Promise<void> {
  if (options.commit !== true) return show(context);
  const { output } = context;
  const reports = await withServer(options.data, async (server) => {
    await requireWorker(server, 'which deletes');
    return server.temporal.workflow.execute(WorkflowType.SIGNAL_RETENTION, {
      taskQueue: TASK_QUEUE,
      workflowId: 'signals/retention',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [],
    }) as Promise<readonly RetentionReport[]>;
  });
  if (output.isJson) await output.json(reports.map((one) => ({ ...one, before: formatDay(one.before) })));
  else {
    for (const { creditor, before, deleted, left } of reports) {
      await output.line(
        `${creditor}: ${deleted} rows from before ${formatDay(before)} deleted, ${left} left.`,
      );
    }
  }
  if (reports.some(({ left }) => left > 0))
    throw new WorkFailed(output.isJson ? '' : 'Something is left that had to go.');
}

async function show(context: Context): Promise<void> {
  const { output } = context;
  const found = [];
  for (const one of await tenants(context)) {
    const kept = await signalRetention(context, one);
    if (kept !== null) found.push({ one, ...kept });
  }
  if (output.isJson) {
    return output.json(
      found.map(({ one, before, ...rest }) => ({ creditor: one.id, before: formatDay(before), ...rest })),
    );
  }
  if (found.length === 0) output.note('No creditor sends signals.');
  for (const { one, months, before, due, proofs } of found) {
    await output.line(
      `${one.id}: kept for ${months} months; ${count(due, 'row')} from before ${formatDay(before)} to go with the next run.`,
    );
    if (proofs.length === 0) continue;
    const table = output.table([
      { title: 'deleted' },
      { title: 'from before' },
      { title: 'rows', align: 'right' },
      { title: 'left', align: 'right' },
    ]);
    for (const { erasedAt, beforeDay, rows, remaining } of proofs) {
      await table.row([
        momentText(erasedAt, one.calendar),
        formatDay(beforeDay),
        String(rows),
        String(remaining),
      ]);
    }
    await table.end();
  }
}
