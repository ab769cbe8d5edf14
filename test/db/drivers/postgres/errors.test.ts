import pg from 'pg';
import { describe, expect, it } from 'vitest';
import {
  inWords,
  isAnswer,
  isTemporary,
  lostInWords,
  StatementError,
  unknownOutcome,
} from '../../../../db/drivers/postgres/errors.ts';
import { addressFor, placeOf, poolSizeIn } from '../../../../db/drivers/postgres/place.ts';
import { DatabaseError, DiskError, OutcomeUnknown, PassingTrouble } from '../../../../db/errors.ts';

const PLACE = 'books on db.example:5432';

/** What a server says, with a customer's name wherever it may repeat values. */
function said(code: string, message: string): pg.DatabaseError {
  const error = new pg.DatabaseError(message, 0, 'error');
  return Object.assign(error, {
    code,
    detail: 'Key (name)=(Ada Jansen) already exists.',
    where: 'unnamed portal parameter $1 = Ada Jansen',
    severity: 'ERROR',
  });
}

const saidByNode = (code: string, message = `connect ${code} 10.0.0.5:5432`) =>
  Object.assign(new Error(message), { code });

/** All of an error that a log may print. */
const printed = (error: unknown): string => {
  const { message, stack, cause } = error as Error;
  return [message, stack, JSON.stringify(error), cause === undefined ? '' : printed(cause)].join('\n');
};

describe('What PostgreSQL says is put into words, with what to do', () => {
  it.each([
    ['25006', /is read-only: a failover is under way\. .*tried again/],
    ['25P03', /stood still for too long.* busy or asleep.*tried again/],
    ['40001', /Another transaction .* in the way.*tried again/],
    ['40P01', /waited for each other.*tried again/],
    ['55P03', /held a lock for too long.*tried again.*doctor/],
    ['57014', /too long, or was ended by hand.*tried again/],
    ['57P01', /being shut down or restarted.*tried again/],
    ['57P02', /crashed and recovers/],
    ['57P03', /starting up or recovering/],
    ['53200', /out of memory/],
    ['53300', /takes no more connections: raise its max_connections, or give each worker a smaller pool/],
    ['28P01', /refuses the name or the password/],
    ['28000', /does not let this user in: .*pg_hba/],
    ['3D000', /has no database books on db\.example:5432: create it/],
    ['42501', /The user may not do this .*give it the rights/],
    ['42P01', /lacks a table/],
    ['42703', /not those of this version.*Run the same version on all machines/],
    ['42P10', /not those of this version.*Run the same version on all machines/],
    ['0A000', /tables .* changed meanwhile.*tried again/],
    ['26000', /forgot what was prepared.*tried again/],
    ['08006', /broke.*tried again/],
    ['25P01', /not under way any more.*tried again/],
    ['40003', /took a transaction back.*tried again/],
    ['53000', /too little of something.*tried again/],
    ['53400', /met a limit of its configuration.*tried again/],
    ['55006', /was in use.*tried again/],
    ['57000', /told to stop.*tried again/],
    ['58000', /system .* failed: look at its server.*tried again/],
    ['58P01', /system .* failed: look at its server.*tried again/],
    ['XX000', /error of its own: see its log.*tried again/],
  ])('%s', (code, words) => {
    const error = inWords(said(code, 'what the server says'), PLACE);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).not.toBeInstanceOf(DiskError);
    expect((error as Error).message).toMatch(words);
    expect((error as Error).message).toContain(`(${code}: what the server says)`);
    expect(printed(error)).not.toContain('Ada');
  });

  it.each([
    ['53100', /disk .* is full: make room on its server/],
    ['58030', /disk .* failed/],
    ['XX001', /is damaged: stop all that uses it/],
    ['XX002', /index .* is damaged/],
  ])('%s, which trying again does not mend', (code, words) => {
    const error = inWords(said(code, 'what the server says'), PLACE);
    expect(error).toBeInstanceOf(DiskError);
    expect((error as Error).message).toMatch(words);
  });

  it.each([
    ['ECONNREFUSED', /Nothing listens .*start its server, or check host and port/],
    ['ENOENT', /no socket .*start its server, or check the folder/],
    ['ENOTFOUND', /host .* is not known: check its name/],
    ['EAI_AGAIN', /cannot be looked up just now/],
    ['ETIMEDOUT', /does not answer/],
    ['ECONNRESET', /connection .* was lost/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /certificate that is not trusted.*sslrootcert/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate that is not trusted.*name of the host/],
  ])('%s of the network', (code, words) => {
    const error = inWords(saidByNode(code), PLACE);
    expect(error).toBeInstanceOf(DatabaseError);
    expect((error as Error).message).toMatch(words);
  });

  it('a host with several addresses of which none answers', () => {
    const each = [saidByNode('ECONNREFUSED'), saidByNode('ECONNREFUSED')];
    const error = inWords(new AggregateError(each, ''), PLACE);
    expect((error as Error).message).toMatch(/Nothing listens/);
  });

  it.each([
    [
      'timeout exceeded when trying to connect',
      /All connections of this process .* stayed busy: give it a larger pool \(pool_max_conns in the address\)/,
    ],
    ['timeout expired', /does not answer/],
    ['Query read timeout', /does not answer/],
    ['Connection terminated unexpectedly', /was lost/],
    ['Client has encountered a connection error and is not queryable', /was lost/],
    ['The server does not support SSL connections', /does not speak TLS.*sslmode=disable/],
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', /asks for a password/],
  ])('%s', (message, words) => {
    expect((inWords(new Error(message), PLACE) as Error).message).toMatch(words);
  });
});

describe('What passes by itself', () => {
  it.each(['40P01', '55P03', '57P01', '57P03', '25006', '08006'])('is %s', (code) => {
    expect(inWords(said(code, 'what the server says'), PLACE)).toBeInstanceOf(PassingTrouble);
  });

  it.each(['28P01', '57P04', '53100', '42P01'])('is not %s', (code) => {
    expect(inWords(said(code, 'what the server says'), PLACE)).not.toBeInstanceOf(PassingTrouble);
  });
});

describe('A refused statement', () => {
  it('is told by names, never by values', () => {
    const duplicate = inWords(
      Object.assign(said('23505', 'duplicate key value violates unique constraint "customers_name"'), {
        constraint: 'customers_name',
      }),
      PLACE,
    );
    expect(duplicate).toBeInstanceOf(StatementError);
    expect(duplicate).not.toBeInstanceOf(DatabaseError);
    expect(duplicate).toMatchObject({
      code: '23505',
      constraint: 'customers_name',
      message: 'duplicate key value violates unique constraint "customers_name" (23505)',
    });
    expect(printed(duplicate)).not.toContain('Ada');
    const wrong = inWords(said('22P02', 'invalid input syntax for type bigint: "Ada Jansen"'), PLACE);
    expect(printed(wrong)).not.toContain('Ada');
    expect((wrong as Error).message).toContain('22P02');
  });

  it('and any error of ours passes unchanged', () => {
    const ours = new Error('on purpose');
    expect(inWords(ours, PLACE)).toBe(ours);
    expect(inWords('a word', PLACE)).toBe('a word');
  });
});

describe('What ended a connection', () => {
  it.each([
    saidByNode('ECONNABORTED'),
    saidByNode('ERR_NOBODY_THOUGHT_OF'),
    new Error('whatever the socket says'),
    said('P0001', 'a pooler ended it'),
  ])('is never taken for a refusal of what was asked: %s', (error) => {
    const told = lostInWords(error, PLACE);
    expect(told).toBeInstanceOf(DatabaseError);
    expect(told.message).toMatch(/was lost/);
  });

  it('keeps the words that there are for it', () => {
    expect(lostInWords(said('57P01', 'x'), PLACE).message).toMatch(/being shut down/);
    expect(lostInWords(saidByNode('ETIMEDOUT'), PLACE).message).toMatch(/does not answer/);
  });

  it.each(['57P01', '25P03', '25P04', '08006'])(
    'is no answer to what was asked, in whatever language: %s',
    (code) => {
      expect(isAnswer(Object.assign(said(code, 'x'), { severity: 'FATALT' }))).toBe(false);
    },
  );

  it.each(['23505', '40P01', '57014', '53100'])('and an error of one statement is one: %s', (code) => {
    expect(isAnswer(Object.assign(said(code, 'x'), { severity: 'FEL' }))).toBe(true);
  });
});

it('A connection lost at COMMIT says that nobody knows, and that doing it again is safe', () => {
  const error = unknownOutcome(new Error('Connection terminated unexpectedly'), PLACE);
  expect(error).toBeInstanceOf(OutcomeUnknown);
  expect(error).toBeInstanceOf(DatabaseError);
  expect(error.message).toMatch(/may be in the books or not. Doing it again is safe/);
});

describe('Opening tries again', () => {
  it.each(['53300', '57P01', '57P03', '08006'])('while the server says %s', (code) => {
    expect(isTemporary(said(code, 'x'))).toBe(true);
  });
  it.each(['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET'])(
    'after %s',
    (code) => {
      expect(isTemporary(saidByNode(code))).toBe(true);
    },
  );
  it('after a server that did not answer in time', () => {
    expect(isTemporary(new Error('timeout expired'))).toBe(true);
    expect(isTemporary(new Error('Connection terminated unexpectedly'))).toBe(true);
  });
  it.each(['28P01', '28000', '3D000', '42501', '53100'])('but not for %s, which stays', (code) => {
    expect(isTemporary(said(code, 'x'))).toBe(false);
  });
  it('nor for a certificate or an error of ours', () => {
    expect(isTemporary(saidByNode('SELF_SIGNED_CERT_IN_CHAIN'))).toBe(false);
    expect(isTemporary(new Error('on purpose'))).toBe(false);
  });
});

describe('The place of a database', () => {
  it.each([
    ['postgres://ada:secret@db.example/books', 'books on db.example:5432'],
    ['postgres://ada:secret@db.example:6432/books?sslmode=disable', 'books on db.example:6432'],
    ['postgres://ada@localhost/books?host=%2Frun%2Fpostgresql', 'books on /run/postgresql'],
  ])('is told without user and password: %s', (url, place) => {
    expect(placeOf(url)).toBe(place);
  });

  it('is not told when the address cannot be read, as it may hold the password', () => {
    const opening = () => placeOf('postgres://ada:sec:ret@@:port/books');
    expect(opening).toThrow(/cannot be read/);
    try {
      opening();
    } catch (error) {
      expect(printed(error)).not.toMatch(/sec:?ret/);
    }
  });

  it('or the file that it names', () => {
    const opening = () => placeOf('postgres://ada:secret@db.example/books?sslrootcert=/nowhere/ca.pem');
    expect(opening).toThrow(/A file that the address .* names cannot be read \(ENOENT\): check sslrootcert/);
  });
});

it.each(['prefer', 'require', 'verify-ca', 'verify-full'])(
  'sslmode=%s asks for a checked certificate',
  (mode) => {
    const said = (rest: string) => addressFor(`postgres://ada@db.example/books?sslmode=${mode}${rest}`);
    for (const rest of ['', '&sslrootcert=system']) {
      expect(said(rest)).toBe(`postgres://ada@db.example/books?sslmode=verify-full${rest}`);
    }
    expect(addressFor('postgres://ada@db.example/books?sslmode=no-verify')).toContain('no-verify');
  },
);

it('The address may say how many connections one process makes', () => {
  expect(poolSizeIn('postgres://ada@db.example/books?sslmode=disable&pool_max_conns=25')).toBe(25);
  expect(poolSizeIn('postgres://ada@db.example/books?pool_max_conns=3&sslmode=disable')).toBe(3);
  expect(poolSizeIn('postgres://ada@db.example/pool_max_conns=3')).toBeUndefined();
});
