import { SingleBar } from 'cli-progress';

/** Shows how far long work has come: a bar at a terminal, now and then a line elsewhere. */
export interface ProgressBar {
  /** `total` 0 means that the end is not known yet. */
  show(phase: string, done: number, total: number): void;
  stop(): void;
}

/** For a program that reads what is written. */
export const NO_PROGRESS: ProgressBar = { show() {}, stop() {} };

const LINE_EVERY_MS = 5_000;

export function createProgressBar(): ProgressBar {
  return process.stderr.isTTY ? barAtTerminal() : linesNowAndThen();
}

function barAtTerminal(): ProgressBar {
  const bar = new SingleBar({
    format: '{phase} [{bar}] {value}/{total} {percentage}% {duration_formatted}',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = '';
  return {
    show(phase, done, total) {
      if (started !== phase) {
        if (started !== '') bar.stop();
        bar.start(total, done, { phase });
        started = phase;
        return;
      }
      bar.setTotal(Math.max(total, done));
      bar.update(done, { phase });
    },
    stop() {
      if (started !== '') bar.stop();
      started = '';
    },
  };
}

function linesNowAndThen(): ProgressBar {
  let lastAt = 0;
  let lastPhase = '';
  return {
    show(phase, done, total) {
      const now = Date.now();
      if (phase === lastPhase && now - lastAt < LINE_EVERY_MS) return;
      lastAt = now;
      lastPhase = phase;
      process.stderr.write(`${phase}: ${done}${total > 0 ? ` of ${total}` : ''}\n`);
    },
    stop() {},
  };
}
