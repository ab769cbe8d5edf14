/** A request to stop, by Ctrl-C or SIGTERM. */
export interface StopSignal {
  readonly isRequested: () => boolean;
  /** Resolves when it is requested. */
  readonly requested: Promise<void>;
  /** Which one it was, and the exit code that says so to whoever sent it. */
  readonly received: () => { readonly signal: NodeJS.Signals; readonly exitCode: number } | undefined;
  /** Takes the handlers off again. */
  dispose(): void;
}

const ECHO_MS = 1_000;

/**
 * Turns the first Ctrl-C into a request to stop cleanly; the second ends the process at once, which loses
 * nothing: what was under way is taken up at the next start.
 */
export function listenForStop(onRequest: () => void): StopSignal {
  let received: ReturnType<StopSignal['received']>;
  let resolve: () => void = () => undefined;
  const requested = new Promise<void>((done) => {
    resolve = done;
  });
  let requestedAt = 0;
  const handle = (signal: NodeJS.Signals) => {
    // Wrappers such as npm pass on a Ctrl-C that the terminal has sent to everyone already.
    const isEcho = received !== undefined && performance.now() - requestedAt < ECHO_MS;
    if (isEcho) return;
    const exitCode = signal === 'SIGINT' ? 130 : 143;
    if (received !== undefined) process.exit(exitCode);
    received = { signal, exitCode };
    requestedAt = performance.now();
    onRequest();
    resolve();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    isRequested: () => received !== undefined,
    requested,
    received: () => received,
    dispose() {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
