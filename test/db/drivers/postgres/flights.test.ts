import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type pg from 'pg';
import { expect, it } from 'vitest';
import { Session } from '../../../../db/drivers/postgres/session.ts';

/** A connection that answers each statement at once, and says what reached the server in one call of the system. */
function connected(): { readonly session: Session; readonly calls: string[] } {
  const calls: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      calls.push(String(chunk));
      done();
    },
    writev: (chunks, done) => {
      calls.push(chunks.map(({ chunk }) => String(chunk)).join(' '));
      done();
    },
  });
  const client = Object.assign(new EventEmitter(), {
    connection: { stream },
    query: async (statement: string) => {
      stream.write(statement);
      // The answer comes once the statement has left.
      while (!calls.some((call) => call.includes(statement))) await new Promise(setImmediate);
      return { rows: [], rowCount: 0, command: 'SELECT' };
    },
  });
  return { session: new Session(client as unknown as pg.ClientBase), calls };
}

it('Statements that need nothing of each other leave in one call, also those asked some microtasks later', async () => {
  const { session, calls } = connected();
  const later = async () => {
    await Promise.resolve();
    await Promise.resolve();
    return session.send('c');
  };
  await Promise.all([session.send('a'), session.send('b'), later()]);
  expect(calls).toEqual(['a b c']);
});

it('What needs an answer leaves after it, and nothing stays behind', async () => {
  const { session, calls } = connected();
  await session.send('a');
  await Promise.all([session.send('b'), session.send('c')]);
  await session.send('d');
  expect(calls).toEqual(['a', 'b c', 'd']);
});
