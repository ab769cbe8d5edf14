import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IsFolder, NameTaken, writeWhole } from '../../files/whole-file.ts';

const exec = promisify(execFile);
let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dunwell-whole-'));
});
afterEach(() => rm(folder, { recursive: true }));

function write(path: string, text: string, options: Parameters<typeof writeWhole>[2] = {}): Promise<void> {
  return writeWhole(
    path,
    async (stream) => {
      stream.end(text);
    },
    options,
  );
}

describe('what is written out stands there whole', () => {
  it('under a new name, with the permissions asked for, and with nothing left beside it', async () => {
    await write(at('a'), 'new', { mode: 0o640 });
    expect(await readFile(at('a'), 'utf8')).toBe('new');
    expect((await stat(at('a'))).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('in place of a file, whose permissions stay', async () => {
    await writeFile(at('a'), 'old');
    await chmod(at('a'), 0o604);
    await write(at('a'), 'new', { mode: 0o640 });
    expect(await readFile(at('a'), 'utf8')).toBe('new');
    expect((await stat(at('a'))).mode & 0o777).toBe(0o604);
  });

  it('or not at all: what broke off leaves the old file and no part of the new one', async () => {
    await writeFile(at('a'), 'old');
    const broken = writeWhole(at('a'), async (stream) => {
      stream.write('half');
      throw new Error('broke off');
    });
    await expect(broken).rejects.toThrow('broke off');
    expect(await readFile(at('a'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('and where nothing may be replaced, nothing is', async () => {
    await writeFile(at('a'), 'old');
    await symlink('nowhere', at('b'));
    for (const name of ['a', 'b'])
      await expect(write(at(name), 'new', { mayReplace: false })).rejects.toThrow(NameTaken);
    expect(await readFile(at('a'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
    await write(at('c'), 'new', { mayReplace: false });
    expect(await readFile(at('c'), 'utf8')).toBe('new');
  });
});

describe('what is no file is treated as what it is', () => {
  it('a link stays, and what it points to is replaced whole, through any number of links', async () => {
    await mkdir(at('elsewhere'));
    await writeFile(at('elsewhere/target'), 'old');
    await chmod(at('elsewhere/target'), 0o600);
    await symlink('elsewhere/target', at('second'));
    await symlink(at('second'), at('first'));
    await write(at('first'), 'new');
    expect(await readlink(at('first'))).toBe(at('second'));
    expect(await readlink(at('second'))).toBe('elsewhere/target');
    expect((await lstat(at('elsewhere/target'))).isFile()).toBe(true);
    expect(await readFile(at('elsewhere/target'), 'utf8')).toBe('new');
    expect((await stat(at('elsewhere/target'))).mode & 0o777).toBe(0o600);
    expect(readdirSync(at('elsewhere'))).toEqual(['target']);
  });

  it('a link to nothing yet gives its target, one to itself is refused', async () => {
    await symlink('target', at('link'));
    await write(at('link'), 'new');
    expect((await lstat(at('link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('target'), 'utf8')).toBe('new');
    await symlink('loop', at('loop'));
    await expect(write(at('loop'), 'new')).rejects.toThrow(/ELOOP|leads to itself/);
  });

  it('a pipe is written to and stays a pipe', async () => {
    await exec('mkfifo', [at('pipe')]);
    const [read] = await Promise.all([exec('cat', [at('pipe')]), write(at('pipe'), 'through')]);
    expect(read.stdout).toBe('through');
    expect((await lstat(at('pipe'))).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(['pipe']);
  });

  it('a device is written to and stays a device, also through a link', async () => {
    await symlink('/dev/null', at('null'));
    for (const path of ['/dev/null', at('null')]) await write(path, 'gone');
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
    expect((await lstat(at('null'))).isSymbolicLink()).toBe(true);
    expect(existsSync(at('null'))).toBe(true);
  });

  it('a device that takes nothing says so', async () => {
    await expect(write('/dev/full', 'too much')).rejects.toThrow('ENOSPC');
  });

  it('a folder is refused, also at the end of a link', async () => {
    await mkdir(at('folder'));
    await symlink('folder', at('link'));
    for (const name of ['folder', 'link']) await expect(write(at(name), 'new')).rejects.toThrow(IsFolder);
  });

  it('standard output that a shell sent to a file goes on in that file', async () => {
    const script = [
      "import { writeWhole } from './files/whole-file.ts';",
      "await writeWhole('/dev/stdout', async (stream) => { stream.end('second\\n'); });",
    ].join('\n');
    const command = 'echo first > "$1"; node --import tsx --input-type=module -e "$2" >> "$1"; cat "$1"';
    const { stdout } = await exec('sh', ['-c', command, 'sh', at('log'), script]);
    expect(stdout).toBe('first\nsecond\n');
  });
});
