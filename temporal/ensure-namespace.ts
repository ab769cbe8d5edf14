import type { Connection } from '@temporalio/client';
import { GrpcCode, grpcCodeOf, retryWhile } from './grpc.ts';

const DAY_SECONDS = 86_400;

/**
 * Makes sure that the namespace exists and keeps closed workflows that many days, and returns once the server
 * accepts calls on it. An existing one with another retention is corrected only when `correctRetention` is set:
 * on a cluster of others the setting is theirs.
 */
export async function ensureNamespace(
  connection: Connection,
  name: string,
  retentionDays: number,
  { correctRetention = false }: { correctRetention?: boolean } = {},
): Promise<{ created: boolean; retentionDays: number }> {
  const service = connection.workflowService;
  const wanted = { seconds: retentionDays * DAY_SECONDS };
  const existing = await describe(connection, name);
  if (existing === undefined) {
    await register(connection, name, wanted);
    await untilUsable(connection, name);
    return { created: true, retentionDays };
  }
  if (existing === retentionDays || !correctRetention) return { created: false, retentionDays: existing };
  await service.updateNamespace({
    namespace: name,
    config: { workflowExecutionRetentionTtl: wanted } as never,
  });
  return { created: false, retentionDays };
}

async function describe(connection: Connection, namespace: string): Promise<number | undefined> {
  try {
    const answer = await connection.workflowService.describeNamespace({ namespace });
    return Number(answer.config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_SECONDS;
  } catch (error) {
    if (grpcCodeOf(error) === GrpcCode.notFound) return undefined;
    throw error;
  }
}

async function register(
  connection: Connection,
  namespace: string,
  retention: { seconds: number },
): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: retention as never,
    });
  } catch (error) {
    const code = grpcCodeOf(error);
    if (code === GrpcCode.alreadyExists) return;
    throw new Error(
      `the namespace ${namespace} does not exist and could not be created (${(error as Error).message}): ` +
        'create it where namespaces are managed (Temporal Cloud: its web UI or tcld), or name another one',
      { cause: error },
    );
  }
}

/** A new namespace reaches the server's caches after a moment; before that every other call says "not found". */
async function untilUsable(connection: Connection, namespace: string): Promise<void> {
  await retryWhile(
    (error) => grpcCodeOf(error) === GrpcCode.notFound,
    () => connection.workflowService.countWorkflowExecutions({ namespace }),
  );
}
