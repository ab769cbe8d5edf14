import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { CREDITOR } from '../test/crash/many-workers/invoices.ts';
import type { BooksPlace } from '../test/crash/many-workers/raw-books.ts';

/** The transaction that plans and claims a letter as its bare statements, one after the other, with nothing decided. */
export interface BareConnection {
  planAndClaim(number: string): Promise<void>;
  close(): Promise<void>;
}

export async function bareConnection(place: BooksPlace): Promise<BareConnection> {
  return 'url' in place ? onPostgres(place.url) : onSqlite(place.file);
}

const CONTENT = JSON.stringify({ kind: 'level', text: 'x'.repeat(1_200) });

const INVOICE = 'select * from invoices where creditor = ? and number = ?';

/** What is read about an invoice beside its own row, and what is written, each with what it is given. */
const STATEMENTS: readonly {
  readonly text: string;
  readonly values: (invoice: Invoice, key: string) => readonly unknown[];
}[] = [
  {
    text: `select * from intake_batches where creditor = ? and staged_at is not null and finished_at is null
      and set_aside_at is null order by place limit 1`,
    values: () => [CREDITOR],
  },
  { text: 'select * from creditors where creditor = ?', values: () => [CREDITOR] },
  { text: 'select * from customers where id = ?', values: ({ customer_id }) => [customer_id] },
  { text: 'select * from ledger_entries where invoice_id = ? order by id', values: ({ id }) => [id] },
  {
    text: `select holds.*, hold_releases.released_at from holds left join hold_releases on hold_releases.hold_id = holds.id
      where holds.creditor = ? and (holds.scope = 'creditor' or holds.customer_id = ? or holds.invoice_id = ?)
      order by holds.id`,
    values: ({ id, customer_id }) => [CREDITOR, customer_id, id],
  },
  {
    text: `select * from effects where invoice_id = ? and kind = 'level' and state in ('planned', 'handing over')`,
    values: ({ id }) => [id],
  },
  { text: 'select * from effects where key = ?', values: (_, key) => [key] },
  {
    text: `insert into effects (key, invoice_id, kind, level, round, channel, state, request_hash, amount, attempts,
      attempt_token, next_attempt_at, planned_at)
      values (?, ?, 'level', 'r1', 1, 'email', 'handing over', 'h', 1, 1, 't', 1, 1) on conflict do nothing`,
    values: ({ id }, key) => [key, id],
  },
  { text: 'insert into effect_contents (key, content) values (?, ?)', values: (_, key) => [key, CONTENT] },
  {
    text: `update invoices set next_step = 'handOver', next_at = 1, because = 'HANDING_OVER', decided_at = 1,
      version = version + 1 where id = ? returning version`,
    values: ({ id }) => [id],
  },
];

interface Invoice {
  readonly id: number;
  readonly customer_id: number;
}

const keyOf = (number: string) => `bare/${number}`;

function onSqlite(file: string): BareConnection {
  const client = new Sqlite(file, { timeout: 60_000 });
  client.pragma('synchronous = FULL');
  client.pragma('cache_size = -65536');
  const find = client.prepare(INVOICE);
  const prepared = STATEMENTS.map(({ text, values }) => ({ statement: client.prepare(text), values }));
  const planAndClaim = client.transaction((number: string) => {
    const invoice = find.get(CREDITOR, number) as Invoice;
    for (const { statement, values } of prepared) {
      const given = values(invoice, keyOf(number));
      if (statement.reader) statement.all(...given);
      else statement.run(...given);
    }
  });
  return {
    planAndClaim: async (number) => planAndClaim.immediate(number),
    close: async () => void client.close(),
  };
}

const numbered = (text: string) => {
  let n = 0;
  return text.replaceAll('?', () => `$${++n}`);
};

async function onPostgres(url: string): Promise<BareConnection> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set jit = off');
  const ask = (text: string, values: readonly unknown[], name: string) =>
    client.query({ name, text: numbered(text), values: [...values] });
  return {
    async planAndClaim(number) {
      await client.query('begin');
      const { rows } = await ask(`${INVOICE} for no key update`, [CREDITOR, number], 'invoice');
      for (const [n, { text, values }] of STATEMENTS.entries())
        await ask(text, values(rows[0] as Invoice, keyOf(number)), `s${n}`);
      await client.query('commit');
    },
    close: () => client.end(),
  };
}
