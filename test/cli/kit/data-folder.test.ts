import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { inProcess } from '../in-process.ts';
import { ACME } from '../prepared-folder.ts';

let parent = '';
let mistyped = '';

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'dunwell-mistyped-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  parent = join(root, 'srv');
  mkdirSync(join(parent, 'data'), { recursive: true });
  writeFileSync(join(parent, 'data', 'dunwell.db'), '');
  mistyped = join(parent, 'dta');
});

const file = (name: string, text: string) => {
  writeFileSync(join(parent, name), text);
  return join(parent, name);
};

/** Every command that writes on a folder without being one that begins it. */
const COMMANDS: readonly (readonly [string, () => readonly string[]])[] = [
  ['worker', () => ['worker']],
  ['worker --until-idle', () => ['worker', '--until-idle']],
  ['api', () => ['api']],
  ['server', () => ['server']],
  ['policy publish', () => ['policy', 'publish', file('acme.yaml', ACME)]],
  ['collector publish', () => ['collector', 'publish', file('collectors.yaml', '[]')]],
  ['status', () => ['status']],
  ['payments', () => ['payments', file('p.csv', 'invoice,bookedOn,amount,currency,externalId\n')]],
];

describe.each(COMMANDS)('`dunwell %s` on a folder that was mistyped', (_, args) => {
  it('is refused in words that name the folder beside it, and makes none', async () => {
    const { code, out, err } = await inProcess([...args(), '--data', mistyped]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`There is no database in ${mistyped} (the folder does not exist; `);
    expect(err).toContain(`there is one in ${join(parent, 'data')}): name another folder with --data`);
    expect(existsSync(mistyped)).toBe(false);
  });
});

describe('What is said to lie there', () => {
  const saidOf = async (folder: string) => (await inProcess(['worker', '--data', folder])).err;

  it('is nothing in an empty folder', async () => {
    mkdirSync(mistyped);
    expect(await saidOf(mistyped)).toContain('(the folder is empty; there is one in');
  });

  it('is a file where one was named', async () => {
    expect(await saidOf(file('dta', 'x'))).toContain('(it is a file; there is one in');
  });

  it('is the first five names and how many others', async () => {
    mkdirSync(mistyped);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) writeFileSync(join(mistyped, name), '');
    expect(await saidOf(mistyped)).toContain('(it holds a, b, c, d, e and 2 more; there is one in');
  });

  it('is the data folder further down, where its parent was named', async () => {
    expect(await saidOf(parent)).toContain(`(it holds data; there is one in ${join(parent, 'data')})`);
  });
});

it('`server` goes on in a folder that only a server has used', async () => {
  mkdirSync(mistyped);
  writeFileSync(join(mistyped, 'temporal.db'), '');
  // It comes as far as to ask which server is meant.
  const { err } = await inProcess(['server', '--data', mistyped], { TEMPORAL_PROFILE: 'none' });
  expect(err).not.toContain('There is no database');
  expect(err).toMatch(/none/);
});

it('`server` begins a folder of its own where the books lie in PostgreSQL', async () => {
  const env = { TEMPORAL_PROFILE: 'none', DUNWELL_DATABASE: 'postgres://localhost/books' };
  const { err } = await inProcess(['server', '--data', mistyped], env);
  expect(err).not.toContain('There is no database');
  expect(err).toMatch(/none/);
});
