import { type Command, Option } from 'commander';
import { didYouMean } from '../../config/nearest.ts';
import { databaseFile } from './data-folder.ts';
import { WrongUse } from './failures.ts';

export const DATABASE_VARIABLE = 'DUNWELL_DATABASE';

/** Where the books lie, as a command was told. */
export interface DatabaseOptions {
  readonly data: string;
  /** The address of a PostgreSQL database; without it they lie in the data folder. */
  readonly database?: string;
}

/** Adds the option that names a PostgreSQL database. Its value is never shown: it may hold a password. */
export function withDatabaseOption(command: Command): Command {
  const option = new Option(
    '--database <url>',
    `PostgreSQL database that holds the books, postgres://user@host/name; ${DATABASE_VARIABLE} when set`,
  ).argParser((text: string) => databaseAddress(text));
  return command.addOption(namesDatabase() ? option.env(DATABASE_VARIABLE) : option);
}

/** True when this machine is told that the books lie in a PostgreSQL database: its data folder holds none. */
export function namesDatabase(): boolean {
  return (process.env[DATABASE_VARIABLE] ?? '').trim() !== '';
}

/** Which database is to be opened. */
export function booksIn({
  data,
  database,
}: DatabaseOptions): { readonly file: string } | { readonly url: string } {
  return database === undefined ? { file: databaseFile(data) } : { url: database };
}

/** What the driver understands of an address; a mistyped one would silently do nothing. */
const PARAMETERS = [
  ...['host', 'port', 'user', 'password', 'application_name', 'options'],
  ...['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation'],
  'pool_max_conns',
];

const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

const LIKE =
  'write it as postgres://user@host:5432/name, or postgres:///name?host=/run/postgresql for a socket';

/** Reads the address of a PostgreSQL database, which that option takes. What is wrong is said without showing it. */
export function databaseAddress(text: string, option = '--database'): string {
  const wrong = (what: string) =>
    new WrongUse(`The database address (${option} or ${DATABASE_VARIABLE}) ${what}.`);
  const address = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== 'postgres' && scheme !== 'postgresql') {
    const what = scheme === undefined ? 'is no address' : `is one of ${scheme}, which Dunwell does not know`;
    throw wrong(`${what}: ${LIKE}. SQLite needs none: name its folder with --data`);
  }
  const url = parsed(address);
  if (url === undefined) {
    throw wrong(
      `cannot be read: ${LIKE}. Signs such as @ : / ? # % in a password are written %40 %3A %2F %3F %23 %25`,
    );
  }
  const name = decodeURIComponent(url.pathname.slice(1));
  if (name === '' || name.includes('/')) throw wrong(`names no database: ${LIKE}`);
  for (const [parameter, value] of url.searchParams) {
    if (!PARAMETERS.includes(parameter)) {
      const guess = didYouMean(parameter, PARAMETERS) || `; there are ${PARAMETERS.join(', ')}.`;
      throw wrong(`has the parameter ${parameter}, which is not known${guess.replace(/[?.]$/, '')}`);
    }
    if (parameter === 'pool_max_conns' && !/^[1-9]\d{0,3}$/.test(value)) {
      throw wrong(`has pool_max_conns=${value}: write the most connections of one process, like 20`);
    }
    if (parameter === 'sslmode' && !SSL_MODES.includes(value)) {
      throw wrong(`has sslmode=${value}: choose one of ${SSL_MODES.join(', ')}`);
    }
  }
  return address;
}

function parsed(address: string): URL | undefined {
  try {
    const url = new URL(address);
    decodeURIComponent(url.pathname + url.username + url.password);
    return url;
  } catch {
    return undefined;
  }
}
