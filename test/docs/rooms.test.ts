import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Folders of tests that are about more than one room, each with what it is about. */
const WITHOUT_A_ROOM = [
  // Processes killed between any two lines.
  'crash',
  // Saved histories, replayed by today's workflows.
  'replay',
  // A real PostgreSQL, as the tests start it.
  'postgres',
  // Two machines on one PostgreSQL, taking turns.
  'postgres/side-by-side',
  // The workflows' own code on a server that is only played: thousands of orders in a second.
  'workflows/serverless',
];

const foldersOfTests = new Set(
  readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => file.split('/').slice(0, -1).join('/')),
);

it.each([...foldersOfTests].filter((folder) => !WITHOUT_A_ROOM.includes(folder)))(
  'test/%s holds tests of the room of the same name',
  (folder) => {
    expect(existsSync(join(ROOT, folder))).toBe(true);
  },
);

it('names no exception that is gone', () => {
  expect(WITHOUT_A_ROOM.filter((folder) => !foldersOfTests.has(folder))).toEqual([]);
});
