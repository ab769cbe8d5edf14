import { PURPOSES } from './purposes.ts';
import type { Room } from './rooms.ts';

/** A figure as it is told: of two digits at most, so that the page need not be drawn anew with every line. */
const about = (figure: number): number => Number(figure.toPrecision(figure < 100 ? 1 : 2));

/** The arrows that say it all: where one room reaches another through a third, the direct arrow is left out. */
export function picture(rooms: readonly Room[]): string {
  const imports = new Map(rooms.map((room) => [room.name, [...room.imports.keys()]]));
  const reaches = (from: string, to: string): boolean =>
    from === to || (imports.get(from) ?? []).some((next) => reaches(next, to));
  const arrows = rooms.flatMap((room) =>
    [...room.imports]
      .filter(([to]) => ![...room.imports.keys()].some((other) => other !== to && reaches(other, to)))
      .map(([to, count]) => `    ${room.name} -- ${about(count)} --> ${to}`),
  );
  return ['```mermaid', 'flowchart TD', ...arrows, '    worker -. by path .-> workflows', '```'].join('\n');
}

export function roomTable(rooms: readonly Room[]): string {
  const rows = rooms.map((room) => {
    const to = rooms.flatMap((other) => {
      const count = room.imports.get(other.name);
      return count === undefined ? [] : `${other.name} ${about(count)}`;
    });
    const what = PURPOSES[room.name];
    if (what === undefined)
      throw new Error(`scripts/architecture/purposes.ts does not say what ${room.name}/ is for.`);
    return `| \`${room.name}/\` | ${what} | ${about(room.files.length)} | ${about(room.lines)} | ${to.join(', ') || '–'} |`;
  });
  return ['| room | what it is for | files | lines | imports from |', '|---|---|--:|--:|---|', ...rows].join(
    '\n',
  );
}

/** Where each subject lies: the folders that two rooms or more have by the same name, with their files. */
export function subjectTable(rooms: readonly Room[]): string {
  const count = (room: Room, subject: string) =>
    room.files.filter((file) => file.startsWith(`${subject}/`)).length;
  const folders = (room: Room) => [
    ...new Set(room.files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] as string)),
  ];
  const all = rooms.flatMap(folders);
  const subjects = [...new Set(all)].filter((one) => all.indexOf(one) !== all.lastIndexOf(one)).sort();
  const columns = rooms.filter((room) => folders(room).some((folder) => subjects.includes(folder)));
  const rows = subjects.map((subject) => {
    const cells = columns.map((room) => about(count(room, subject)) || '');
    return `| \`${subject}/\` | ${cells.join(' | ')} |`;
  });
  const head = `| | ${columns.map((room) => room.name).join(' | ')} |`;
  return [head, `|---|${'--:|'.repeat(columns.length)}`, ...rows].join('\n');
}
