import { isUpToDate } from './architecture/drift.ts';
import { picture, roomTable, subjectTable } from './architecture/page.ts';
import { readRooms } from './architecture/rooms.ts';
import { keep, textOf } from './kept-file.ts';

/*
 * tsx scripts/architecture.ts            draws the rooms and their arrows anew in docs/architecture.md
 * tsx scripts/architecture.ts --check    exit 1 when rooms or arrows are others by now, or a figure is far off
 */

const PAGE = 'docs/architecture.md';

const house = readRooms();
const parts = { picture: picture(house), rooms: roomTable(house), subjects: subjectTable(house) };
const before = textOf(PAGE);
const after = Object.entries(parts).reduce(
  (page, [name, part]) =>
    page.replace(
      new RegExp(`(<!-- ${name}: by scripts/architecture.ts -->\n).*?(<!-- /${name} -->)`, 's'),
      (_, begin: string, end: string) => `${begin}\n${part}\n\n${end}`,
    ),
  before,
);

keep(PAGE, after, 'architecture', isUpToDate);
