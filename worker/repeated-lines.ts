/** The same trouble is told again after this long, with how often it came meanwhile. */
const TOLD_AGAIN_AFTER_MS = 60_000;
/** More kinds of trouble than this at once are no longer told apart. */
const MOST_KINDS = 200;

interface Told {
  at: number;
  since: number;
}

/** Tells each trouble once a minute: a server or a disk that is away for an hour costs sixty lines, not thousands. */
export class RepeatedLines {
  private readonly told = new Map<string, Told>();
  private readonly onLine: (line: string) => void;
  private readonly now: () => number;

  constructor(onLine: (line: string) => void, now: () => number = Date.now) {
    this.onLine = onLine;
    this.now = now;
  }

  /** `kind` is what makes two lines the same trouble, such as the line without the ids in it. */
  tell(kind: string, line: string): void {
    const at = this.now();
    const before = this.told.get(kind);
    if (before !== undefined && at - before.at < TOLD_AGAIN_AFTER_MS) {
      before.since += 1;
      return;
    }
    if (this.told.size >= MOST_KINDS) this.told.clear();
    this.told.set(kind, { at, since: 0 });
    const more = before?.since ?? 0;
    this.onLine(more === 0 ? line : `${line} (and ${more} more since)`);
  }
}
