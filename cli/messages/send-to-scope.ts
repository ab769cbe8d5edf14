import { randomUUID } from 'node:crypto';
import { type BulkInput, BulkScope } from '../../contracts/background.ts';
import { countByStage, listInvoices } from '../../db/invoice/invoices.ts';
import { UNDER_WAY } from '../../domain/invoice/messages/message.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import { invoiceFilter } from '../../read/invoice/filter.ts';
import { count } from '../../read/kit/format.ts';
import { type Context, type Tenant, tenant } from '../kit/context.ts';
import { requireWorker, withServer } from '../kit/server-connection.ts';
import { bulkAnswer } from './bulk-answer.ts';
import type { MessageOptions } from './message.ts';
import type { Scope } from './scope.ts';

const MOST_OF_A_CUSTOMER = 100_000;

/**
 * Pauses or resumes a customer or a creditor as a whole, through the bulk operation that writes the hold once
 * and wakes the invoices under it. Without `--commit` it only says whom that would concern.
 */
export async function sendToScope(
  context: Context,
  options: MessageOptions,
  scope: Scope,
  action: BulkInput['action'],
): Promise<void> {
  const { output } = context;
  const one = await tenant(context);
  const invoices = await countUnderWay(context, one, scope);
  const whom = scope.scope === BulkScope.CREDITOR ? `creditor ${one.id}` : `customer ${scope.customer}`;
  if (options.commit !== true) {
    const says = `Would ${action.kind} ${whom}: ${count(invoices, 'invoice')} under way.`;
    if (output.isJson) return output.json({ committed: false, says, invoices });
    await output.line(says);
    return output.note('Nothing was done: add --commit to do it.');
  }
  const operationId = options.commandId ?? randomUUID();
  const input: BulkInput = { creditor: one.id, operationId, by: options.by, action, ...scope };
  await withServer(options.data, async (server) => {
    if (options.wait) await requireWorker(server, 'or leave it for one with --no-wait');
    await server.client.startBulk(input);
    await bulkAnswer(context, server, input, options);
  });
}

async function countUnderWay(context: Context, one: Tenant, scope: Scope): Promise<number> {
  const { db } = context;
  if (scope.scope === BulkScope.CREDITOR) {
    const counts = await db.read((tx) => countByStage(tx, one.id));
    return counts.reduce((sum, group) => sum + (hasEnded(group.stage) ? 0 : group.count), 0);
  }
  const filter = await db.read((tx) =>
    invoiceFilter(tx, one, { customer: scope.customer, stage: UNDER_WAY }),
  );
  return (await db.read((tx) => listInvoices(tx, { ...filter, limit: MOST_OF_A_CUSTOMER }))).length;
}
