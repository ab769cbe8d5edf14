import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOMS = ['activities', 'gather', 'compose'];
/** What moves a subject along its table, or changes its state without an event. */
const CHANGES_STATE = /\b(advance|advanceCase|move|moveCase|patched)\(/;

function filesOf(room: string): string[] {
  const folder = fileURLToPath(new URL(`../../${room}`, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

it.each(ROOMS)(
  '%s/ reads and writes: no file of it changes the state of an invoice or a case by itself',
  (room) => {
    const files = filesOf(room);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => CHANGES_STATE.test(readFileSync(file, 'utf8')))).toEqual([]);
  },
);
