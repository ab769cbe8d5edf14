import pg from 'pg';
import { DatabaseError, DiskError, OutcomeUnknown, PassingTrouble } from '../../errors.ts';
import { isAway, lost, whyNotConnected } from './connection-errors.ts';

/** A statement was refused, such as for a row that is there already. Only names stand in it, never values. */
export class StatementError extends Error {
  /** The five characters that PostgreSQL has for what happened. */
  readonly code: string;
  readonly constraint: string | undefined;
  constructor(said: pg.DatabaseError) {
    super(
      `${isAboutValues(said) ? 'A value is not of the kind that is asked for' : said.message} (${said.code})`,
    );
    this.name = 'StatementError';
    this.code = said.code ?? '';
    this.constraint = said.constraint;
  }
}

/** Data exceptions, whose messages repeat the value. */
const isAboutValues = ({ code = '' }: pg.DatabaseError) => code.startsWith('22');

/** True when the server itself answered, so that it is known what became of the statement. */
export function isAnswer(error: unknown): error is pg.DatabaseError {
  if (!(error instanceof pg.DatabaseError)) return false;
  // The severity is in the language of the server, the code is not.
  const endsConnection = ['FATAL', 'PANIC'].includes(error.severity ?? '') || ENDS.test(error.code ?? '');
  return !endsConnection;
}

/** Codes with which the server ends a connection. */
const ENDS = /^(57P|08|25P0[34])/;

/** A statement that failed only because one before it in its transaction did. */
export function isAftermath(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02';
}

/** True when the statements that the connection has prepared do not fit the tables any more, or are not there. */
export function isStale(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ['0A000', '26000', '42P05'].includes(error.code ?? '');
}

/** True when a lock that another transaction holds was waited for in vain. */
export function isLockedTooLong(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '55P03';
}

/** True when the server only reads: another one takes the writes by now, or will soon. */
export function isReadOnly(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code === '25006';
}

/** True when the server is away or takes nobody just now, so that trying again may help. */
export function isTemporary(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return isAway(error);
  const code = error.code ?? '';
  return code === '53300' || code.startsWith('57P') || code.startsWith('08');
}

/** Puts what went wrong with server, connection or locks into words; refusals of statements become errors of ours. */
export function inWords(error: unknown, place: string): unknown {
  if (error instanceof pg.DatabaseError) {
    const explained = EXPLAINED[error.code ?? ''] ?? EXPLAINED[(error.code ?? '').slice(0, 2)];
    if (explained === undefined) return new StatementError(error);
    const { Kind, says } = explained;
    return new Kind(place, `${says(place)} (${error.code}: ${error.message})`, asCause(error));
  }
  const says = whyNotConnected(error, place);
  if (says === undefined) return error;
  const Kind = isAway(error) ? PassingTrouble : DatabaseError;
  return new Kind(place, says, asCause(error));
}

/** What ended a connection, in words: whatever it was, what was asked is not to blame for it. */
export function lostInWords(error: unknown, place: string): DatabaseError {
  const said = inWords(error, place);
  return said instanceof DatabaseError ? said : new PassingTrouble(place, lost(place), asCause(error));
}

/** The server ended the transaction, as nothing was asked for longer than it waits. */
export function stoodStill(error: unknown, place: string): DatabaseError {
  return new PassingTrouble(place, STOOD_STILL.says(place), asCause(error));
}

/** Whether the transaction was committed is not known: the answer to COMMIT never came. */
export function unknownOutcome(error: unknown, place: string): DatabaseError {
  // A log that could not be written holds no COMMIT.
  if (error instanceof pg.DatabaseError && isOfDisk(error.code ?? '')) {
    return inWords(error, place) as DiskError;
  }
  return new OutcomeUnknown(
    place,
    `The connection to the database ${place} was lost while a transaction was being committed: it may be in the books or not. Doing it again is safe, as what is there already is found by its key.`,
    asCause(error),
  );
}

/** A reading tried to write. */
export function mayNotWrite(error: unknown, place: string): DatabaseError {
  return new DatabaseError(place, `The database ${place} may not be written by a reading.`, asCause(error));
}

/** What the server said, without the values that its details repeat. */
function asCause(error: unknown): Error {
  const { code, message } = error as { code?: string; message?: string };
  return new Error(code === undefined ? message : `${code}: ${message}`);
}

const TRY_AGAIN = 'Nothing was written; it is tried again.';

/** What it means, in words, and whether it passes by itself. */
interface Explained {
  readonly Kind: typeof DatabaseError;
  readonly says: Words;
}

type Words = (place: string) => string;

const passesSaying = (says: Words): Explained => ({ Kind: PassingTrouble, says });
const passes = (says: Words) => passesSaying((place) => `${says(place)} ${TRY_AGAIN}`);
const stays = (says: Words): Explained => ({ Kind: DatabaseError, says });
const disk = (says: Words): Explained => ({ Kind: DiskError, says });

const STOOD_STILL = passes(
  (place) =>
    `The database ${place} ended a transaction that stood still for too long, as this process was too busy or asleep.`,
);

/** No batch that is taken in is to blame for a worker that went on while a newer one changed the tables. */
const OTHER_TABLES = stays(
  (place) =>
    `The tables of the database ${place} are not those of this version: another one changed them. Run the same version on all machines.`,
);

/** By SQLSTATE, or by the first two characters of one. */
const EXPLAINED: Readonly<Record<string, Explained>> = {
  '25006': passes((place) => `The database ${place} is read-only: a failover is under way.`),
  '25P03': STOOD_STILL,
  '25P04': passes((place) => `The database ${place} ended a transaction that took too long.`),
  '40001': passes((place) => `Another transaction of the database ${place} was in the way.`),
  '40P01': passes((place) => `Two transactions of the database ${place} waited for each other.`),
  '55P03': passesSaying(
    (place) =>
      `Another transaction of the database ${place} held a lock for too long. ${TRY_AGAIN} \`dunwell doctor\` shows long transactions.`,
  ),
  '57014': passes((place) => `A statement took the database ${place} too long, or was ended by hand.`),
  '57P01': passes((place) => `The server of the database ${place} is being shut down or restarted.`),
  '57P02': passes((place) => `The server of the database ${place} crashed and recovers.`),
  '57P03': passesSaying(
    (place) => `The server of the database ${place} is starting up or recovering. It is tried again.`,
  ),
  '57P05': passes((place) => `The server of the database ${place} ended a connection that stood idle.`),
  '57P04': stays((place) => `The database ${place} was dropped: name another one, or restore a copy.`),
  '53100': disk((place) => `The disk of the database ${place} is full: make room on its server.`),
  '53200': passes((place) => `The server of the database ${place} is out of memory.`),
  '53300': stays(
    (place) =>
      `The server of the database ${place} takes no more connections: raise its max_connections, or give each worker a smaller pool.`,
  ),
  '53400': passes((place) => `The server of the database ${place} met a limit of its configuration.`),
  '58030': disk((place) => `The disk of the database ${place} failed: look at its server.`),
  XX001: disk((place) => `The database ${place} is damaged: stop all that uses it and restore a copy.`),
  XX002: disk((place) => `An index of the database ${place} is damaged: rebuild it with REINDEX.`),
  '0A000': passes((place) => `The tables of the database ${place} changed meanwhile.`),
  '26000': passes((place) => `The database ${place} forgot what was prepared on a connection.`),
  '42P05': stays(
    (place) =>
      `The database ${place} shares connections in a way that mixes up what is prepared on them: see docs/operating.md about PgBouncer.`,
  ),
  '28P01': stays(
    (place) => `The database ${place} refuses the name or the password of the user: check both.`,
  ),
  '28': stays(
    (place) => `The database ${place} does not let this user in: check its name, its rights and pg_hba.conf.`,
  ),
  '3D000': stays((place) => `The server has no database ${place}: create it, or name another one.`),
  '3F000': stays(
    (place) => `The database ${place} lacks the schema that is asked for: create it, or set search_path.`,
  ),
  '42501': stays(
    (place) => `The user may not do this in the database ${place}: give it the rights on its tables.`,
  ),
  '42P01': stays(
    (place) => `The database ${place} lacks a table: it is not one of Dunwell's, or was changed by hand.`,
  ),
  '42703': OTHER_TABLES,
  '42P10': OTHER_TABLES,
  '08': passes((place) => `The connection to the database ${place} broke.`),
  // Of these no statement is to blame: what was asked is not refused, and is asked again.
  '25': passes((place) => `A transaction of the database ${place} was not under way any more.`),
  '40': passes((place) => `The database ${place} took a transaction back.`),
  '53': passes((place) => `The server of the database ${place} has too little of something.`),
  '55': passes((place) => `Something of the database ${place} was in use.`),
  '57': passes((place) => `The server of the database ${place} was told to stop.`),
  '58': passes((place) => `The system of the database ${place} failed: look at its server.`),
  XX: passes((place) => `The server of the database ${place} met an error of its own: see its log.`),
};

const isOfDisk = (code: string) => EXPLAINED[code]?.Kind === DiskError;
