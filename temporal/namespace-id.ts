import type { Connection } from '@temporalio/client';
import { GrpcCode, grpcCodeOf } from './grpc.ts';

/**
 * What tells a namespace from those of the same name on other servers. Where it may not be described, its name has to
 * do.
 */
export async function namespaceId(connection: Connection, namespace: string): Promise<string> {
  try {
    const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace });
    return namespaceInfo?.id || namespace;
  } catch (error) {
    if (grpcCodeOf(error) === GrpcCode.permissionDenied) return namespace;
    throw error;
  }
}
