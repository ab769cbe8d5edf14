import { setTimeout as sleep } from 'node:timers/promises';

/** The gRPC status codes that set-up tells apart. */
export const GrpcCode = {
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  unimplemented: 12,
  unauthenticated: 16,
} as const;

/** The gRPC status code of an error, undefined when it has none. */
export function grpcCodeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'number' ? code : undefined;
}

/** Repeats a call while its error may pass by itself, for half a minute at most. */
export async function retryWhile(
  mayPass: (error: unknown) => boolean,
  call: () => Promise<unknown>,
  limitMs = 30_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      await call();
      return;
    } catch (error) {
      if (!mayPass(error) || Date.now() > end) throw error;
      await sleep(200);
    }
  }
}
