import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface Room {
  readonly name: string;
  /** Paths inside the room. */
  readonly files: readonly string[];
  readonly lines: number;
  /** How many imports it has from each other room. */
  readonly imports: ReadonlyMap<string, number>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const { forbidden }: { forbidden: readonly { name: string }[] } = createRequire(import.meta.url)(
  join(root, '.dependency-cruiser.cjs'),
);
/** Each room has a rule of its own there, from the lowest room to the highest. */
const names = forbidden.flatMap((rule) => rule.name.match(/^(\w+)-imports$/)?.[1] ?? []);

/** The rooms that the import rules know, each above all that it imports. */
export function readRooms(): readonly Room[] {
  const rooms = names.map(readRoom);
  const sorted: Room[] = [];
  while (sorted.length < rooms.length) {
    const rest = rooms.filter((room) => !sorted.includes(room));
    const top = rest.findLast((room) => !rest.some((other) => other.imports.has(room.name)));
    if (!top) throw new Error(`These rooms import each other: ${rest.map((room) => room.name).join(', ')}.`);
    sorted.push(top);
  }
  return sorted;
}

function readRoom(name: string): Room {
  const files = readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .sort();
  const imports = new Map<string, number>();
  let lines = 0;
  for (const file of files) {
    const text = readFileSync(join(root, name, file), 'utf8');
    lines += text.split('\n').length - 1;
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const [room = ''] = join(name, dirname(file), fileName).split('/');
      if (room !== name && names.includes(room)) imports.set(room, (imports.get(room) ?? 0) + 1);
    }
  }
  return { name, files, lines, imports };
}
