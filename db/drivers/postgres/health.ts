import type { Query } from './migrate.ts';
import { onOneConnection } from './one-connection.ts';

/** Settings of the server on which it depends whether books are safe there. */
const SETTINGS = [
  ...(['fsync', 'full_page_writes', 'autovacuum', 'track_counts'] as const),
  ...(['max_connections', 'superuser_reserved_connections'] as const),
];
type ServerSetting = (typeof SETTINGS)[number];

/** A transaction that began a while ago. */
export interface OpenTransaction {
  readonly pid: number;
  readonly application: string;
  readonly state: string;
  readonly ageMs: number;
  /** How long nothing was asked in it. */
  readonly idleMs: number | null;
}

/** Rows of a table that count, and those that are deleted and still take room. */
interface TableRows {
  readonly name: string;
  readonly live: number;
  readonly dead: number;
  /** True where nothing clears it by itself. */
  readonly isLeftAlone: boolean;
}

/** A server that follows this one. */
export interface Follower {
  readonly name: string;
  readonly state: string;
  readonly behindBytes: number | null;
  readonly behindMs: number | null;
}

/** What a PostgreSQL server says of itself and of one database on it, as far as this user may see. */
export interface PostgresHealth {
  readonly place: string;
  /** As people say it, such as `15.18`. */
  readonly version: string;
  readonly major: number;
  /** It follows another server, or was told to take no writes. */
  readonly isReadOnly: boolean;
  readonly isFollower: boolean;
  /** How far this machine's clock is ahead of the server's. */
  readonly clockAheadMs: number;
  readonly settings: Readonly<Record<ServerSetting, string>>;
  readonly connections: number;
  /** Columns of text, as `table.column`, whose order is not that of their bytes. */
  readonly otherwiseSorted: readonly string[];
  readonly transactions: readonly OpenTransaction[];
  readonly tables: readonly TableRows[];
  readonly followers: readonly Follower[];
}

/** Asks a server how it is. */
export async function healthOf(url: string): Promise<PostgresHealth> {
  return onOneConnection(url, async ({ place, query }) => ({
    place,
    ...(await server(query)),
    clockAheadMs: await clockAhead(query),
    settings: await settings(query),
    connections: Number((await query(CONNECTIONS))[0]?.count ?? 0),
    otherwiseSorted: (await query(OTHERWISE_SORTED)).map(({ name }) => String(name)),
    transactions: (await query(TRANSACTIONS)) as unknown as readonly OpenTransaction[],
    tables: ((await query(TABLES)) as unknown as readonly TableRows[]).map((table) => ({
      ...table,
      isLeftAlone: Boolean(table.isLeftAlone),
    })),
    followers: (await query(FOLLOWERS)) as unknown as readonly Follower[],
  }));
}

/** How far this machine's clock is ahead of the server's. */
export async function clockAheadOf(url: string): Promise<number> {
  return onOneConnection(url, ({ query }) => clockAhead(query));
}

async function clockAhead(query: Query): Promise<number> {
  // The first question on a connection may take longer, and its way there and back not equally long.
  await query('select 1');
  const asked = Date.now();
  const [answer] = await query('select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now');
  return Math.round((asked + Date.now()) / 2) - Number(answer?.now);
}

async function server(
  query: Query,
): Promise<Pick<PostgresHealth, 'version' | 'major' | 'isReadOnly' | 'isFollower'>> {
  const [said] = await query(
    `select current_setting('server_version') as version, cast(current_setting('server_version_num') as bigint) as number,
       pg_is_in_recovery() as follower, current_setting('transaction_read_only') as read_only`,
  );
  return {
    version: String(said?.version).split(' ')[0] as string,
    major: Math.floor(Number(said?.number) / 10_000),
    isFollower: Boolean(said?.follower),
    isReadOnly: said?.read_only === 'on',
  };
}

async function settings(query: Query): Promise<PostgresHealth['settings']> {
  const rows = await query(`select name, setting from pg_settings where name = any($1)`, [
    `{${SETTINGS.join()}}`,
  ]);
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting])) as PostgresHealth['settings'];
}

const CONNECTIONS = `select count(*) as count from pg_stat_activity where backend_type = 'client backend'`;

const OTHERWISE_SORTED = `
  select c.relname || '.' || a.attname as name
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_collation l on l.oid = a.attcollation
  where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
    and c.relkind in ('r', 'p') and c.relname <> 'applied_migrations' and a.attnum > 0 and not a.attisdropped
    and l.collname <> 'C' and l.collname <> 'POSIX'
  order by 1`;

const TRANSACTIONS = `
  select pid, application_name as application, state,
    cast(extract(epoch from clock_timestamp() - xact_start) * 1000 as bigint) as "ageMs",
    case when state like 'idle in transaction%'
      then cast(extract(epoch from clock_timestamp() - state_change) * 1000 as bigint) end as "idleMs"
  from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
    and xact_start is not null
  order by xact_start`;

const TABLES = `
  select s.relname as name, s.n_live_tup as live, s.n_dead_tup as dead,
    coalesce('autovacuum_enabled=false' = any(c.reloptions) or 'autovacuum_enabled=off' = any(c.reloptions), false) as "isLeftAlone"
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where s.schemaname = current_schema()
  order by s.n_dead_tup desc, s.relname`;

const FOLLOWERS = `
  select application_name as name, coalesce(state, 'unknown') as state,
    case when not pg_is_in_recovery() then cast(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) as bigint) end as "behindBytes",
    cast(extract(epoch from replay_lag) * 1000 as bigint) as "behindMs"
  from pg_stat_replication
  order by 1`;
