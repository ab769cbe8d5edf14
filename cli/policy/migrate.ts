import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type BulkFilter, type BulkInput, BulkScope } from '../../contracts/background.ts';
import { findPolicy, listPolicies } from '../../db/creditor/creditors.ts';
import { INVOICE_FILTER, type InvoiceQuery, invoiceFilter } from '../../read/invoice/filter.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, numberOption, type SharedOptions } from '../kit/options.ts';
import { withQuery } from '../kit/query-options.ts';
import { requireWorker, withServer } from '../kit/server-connection.ts';
import { bulkAnswer } from '../messages/bulk-answer.ts';
import { withSending } from '../messages/with-sending.ts';
import { compareAndPrint } from './print-comparison.ts';

interface Options extends SharedOptions, InvoiceQuery {
  readonly to: number;
  readonly days: number;
  readonly by: string;
  readonly wait: boolean;
  readonly timeout: number;
  readonly commandId?: string;
  readonly commit?: boolean;
}

export function buildMigrate(): Command {
  return withQuery(
    withSending(
      newCommand(
        'Moves open invoices to a published version of the policy. Each goes on after its last level by name; printed deadlines stay, and so does the mode of a claim that is listed. Shows the difference until --commit is given.',
        ['dunwell policy migrate --to 2', 'dunwell policy migrate --to 2 --stage OPEN,REMINDED --commit'],
      )
        .name('migrate')
        .requiredOption('--to <version>', 'the version to move to', numberOption(1, 1_000_000))
        .option('--days <n>', 'how many days the comparison looks ahead', numberOption(1, 366), 14)
        .option('--commit', 'do it'),
    ),
    INVOICE_FILTER,
  ).action((options: Options) => withDatabase(options, (context) => migrate(context, options)));
}

async function migrate(context: Context, options: Options): Promise<void> {
  const one = await tenant(context);
  const { output, db } = context;
  const policy = await db.read((tx) => findPolicy(tx, one.id, options.to));
  if (policy === undefined) throw new WorkFailed(await noSuchVersion(context, one, options.to));
  if (options.commit === true) return commit(context, one, options);
  const target = { policy, calendar: one.calendar, version: options.to };
  await compareAndPrint(context, one, target, options);
  output.note('Nothing was done: add --commit to do it.');
}

async function commit(context: Context, one: Tenant, options: Options): Promise<void> {
  const { customer, ...others } = options;
  const { creditor: _creditor, ...filter } = await context.db.read((tx) => invoiceFilter(tx, one, others));
  const input: BulkInput = {
    creditor: one.id,
    operationId: options.commandId ?? randomUUID(),
    by: options.by,
    ...(customer === undefined ? { scope: BulkScope.CREDITOR } : { scope: BulkScope.CUSTOMER, customer }),
    action: { kind: 'migratePolicy', toVersion: options.to, filter: filter satisfies BulkFilter },
  };
  await withServer(options.data, async (server) => {
    if (options.wait) await requireWorker(server, 'or leave it for one with --no-wait');
    await server.client.startBulk(input);
    await bulkAnswer(context, server, input, options);
  });
}

async function noSuchVersion({ db }: Context, { id }: Tenant, version: number): Promise<string> {
  const versions = (await db.read((tx) => listPolicies(tx, id))).map((policy) => policy.version);
  return `Creditor ${id} has no policy version ${version}: it has ${versions.join(', ') || 'none'}.`;
}
