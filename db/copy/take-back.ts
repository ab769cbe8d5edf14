import { onOneConnection } from '../drivers/postgres/one-connection.ts';
import { sayTakenBack } from '../drivers/postgres/taken-back.ts';
import { forgetMoved, type Moved, movedTo } from '../drivers/sqlite/moved.ts';
import { openAlone } from '../drivers/sqlite/open-alone.ts';
import { DatabaseError } from '../errors.ts';
import { SILENT_MS } from '../workers/workers.ts';

export interface TakingBack {
  readonly file: string;
  /** The database that the books were moved to; nothing where it is gone for good. */
  readonly url: string | undefined;
  readonly at: number;
}

/**
 * Lets a file whose books were moved be used again; says where they had gone, or nothing where they had not.
 *
 * The database says so first: cut off in between, neither is opened, and the same call goes on.
 */
export async function takeBack({ file, url, at }: TakingBack): Promise<Moved | undefined> {
  const client = await openAlone(file);
  try {
    const moved = movedTo(client);
    if (moved === undefined) return undefined;
    if (url !== undefined) await leave(url, moved, file, at);
    forgetMoved(client);
    return moved;
  } finally {
    client.close();
  }
}

async function leave(url: string, moved: Moved, file: string, at: number): Promise<void> {
  await onOneConnection(url, async ({ query, place }) => {
    if (place !== moved.to) {
      throw new DatabaseError(
        place,
        `The books of ${file} were moved to ${moved.to}, and this is ${place}: give its address in the same words.`,
      );
    }
    await sayTakenBack(query, place, { file, at, aliveSince: at - SILENT_MS });
  });
}
