import { Mutex } from '../mutex.ts';

/** Lets those of one name go one by one, in the order they asked; those of different names side by side. */
export class Turns {
  private readonly queues = new Map<string, { readonly mutex: Mutex; members: number }>();

  /** How many wait. */
  get waiting(): number {
    let waiting = 0;
    for (const { members } of this.queues.values()) waiting += members - 1;
    return waiting;
  }

  async in<T>(name: string | undefined, work: () => Promise<T>): Promise<T> {
    if (name === undefined) return work();
    const queue = this.queues.get(name) ?? { mutex: new Mutex(), members: 0 };
    this.queues.set(name, queue);
    queue.members++;
    const release = await queue.mutex.acquire();
    try {
      return await work();
    } finally {
      release();
      queue.members--;
      if (queue.members === 0) this.queues.delete(name);
    }
  }
}
