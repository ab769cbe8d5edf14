/** A request to stop, by Ctrl-C or SIGTERM. */
export interface StopSignal {
  readonly isRequested: () => boolean;
  /** Resolves when it is requested. */
  readonly requested: Promise<void>;
  /** Takes the handlers off again. */
  dispose(): void;
}

/**
 * Turns the first Ctrl-C into a request to stop cleanly; the second ends the process at once, which loses
 * nothing: what was under way is taken up at the next start.
 */
export function listenForStop(onRequest: () => void): StopSignal {
  let isRequested = false;
  let resolve: () => void = () => undefined;
  const requested = new Promise<void>((done) => {
    resolve = done;
  });
  const handle = (signal: NodeJS.Signals) => {
    if (isRequested) process.exit(signal === 'SIGINT' ? 130 : 143);
    isRequested = true;
    onRequest();
    resolve();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    isRequested: () => isRequested,
    requested,
    dispose() {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
