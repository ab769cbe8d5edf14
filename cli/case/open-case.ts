import { randomUUID } from 'node:crypto';
import type { CaseRequest } from '../../contracts/case.ts';
import { type Context, type Tenant, tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { requireWorker, withServer } from '../kit/server-connection.ts';
import { isTimeout, type SendingOptions } from '../messages/deliver.ts';
import { stageRequest } from './stage-request.ts';

/**
 * Stages a case to open, has a worker open it and prints what came of it; a refusal fails. Its content travels by
 * the database alone, so that no name or amount comes into a workflow's history.
 */
export async function openCase(
  context: Context,
  body: CaseRequest,
  options: SendingOptions,
  given?: Tenant,
): Promise<void> {
  const { output } = context;
  const { id: creditor } = given ?? (await tenant(context));
  const request = options.commandId ?? randomUUID();
  const { wait, timeout } = options;
  const opening = await withServer(context.options.data, async (server) => {
    const { client, service } = server;
    if (wait) await requireWorker(server, 'or leave the request for it with --no-wait');
    await stageRequest(context, { id: request, creditor, body }, options);
    await client.openCase({ creditor, request });
    if (!wait) return undefined;
    try {
      return await service.withDeadline(Date.now() + timeout * 1000, () =>
        client.openCaseResult({ creditor, request }),
      );
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new WorkFailed(
        `The case was not opened within ${timeout} s; it still may be. Send the same again with --command-id ${request}, or look with \`dunwell case list\`.`,
      );
    }
  });
  if (opening === undefined) {
    const says = `The request ${request} was left for the worker.`;
    return output.isJson ? output.json({ creditor, request, says }) : output.line(says);
  }
  const { ok } = opening;
  const says = ok ? opening.says : opening.refused;
  const reference = ok ? opening.reference : null;
  const isNew = ok && opening.isNew;
  if (output.isJson) await output.json({ creditor, request, ok, reference, isNew, says });
  if (!ok) throw new WorkFailed(output.isJson ? '' : says);
  if (output.isJson) return;
  await output.line(says);
  output.note(`See it with \`dunwell case show ${reference}\`.`);
}
