import type { Query } from '../../../db/drivers/postgres/migrate.ts';
import type { Turnstile } from './turnstile.ts';

/** An answer takes less; so long nothing comes only where a lock is waited for. */
const PATIENCE_MS = 10;
const LIMIT_MS = 20_000;

/** What a program does, on its own way to the server. */
export interface Hand<T> {
  readonly turnstile: Turnstile;
  work(): Promise<T>;
}

export interface InTurns<First, Second> {
  readonly first: PromiseSettledResult<First>;
  readonly second: PromiseSettledResult<Second>;
  /** True when the first had done all before its steps were used up: another step more would change nothing. */
  readonly wasWhole: boolean;
}

/**
 * Lets two programs take turns: the first takes so many steps, then the second goes as far as it can, then the first
 * again, until both are done. A step is all that is sent until an answer is awaited. One that waits for a lock has had
 * its turn.
 */
export async function inTurns<First, Second>(
  admin: Query,
  one: Hand<First>,
  other: Hand<Second>,
  steps: number,
): Promise<InTurns<First, Second>> {
  const first = new Player(admin, one);
  const second = new Player(admin, other);
  try {
    first.start();
    let state = await first.rest();
    for (let taken = 0; taken < steps && state === 'ready'; taken++) state = await first.step();
    const wasWhole = state === 'done';
    second.start();
    const until = Date.now() + LIMIT_MS;
    for (let isFirst = false; first.result === undefined || second.result === undefined; isFirst = !isFirst) {
      await (isFirst ? first : second).goOn();
      if (Date.now() > until) throw new Error('Two programs that take turns come to no end.');
    }
    return { first: first.result, second: second.result, wasWhole };
  } finally {
    one.turnstile.open();
    other.turnstile.open();
  }
}

type State = 'ready' | 'waits' | 'done';

class Player<T> {
  result: PromiseSettledResult<T> | undefined;
  private tell: () => void = () => {};
  private readonly admin: Query;
  private readonly hand: Hand<T>;

  constructor(admin: Query, hand: Hand<T>) {
    this.admin = admin;
    this.hand = hand;
  }

  start(): void {
    this.hand.turnstile.shut();
    void Promise.allSettled([this.hand.work()]).then(([result]) => {
      this.result = result;
      this.tell();
    });
  }

  async step(): Promise<State> {
    this.hand.turnstile.letThrough();
    return this.rest();
  }

  async goOn(): Promise<void> {
    let state = await this.rest();
    while (state === 'ready') state = await this.step();
  }

  /** Until it has something to send, waits for a lock, or is done. */
  async rest(): Promise<State> {
    for (const until = Date.now() + LIMIT_MS; Date.now() < until; ) {
      await this.somethingHappens();
      if (this.hand.turnstile.hasWaiting) return 'ready';
      if (this.result !== undefined) return 'done';
      if (await this.waitsForLock()) return 'waits';
    }
    throw new Error('A program neither sends anything, nor waits for a lock, nor comes to its end.');
  }

  private somethingHappens(): Promise<void> {
    const { turnstile } = this.hand;
    if (turnstile.hasWaiting || this.result !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      this.tell = () => {
        clearTimeout(timer);
        resolve();
      };
      turnstile.onWaiting(this.tell);
    });
  }

  private async waitsForLock(): Promise<boolean> {
    const rows = await this.admin(
      `select pid from pg_stat_activity where pid = any($1) and wait_event_type = 'Lock'`,
      [[...this.hand.turnstile.processes]],
    );
    return rows.length > 0;
  }
}
