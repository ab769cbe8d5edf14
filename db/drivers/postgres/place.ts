import pg from 'pg';
import { DatabaseError } from '../../errors.ts';

/** Host and name of the database, without the user and what proves who it is. */
export function placeOf(url: string): string {
  try {
    const { host, port, database } = new pg.Client({ connectionString: url });
    return host.startsWith('/') ? `${database} on ${host}` : `${database} on ${host}:${port}`;
  } catch (error) {
    const code = (error as { code?: string }).code;
    // What cannot be read may be the password.
    const says = FILE_CODES.includes(code ?? '')
      ? `A file that the address of the database names cannot be read (${code}): check sslrootcert, sslcert and sslkey.`
      : 'The address of the database cannot be read: write it as postgres://user@host:5432/name.';
    throw new DatabaseError('of that address', says);
  }
}

const FILE_CODES = ['ENOENT', 'EACCES', 'EISDIR'];

/** The most connections of this process, where the address says so (`pool_max_conns`). */
export function poolSizeIn(url: string): number | undefined {
  const written = /[?&]pool_max_conns=(\d+)/.exec(url)?.[1];
  return written === undefined ? undefined : Number(written);
}

/**
 * The address as the driver is given it. It checks the certificate also where `sslmode` asks for less, which it warns
 * of at every start; we say so in the docs, and ask for what it does.
 */
export function addressFor(url: string): string {
  return url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full');
}
