import { forgetMoved, type Moved, movedTo } from '../drivers/sqlite/moved.ts';
import { openAlone } from '../drivers/sqlite/open-alone.ts';

/** Lets a file whose books were moved be used again; says where they had gone, or nothing where they had not. */
export async function takeBack(file: string): Promise<Moved | undefined> {
  const client = await openAlone(file);
  try {
    const moved = movedTo(client);
    forgetMoved(client);
    return moved;
  } finally {
    client.close();
  }
}
