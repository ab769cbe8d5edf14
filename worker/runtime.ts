import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { RepeatedLines } from './repeated-lines.ts';

let isInstalled = false;

/**
 * Prepares the process for workers, once and before any connection: the SDK only speaks up when something is
 * wrong, and leaves SIGTERM to us, so that a worker drains before its server stops. Nothing need be undone: a
 * process ends by itself when it has closed its connections, and also when it never came to make one.
 */
export function installRuntime(onLine: (line: string) => void): void {
  if (isInstalled) return;
  isInstalled = true;
  const lines = new RepeatedLines(onLine);
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    const failure = meta?.error instanceof Error ? `: ${meta.error.message}` : '';
    // Written by a workflow: why, and of which one. Its id holds codes and numbers only.
    const reason = typeof meta?.reason === 'string' ? `: ${meta.reason}` : '';
    const of = typeof meta?.workflowId === 'string' ? ` (${meta.workflowId})` : '';
    const kind = `${level.toLowerCase()}: ${inPlainWords(message)}${failure}${reason}`;
    lines.tell(kind, `${kind}${of}`);
  });
  // The native side writes to the terminal by itself unless told to come through the logger, too.
  const filter = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });
  const runtime = Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: { logging: { filter, forward: {} } },
  });
  // A native runtime whose lines come here keeps the process alive, and the SDK ends it with the last connection
  // only. So this one ends now; the SDK remembers its options for those that it makes itself, with a first connection.
  void runtime.shutdown();
}

/** Each call of the SDK that nobody answers is the same to a person: the server is away. */
function inPlainWords(message: string): string {
  return /^gRPC call \w+ retried \d+ times/.test(message)
    ? 'the Temporal server does not answer; it is asked again until it does'
    : message;
}
