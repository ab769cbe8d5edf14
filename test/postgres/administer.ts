import pg from 'pg';

type Ask = <Row>(text: string) => Promise<Row[]>;

const connections = new Map<string, Promise<Ask>>();

/** One connection of this process to a database for administration; it keeps no process from ending. */
export function administrationOf(url: string): Promise<Ask> {
  const known = connections.get(url) ?? connect(url);
  connections.set(url, known);
  return known;
}

async function connect(url: string): Promise<Ask> {
  const client = new pg.Client(url);
  await client.connect();
  client.on('error', () => connections.delete(url));
  (client as unknown as { connection: { stream: { unref(): void } } }).connection.stream.unref();
  return async (text) => (await client.query(text)).rows;
}

/** Runs one statement there. */
export async function administer<Row>(url: string, text: string): Promise<Row[]> {
  return (await administrationOf(url))<Row>(text);
}

/** The address of another database on the same server. */
export function urlOf(server: { readonly url: string }, database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}
