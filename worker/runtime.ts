import { DefaultLogger, Runtime } from '@temporalio/worker';

let isInstalled = false;

/**
 * Prepares the process for workers, once and before any connection: the SDK only speaks up when something is
 * wrong, and leaves signals to us, so that a worker drains before its server stops.
 */
export function installRuntime(onLine: (line: string) => void): void {
  if (isInstalled) return;
  isInstalled = true;
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    const failure = meta?.error instanceof Error ? `: ${meta.error.message}` : '';
    onLine(`${level.toLowerCase()}: ${message}${failure}`);
  });
  Runtime.install({ logger, shutdownSignals: [] });
}
