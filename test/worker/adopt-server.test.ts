import type { Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import { countCarried } from '../../db/sweep/carried.ts';
import { notedServer, noteServer, type ServerOfBooks } from '../../db/workers/server.ts';
import { adoptServer, NotTheirServer, refuseOtherServer } from '../../worker/adopt-server.ts';
import { addInvoice } from '../db/samples.ts';
import { freshDatabase, ON_POSTGRES } from '../db/test-database.ts';

const CLUSTER = {
  id: 'n-1',
  says: 'the Temporal server at there:7233, namespace dunwell',
  isOfFolder: false,
};
const OTHER = { id: 'n-2', says: 'the Temporal server at here:7233, namespace dunwell', isOfFolder: false };
const FOLDER = { id: 'n-3', says: 'the Temporal server embedded in /a on m, namespace d', isOfFolder: true };
const FOLDER_ANEW = { ...FOLDER, id: 'n-4' };

/** A server that knows so many workflows of invoices and cases. */
function serverWith(count: number): { client: Client; started: string[] } {
  const started: string[] = [];
  const workflow = {
    count: async () => ({ count }),
    start: async (_: string, { workflowId }: { workflowId: string }) => void started.push(workflowId),
  };
  return { client: { workflow } as unknown as Client, started };
}

/** Books with three open invoices, which workflows of that server carry. */
async function carriedBy(server: ServerOfBooks | undefined, invoices = 3): Promise<Database> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    if (server !== undefined) await noteServer(tx, server);
    for (let at = 0; at < invoices; at++) await addInvoice(tx, `100${at}`, { hasWorkflow: true });
  });
  return db;
}

const KNOWN = { isNew: false };
const carried = (db: Database) => db.read((tx) => countCarried(tx, 'invoices'));
const noted = (db: Database) => db.read(notedServer);

describe('Books that are carried by a server', () => {
  it('are refused to another one, in words, until that was asked for', async () => {
    const db = await carriedBy(CLUSTER);
    const { client, started } = serverWith(0);
    const words =
      '3 invoices and cases of these books are under way, carried last by the Temporal server at there:7233, ' +
      'namespace dunwell. Here it would be the Temporal server at here:7233, namespace dunwell, and each of them ' +
      'would be carried a second time. Set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to that server, or name with ' +
      '--data the data folder it lies in. Where it is gone for good, start once with --new-server: all of them are ' +
      'then taken up again from the database on this one.';
    await expect(refuseOtherServer(db, OTHER, { isNew: false, client })).rejects.toThrow(words);
    await expect(adoptServer(client, db, OTHER, KNOWN)).rejects.toThrow(NotTheirServer);
    expect([await carried(db), await noted(db), started]).toEqual([3, CLUSTER, []]);

    await refuseOtherServer(db, OTHER, { isNew: true, client });
    expect(await adoptServer(client, db, OTHER, { isNew: true })).toBe(3);
    expect([await carried(db), await noted(db), started]).toEqual([0, OTHER, ['reconcile/new-server']]);
    // The next start asks nothing; the way back does.
    expect(await adoptServer(serverWith(3).client, db, OTHER, KNOWN)).toBe(0);
  });

  it('are refused to one that knows some of them from before, and there they are all looked at when it is asked for', async () => {
    const db = await carriedBy(CLUSTER);
    const { client } = serverWith(2);
    await expect(adoptServer(client, db, OTHER, KNOWN)).rejects.toThrow(NotTheirServer);
    expect(await adoptServer(client, db, OTHER, { isNew: true })).toBe(3);
  });

  it('go on there without a question, and are taken up again when it has lost them', async () => {
    const db = await carriedBy(CLUSTER);
    await refuseOtherServer(db, CLUSTER, { isNew: false, client: serverWith(0).client });
    expect(await adoptServer(serverWith(1).client, db, CLUSTER, KNOWN)).toBe(0);
    expect(await carried(db)).toBe(3);
    expect(await adoptServer(serverWith(0).client, db, CLUSTER, KNOWN)).toBe(3);
  });

  it('are known by their server also when an earlier version noted none, and refused to an empty one', async () => {
    const db = await carriedBy(undefined);
    const empty = adoptServer(serverWith(0).client, db, OTHER, KNOWN);
    await expect(empty).rejects.toThrow('carried by a Temporal server that an earlier version did not note.');
    await expect(empty).rejects.toThrow('TEMPORAL_NAMESPACE to the server that they were carried by');
    await refuseOtherServer(db, OTHER, { isNew: false, client: serverWith(1).client });
    expect(await adoptServer(serverWith(1).client, db, OTHER, KNOWN)).toBe(0);
    expect([await carried(db), await noted(db)]).toEqual([3, OTHER]);
  });

  it('are refused to a server that is still to be begun', async () => {
    const db = await carriedBy(CLUSTER);
    const here = { says: 'a new one, embedded in /a on m', isOfFolder: true };
    await expect(refuseOtherServer(db, here, KNOWN)).rejects.toThrow(
      'Here it would be a new one, embedded in /a',
    );
  });

  it(`that was embedded in their folder and lost its file ${ON_POSTGRES ? 'are refused to the new one there' : 'go on with the new one there'}`, async () => {
    const db = await carriedBy(FOLDER);
    const { client } = serverWith(0);
    const adopted = adoptServer(client, db, FOLDER_ANEW, KNOWN);
    // Beside a file of the books there was one of the server, and nowhere else. A folder of a worker can be another one.
    if (ON_POSTGRES) await expect(adopted).rejects.toThrow(NotTheirServer);
    else expect(await adopted).toBe(3);
  });

  it('and are none yet, or all done, are begun on any', async () => {
    const db = await carriedBy(undefined, 0);
    await refuseOtherServer(db, OTHER, KNOWN);
    expect(await adoptServer(serverWith(0).client, db, OTHER, KNOWN)).toBe(0);
    expect(await adoptServer(serverWith(5).client, db, CLUSTER, KNOWN)).toBe(0);
    expect(await noted(db)).toEqual(CLUSTER);
  });
});
