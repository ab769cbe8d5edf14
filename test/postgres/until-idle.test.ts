import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { noteOutbox } from '../../db/workers/outbox.ts';
import { ACME } from '../cli/prepared-folder.ts';
import { type Books, booksAt, type Machine, UNTIL_IDLE, untilSo } from './machines.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

const DOCS = fileURLToPath(new URL('../../docs/operating.md', import.meta.url));
const LIMIT_MS = 600_000;

let server: PostgresServer;
let databases = 0;

beforeAll(async () => {
  server = await startPostgres({ settings: { max_connections: 50 } });
}, 120_000);
afterAll(() => server.stop());

async function administer(text: string, url = server.url()): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  await client.query(text);
  await client.end();
}

/** Books in a database of their own on a server that the test may stop, with two claims that are due. */
async function dueBooks({ isEmpty = false } = {}): Promise<Books> {
  databases += 1;
  const root = mkdtempSync(join(tmpdir(), 'dunwell-until-idle-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'outbox'));
  await administer(`create database books_${databases}`);
  const books = await booksAt(
    root,
    server.url(`books_${databases}`),
    `postgres-idle-${process.pid}-${databases}`,
  );
  if (isEmpty) return books;
  await books.desk('policy', 'publish', books.file('acme.yaml', ACME), '--create');
  await books.importClaims(1, 2);
  return books;
}

const run = (books: Books, patience: number): Machine =>
  books.machine('a', {}, ...UNTIL_IDLE, '--patience', String(patience));

/** A run of each row of the table, by its first column. */
const SITUATIONS: Readonly<Record<string, () => Promise<Machine>>> = {
  'its server is just starting': async () => {
    const books = await dueBooks();
    await server.shutDown();
    const worker = run(books, 120);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await server.start();
    return worker;
  },
  'its server does not answer': async () => {
    const books = await dueBooks();
    await server.shutDown();
    const worker = run(books, 1);
    await worker.ended;
    await server.start();
    return worker;
  },
  'the server goes away and comes back': async () => {
    const books = await dueBooks();
    const worker = run(books, 120);
    await untilSo('it works', () => worker.said().includes('Worker on '));
    await server.restart();
    return worker;
  },
  'the server goes away for longer than the patience': async () => {
    const books = await dueBooks();
    const worker = run(books, 2);
    await untilSo('it works', () => worker.said().includes('Worker on '));
    await server.shutDown();
    await worker.ended;
    await server.start();
    return worker;
  },
  'it takes no writes for longer than the patience': async () => {
    const books = await dueBooks();
    await administer(`alter database books_${databases} set default_transaction_read_only = on`);
    return run(books, 1);
  },
  'there is no such database': async () => {
    const books = await dueBooks({ isEmpty: true });
    return books.machine('a', { DUNWELL_DATABASE: server.url('nowhere') }, ...UNTIL_IDLE, '--patience', '1');
  },
  'the database is empty': async () => run(await dueBooks({ isEmpty: true }), 1),
  'the outbox is another one': async () => {
    const books = await dueBooks();
    const db = await openDatabase({ url: books.url });
    await db.transaction((tx) => noteOutbox(tx, { mark: 'another', host: 'b', folder: '/srv/outbox' }));
    await db.close();
    return run(books, 1);
  },
};

interface Row {
  readonly exit: number;
  readonly lastLine: string;
}

function rowsOfDocs(): ReadonlyMap<string, Row> {
  const [, table = ''] = readFileSync(DOCS, 'utf8').split(
    '| situation with PostgreSQL | exit | last line |\n',
  );
  const lines = table.split('\n\n')[0]?.split('\n').slice(1) ?? [];
  return new Map(
    lines.map((line) => {
      const [, situation = '', exit = '', says = ''] = line.split(/\s*\|\s*/);
      return [situation, { exit: Number(exit), lastLine: says.replaceAll('`', '') }];
    }),
  );
}

/** What differs stands as `…`. */
function patternOf(says: string): RegExp {
  const parts = says.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

const ROWS = rowsOfDocs();

describe('The table of what a worker until idle says with PostgreSQL', () => {
  it('has the rows that are tried here', () => {
    expect([...ROWS.keys()].sort()).toEqual(Object.keys(SITUATIONS).sort());
  });

  it.each(Object.keys(SITUATIONS))(
    'is right of: %s',
    async (situation) => {
      const worker = await SITUATIONS[situation]?.();
      const code = await worker?.ended;
      const said = worker?.said() ?? '';
      const lastLine = said.trimEnd().split('\n').at(-1);
      expect({ code, lastLine }, said).toEqual({
        code: ROWS.get(situation)?.exit,
        lastLine: expect.stringMatching(patternOf(ROWS.get(situation)?.lastLine ?? '')),
      });
    },
    LIMIT_MS,
  );
});
