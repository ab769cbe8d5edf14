import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const ROOMS = [
  ...[
    'activities',
    'api',
    'calendar',
    'cli',
    'client',
    'compose',
    'config',
    'contracts',
    'db',
    'domain',
    'files',
  ],
  ...['gather', 'gateways', 'intake', 'read', 'rehearsal', 'temporal', 'templates', 'worker', 'workflows'],
];
/** In these rooms each subject has a folder. */
const WITH_SUBJECTS = ['activities', 'compose', 'db', 'domain', 'gather', 'gateways', 'read', 'workflows'];
/** Folders that are no subject: how the room itself is arranged. */
const NO_SUBJECT = ['drivers', 'kit', 'migrations', 'migrations-postgres', 'tables'];

const text = new Map(
  ROOMS.flatMap((room) => filesIn(room).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')])),
);
const found = (inRooms: readonly string[], pattern: RegExp) =>
  [...text].flatMap(([file, source]) =>
    inRooms.some((room) => file.startsWith(`${room}/`))
      ? [...source.matchAll(pattern)].map(([, name = '']) => name)
      : [],
  );

const folders = [...ROOMS, ...WITH_SUBJECTS.flatMap(subjectsIn)].map((name) => `${name}/`);
const tables = found(['db'], /sqliteTable\(\s*'(\w+)'/g);
const closedSets = found(
  ['domain', 'contracts'],
  /export const ([A-Z][a-z]\w*) = \{(?:(?!\n\}).)*?\n?\} as const/gs,
);
const declared = new Set(found(ROOMS, /^(?:export )?(?:const|type|interface|class) (\w+)/gm));

const glossary = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8');
const rows = glossary.split('\n').filter((line) => /^\| (?!---|word )/.test(line));
/** What the last column names: folders, tables, closed sets and other types. */
const named = rows.flatMap((row) =>
  [...(row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);

function filesIn(room: string): readonly string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${room}/${file.replaceAll('\\', '/')}`);
}

function subjectsIn(room: string): readonly string[] {
  return readdirSync(join(ROOT, room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_SUBJECT.includes(entry.name))
    .map(({ name }) => name);
}

describe('the glossary', () => {
  it.each([
    ['rooms and subjects', folders],
    ['tables', tables],
    ['closed sets', closedSets],
  ])('says which word the %s belong to', (_, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect([...new Set(names)].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('names nothing that is gone', () => {
    const known = new Set([...folders, ...tables, ...declared]);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('stands in the order of the alphabet', () => {
    const words = rows.map((row) => row.split(' | ')[0]!.slice(2));
    expect(words).toEqual([...words].sort((a, b) => a.localeCompare(b, 'en')));
  });
});
