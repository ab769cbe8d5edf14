import { DefaultLogger, Runtime } from '@temporalio/worker';
import { RepeatedLines } from './repeated-lines.ts';

let isInstalled = false;

/**
 * Prepares the process for workers, once and before any connection: the SDK only speaks up when something is
 * wrong, and leaves signals to us, so that a worker drains before its server stops.
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
    const kind = `${level.toLowerCase()}: ${message}${failure}${reason}`;
    lines.tell(kind, `${kind}${of}`);
  });
  Runtime.install({ logger, shutdownSignals: [] });
}
