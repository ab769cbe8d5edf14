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
    const line = `${level.toLowerCase()}: ${message}${failure}`;
    lines.tell(line, line);
  });
  Runtime.install({ logger, shutdownSignals: [] });
}
