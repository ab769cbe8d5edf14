import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  booksIn,
  type DatabaseOptions,
  databaseAddress,
  withDatabaseOption,
} from '../../../cli/kit/database-option.ts';
import { WrongUse } from '../../../cli/kit/failures.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('The address of a PostgreSQL database', () => {
  it.each([
    'postgres://dunwell@db.example.com/dunwell',
    'postgresql://dunwell:s3cret@db.example.com:5433/dunwell?sslmode=verify-full',
    'postgres://dunwell@db.example.com/dunwell?pool_max_conns=20',
    'postgres:///dunwell?host=/run/postgresql',
    'postgres://dunwell:p%40ss%2Fword@[::1]:5432/dunwell?application_name=desk',
  ])('%s is taken as it is', (address) => {
    expect(databaseAddress(address)).toBe(address);
  });

  it.each([
    ['mysql://u:topsecret@h/d', /is one of mysql, .*postgres:\/\/user@host/],
    ['', /is no address/],
    ['/var/lib/topsecret/dunwell.db', /is no address: .*--data/],
    ['postgres://u:topsecret@h', /names no database/],
    ['postgres://u:topsecret@h/', /names no database/],
    ['postgres://u:topsecret@h/a/b', /names no database/],
    ['postgres://u:topsecret/@h:x/d', /cannot be read: .*%40/],
    ['postgres://u:topsecret%zz@h/d', /cannot be read/],
    ['postgres://u:topsecret@h/d?sslmod=require', /parameter sslmod, .*did you mean sslmode\.$/],
    ['postgres://u:topsecret@h/d?sslmode=on', /sslmode=on: choose one of disable/],
    ['postgres://u:topsecret@h/d?pool_max_conns=0', /pool_max_conns=0: write the most connections/],
    ['postgres://u:topsecret@h/d?pool_max_conns=many', /pool_max_conns=many: write the most connections/],
  ])('"%s" is refused in words that do not show it', (address, words) => {
    const read = () => databaseAddress(address);
    expect(read).toThrow(WrongUse);
    expect(read).toThrow(words);
    expect(read).not.toThrow(/topsecret/);
  });
});

describe('--database', () => {
  const parse = (...args: string[]) =>
    withDatabaseOption(new Command()).exitOverride().parse(args, { from: 'user' }).opts<DatabaseOptions>()
      .database;

  it('is what was given, else DUNWELL_DATABASE, else nothing', () => {
    expect(parse()).toBeUndefined();
    vi.stubEnv('DUNWELL_DATABASE', 'postgres://h/from_environment');
    expect(parse()).toBe('postgres://h/from_environment');
    expect(parse('--database', 'postgres://h/given')).toBe('postgres://h/given');
    vi.stubEnv('DUNWELL_DATABASE', '');
    expect(parse()).toBeUndefined();
  });

  it('is checked in the environment too, and its help shows no value', () => {
    vi.stubEnv('DUNWELL_DATABASE', 'postgres://u:topsecret@h');
    expect(() => parse()).toThrow(/names no database/);
    const help = withDatabaseOption(new Command()).helpInformation();
    expect(help).toContain('DUNWELL_DATABASE');
    expect(help).not.toContain('topsecret');
  });

  it('is opened instead of the file of the data folder', () => {
    expect(booksIn({ data: 'd' })).toEqual({ file: 'd/dunwell.db' });
    expect(booksIn({ data: 'd', database: 'postgres://h/d' })).toEqual({ url: 'postgres://h/d' });
  });
});
