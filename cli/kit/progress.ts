import { SingleBar } from 'cli-progress';

const FIRST_SHOWN_AFTER = 500;

/** Progress on standard error, for people only: without a terminal nothing is written. */
export class Progress {
  private readonly label: string;
  private readonly total: number;
  private bar: SingleBar | null = null;
  private done = 0;

  /** Without a total the bar counts. */
  constructor(label: string, total = 0) {
    this.label = label;
    this.total = total;
  }

  step(by = 1): void {
    this.to(this.done + by);
  }

  to(done: number): void {
    this.done = done;
    if (this.bar === null) {
      // What is over in no time needs no bar.
      if (!process.stderr.isTTY || (this.total === 0 && done < FIRST_SHOWN_AFTER)) return;
      const counts = this.total === 0 ? '{value}' : '{bar} {value}/{total}';
      this.bar = new SingleBar({
        format: `${this.label} ${counts}`,
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
        barsize: 30,
      });
      this.bar.start(this.total, done);
    }
    this.bar.update(done);
  }

  end(): void {
    this.bar?.stop();
    this.bar = null;
  }
}
