import { readFileSync, writeFileSync } from 'node:fs';
import { isUpToDate } from './architecture/drift.ts';
import { picture, roomTable, subjectTable } from './architecture/page.ts';
import { readRooms } from './architecture/rooms.ts';

/*
 * tsx scripts/architecture.ts            draws the rooms and their arrows anew in docs/architecture.md
 * tsx scripts/architecture.ts --check    exit 1 when rooms or arrows are others by now, or a figure is far off
 */

const FILE = new URL('../docs/architecture.md', import.meta.url);

const house = readRooms();
const parts = { picture: picture(house), rooms: roomTable(house), subjects: subjectTable(house) };
const before = readFileSync(FILE, 'utf8');
const after = Object.entries(parts).reduce(
  (page, [name, part]) =>
    page.replace(
      new RegExp(`(<!-- ${name}: by scripts/architecture.ts -->\n).*?(<!-- /${name} -->)`, 's'),
      (_, begin: string, end: string) => `${begin}\n${part}\n\n${end}`,
    ),
  before,
);

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, after);
} else if (!isUpToDate(before, after)) {
  console.error('docs/architecture.md is out of date: run `npx tsx scripts/architecture.ts`.');
  process.exitCode = 1;
}
