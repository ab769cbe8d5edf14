import { expect, it } from 'vitest';
import { inPlainWords } from '../../temporal/server-words.ts';

it.each([
  [
    'cannot use the database /d/temporal.db: database or disk is full (13); put a backup back, or move the file away',
    'the disk of its database is full: make room there (cannot use the database /d/temporal.db: database or disk is full (13))',
  ],
  [
    'error creating namespace "dunwell": write /d/temporal.db-wal: no space left on device',
    'the disk of its database is full: make room there (error creating namespace "dunwell": write /d/temporal.db-wal: no space left on device)',
  ],
  [
    'attempt to write a readonly database (8)',
    'its database may not be written: check the rights of the folder (attempt to write a readonly database (8))',
  ],
  [
    'database is locked (5) (SQLITE_BUSY)',
    'its database is locked by another program, such as a backup: stop that, or wait for it (database is locked (5) (SQLITE_BUSY))',
  ],
  [
    'disk I/O error (522)',
    'the disk of its database fails: look at the disk, then put a backup back (disk I/O error (522))',
  ],
])('what the disk says is told with what to do: %s', (said, told) => {
  expect(inPlainWords(said)).toBe(told);
});

it('a stack of the program is left out, wherever in it the cause stands', () => {
  const said = [
    'panic: sqlite: database or disk is full',
    'goroutine 1 [running]:',
    'go.temporal.io/server/temporal.(*ServerImpl).Start(0xc000a2)',
    '\t/go/pkg/mod/go.temporal.io/server/temporal/server_impl.go:120 +0x1d',
  ].join('\n');
  expect(inPlainWords(said)).toBe(
    'the disk of its database is full: make room there (panic: sqlite: database or disk is full)',
  );
  const other = ['the port 7233 is taken: give another --port', 'goroutine 7 [select]:', 'main.run(0xc0001)'];
  expect(inPlainWords(other.join('\n'))).toBe('the port 7233 is taken: give another --port');
});

it('words without end are cut, and no words at all stay none', () => {
  expect(inPlainWords('x'.repeat(10_000))).toHaveLength(401);
  expect(inPlainWords('')).toBe('');
});
