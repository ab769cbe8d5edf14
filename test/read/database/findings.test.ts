import { describe, expect, it } from 'vitest';
import type { PostgresHealth } from '../../../db/drivers/postgres/health.ts';
import { postgresFindings } from '../../../read/database/findings.ts';

const WELL: PostgresHealth = {
  ...{ place: 'books on db:5432', version: '16.4', major: 16, isReadOnly: false, isFollower: false },
  settings: {
    ...{ fsync: 'on', full_page_writes: 'on', autovacuum: 'on', track_counts: 'on' },
    ...{ max_connections: '103', superuser_reserved_connections: '3' },
  },
  ...{ clockAheadMs: 0, connections: 12, otherwiseSorted: [], transactions: [], tables: [], followers: [] },
};

function found(changed: Partial<PostgresHealth>) {
  const wrong = postgresFindings({ ...WELL, ...changed }).filter(({ ok }) => !ok);
  return wrong.map(({ what, says }) => `${what}: ${says}`);
}

const settings = (changed: Partial<PostgresHealth['settings']>) => ({
  settings: { ...WELL.settings, ...changed },
});
const open = (ageMs: number, idleMs: number | null) => ({
  transactions: [{ pid: 7, application: 'psql', state: 'active', ageMs, idleMs }],
});
const table = (live: number, dead: number, isLeftAlone = false) => ({
  tables: [{ name: 'effects', live, dead, isLeftAlone }],
});
const follower = (behindMs: number | null, behindBytes: number | null) => ({
  followers: [{ name: 'second', state: 'streaming', behindMs, behindBytes }],
});

describe('What a PostgreSQL server says of itself', () => {
  it('is all right on a server that is well, in nine lines', () => {
    expect(found({})).toEqual([]);
    expect(postgresFindings(WELL)).toHaveLength(9);
    for (const { todo } of postgresFindings(WELL)) expect(todo).toBeNull();
  });

  it.each<[string, Partial<PostgresHealth>, boolean]>([
    ['version 14', { major: 14, version: '14.9' }, false],
    ['version 15', { major: 15, version: '15.0' }, true],
    ['version 16', { major: 16 }, true],
    ['fsync off', settings({ fsync: 'off' }), false],
    ['full_page_writes off', settings({ full_page_writes: 'off' }), false],
    ['a server that follows', { isFollower: true, isReadOnly: true }, false],
    ['read-only transactions', { isReadOnly: true }, false],
    ['a clock 5 s behind', { clockAheadMs: -5_000 }, true],
    ['a clock more than 5 s behind', { clockAheadMs: -5_001 }, false],
    ['a clock more than 5 s ahead', { clockAheadMs: 5_001 }, false],
    ['a transaction of a minute', open(60_000, null), true],
    ['a transaction of more than a minute', open(60_001, null), false],
    ['one that idles for ten seconds', open(12_000, 10_000), true],
    ['one that idles for more', open(12_000, 10_001), false],
    ['79 of 100 connections', { connections: 79 }, true],
    ['80 of 100 connections', { connections: 80 }, false],
    ['autovacuum off', settings({ autovacuum: 'off' }), false],
    ['counting off', settings({ track_counts: 'off' }), false],
    ['a table that is left alone', table(10, 0, true), false],
    ['9,999 dead rows beside none', table(0, 9_999), true],
    ['10,000 dead rows beside none', table(0, 10_000), false],
    ['as many dead rows as live ones', table(20_000, 20_000), true],
    ['one dead row more', table(20_000, 20_001), false],
    ['text in another order', { otherwiseSorted: ['effects.key'] }, false],
    ['a follower a minute behind', follower(60_000, 0), true],
    ['a follower more than a minute behind', follower(60_001, 0), false],
    ['a follower 256 MB behind', follower(null, 256 * 1024 * 1024), true],
    ['a follower more than 256 MB behind', follower(null, 256 * 1024 * 1024 + 1), false],
  ])('%s: it is all right: %s', (_, changed, isRight) => {
    expect(found(changed)).toHaveLength(isRight ? 0 : 1);
  });

  it('names what is wrong, with whose and how much', () => {
    expect(found(open(90_000, 80_000))).toEqual([
      'long transactions: Open for long: process 7 of psql, for 90 s, idle for 80 s.',
    ]);
    expect(found(table(10, 50_000))).toEqual([
      'deleted rows: More than half of it deleted: effects (50000 beside 10 that count).',
    ]);
    expect(found(follower(90_000, 5 * 1024 * 1024))).toEqual([
      'servers that follow: Far behind: second by 90 s, 5 MB.',
    ]);
    expect(found(settings({ fsync: 'off', full_page_writes: 'off' }))[0]).toContain(
      'fsync and full_page_writes off',
    );
    expect(found({ clockAheadMs: -7_400 })).toEqual([
      'clock of this machine: It is 7 s behind that of the database.',
    ]);
  });
});
