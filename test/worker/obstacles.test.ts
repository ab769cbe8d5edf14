import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, inject, it, onTestFinished } from 'vitest';
import { Engine } from '../../db/database.ts';
import { obstacles } from '../../worker/obstacles.ts';

function clientOf(address: string): Client {
  const connection = Connection.lazy({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection });
}

function answering(): Client {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  return clientOf(server.address);
}

const booksIn = (folder: string) => ({ engine: Engine.SQLITE, place: join(folder, 'dunwell.db') });

it('Nothing stands in the way where the server answers and the disk has room', async () => {
  expect(await obstacles(answering(), booksIn(tmpdir()))).toEqual([]);
});

it('A server that is away is named', async () => {
  expect(await obstacles(clientOf('127.0.0.1:1'), booksIn(tmpdir()))).toEqual([
    expect.stringMatching(/^The Temporal server does not answer: /),
  ]);
}, 20_000);

it('A full disk is named', async (context) => {
  const disk = mkdtempSync(join(tmpdir(), 'dunwell-disk-'));
  onTestFinished(() => rmSync(disk, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return context.skip('This process may not mount a disk.');
  }
  onTestFinished(() => void execFileSync('umount', [disk]));
  expect(await obstacles(answering(), booksIn(disk))).toEqual([]);
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(3.5 * 1024 * 1024));
  expect(await obstacles(answering(), booksIn(disk))).toEqual([`The disk of ${disk} is full: make room.`]);
  // The place of books in PostgreSQL is no folder of this machine, whatever it looks like.
  const elsewhere = { ...booksIn(disk), engine: Engine.POSTGRES };
  expect(await obstacles(answering(), elsewhere)).toEqual([]);
});
