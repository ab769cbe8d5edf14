import { statfs } from 'node:fs/promises';
import type { Database } from '../db/database.ts';
import { DiskError } from '../db/errors.ts';

/** Less than this on the scratch's disk: the next pages of database or server will not fit. */
const LEAST_FREE_BYTES = 2 * 1024 * 1024;
const LOOK_EVERY_MS = 1_000;

/** There is no server to rehearse on, or it cannot be kept running. */
export class ServerFailed extends Error {}

/**
 * What no repetition mends: a full or failing disk, a server that keeps stopping. Temporal would try the same
 * activity for ever; a rehearsal ends instead, and goes on with the same call once the cause is gone.
 */
export class Trouble {
  /** Rejects at the first of it; never resolves. */
  readonly happened: Promise<never>;
  private readonly fail: (error: Error) => void;
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    let fail: (error: Error) => void = () => undefined;
    this.happened = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    // Raced by whoever waits; nobody may be waiting yet.
    this.happened.catch(() => undefined);
    this.fail = fail;
  }

  readonly tell = (error: DiskError | ServerFailed): void => this.fail(error);

  /** The database as it is, with an ear for its disk. */
  hearing(db: Database): Database {
    const heard = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        if (error instanceof DiskError) this.tell(error);
        throw error;
      }
    };
    return {
      engine: db.engine,
      place: db.place,
      transaction: (work, about) => heard(db.transaction(work, about)),
      read: (work) => heard(db.read(work)),
      stats: () => db.stats(),
      close: () => db.close(),
    };
  }

  /** Looks at the room left where the scratch lies, until `stop`. */
  watch(folder: string): void {
    this.timer = setInterval(() => void this.look(folder), LOOK_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(folder: string): Promise<void> {
    // A file system that tells no figures is judged by its errors alone.
    const { bavail, bsize } = await statfs(folder).catch(() => ({
      bavail: Number.POSITIVE_INFINITY,
      bsize: 1,
    }));
    if (bavail * bsize < LEAST_FREE_BYTES) {
      const says = `The disk of ${folder} is full: make room, then run the same call again.`;
      this.tell(new DiskError(folder, says));
    }
  }
}
