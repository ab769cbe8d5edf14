import type { ConnectionOptions } from '@temporalio/client';
import { connect, type TemporalConnections } from '../../temporal/connect.ts';
import { GrpcCode, grpcCodeOf } from '../../temporal/grpc.ts';
import { WorkFailed } from '../kit/failures.ts';

const ASK_AGAIN_MS = 500;

/** How long is waited, and whether that was called off. */
export interface Patience {
  readonly ms: number;
  readonly isCancelled: () => boolean;
}

export interface Waiting {
  /** How long a server may take to answer; it is asked once when not given. */
  readonly patience?: Patience | undefined;
  readonly onMessage: (text: string) => void;
}

/**
 * Connects to a server. One that is just starting, or whose machine sleeps, answers soon; one that refuses who asks
 * will not. Fails in words.
 */
export async function connectWithPatience(
  server: { readonly address: string; readonly connection?: ConnectionOptions | undefined },
  namespace: string,
  { patience, onMessage }: Waiting,
): Promise<TemporalConnections> {
  const end = performance.now() + (patience?.ms ?? 0);
  for (let attempt = 1; ; attempt++) {
    try {
      return await connect(server, namespace);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const isOver = performance.now() >= end || patience?.isCancelled() === true || isRefusal(error);
      if (isOver) throw new WorkFailed(`No Temporal server answers at ${server.address}: ${reason}`, error);
      if (attempt === 1)
        onMessage(
          `It does not answer yet: waiting for it, ${Math.round((patience?.ms ?? 0) / 1000)} seconds at most.`,
        );
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}

function isRefusal(error: unknown): boolean {
  const code = grpcCodeOf(error) ?? grpcCodeOf((error as { cause?: unknown }).cause);
  return code === GrpcCode.permissionDenied || code === GrpcCode.unauthenticated;
}

/** A wait that was called off has not failed: undefined. */
export async function unlessCancelled<T>(
  { isCancelled }: Patience,
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isCancelled()) return undefined;
    throw error;
  }
}
