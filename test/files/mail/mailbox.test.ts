import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LARGEST_MAIL, mailFilesIn, readMailFile } from '../../../files/mail/mailbox.ts';
import { tempFolder } from '../../gateways/temp-folder.ts';
import { postfix } from './reports.ts';

describe('a mailbox', () => {
  it('is a Maildir: what is new and what was seen, not what is being delivered', async () => {
    const folder = tempFolder();
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'new', '1772440200.M1P1.host'), postfix());
    writeFileSync(join(folder, 'cur', '1772440100.M1P1.host:2,S'), postfix());
    writeFileSync(join(folder, 'tmp', '1772440300.M1P1.host'), 'half a mess');
    writeFileSync(join(folder, 'dovecot.index'), 'x');
    expect((await mailFilesIn(folder)).map((path) => path.slice(folder.length + 1))).toEqual([
      'new/1772440200.M1P1.host',
      'cur/1772440100.M1P1.host:2,S',
    ]);
  });

  it('is a folder of files, those left out that are still being written', async () => {
    const folder = tempFolder();
    for (const name of ['b.eml', 'a.eml', 'note.txt', '.a.part'])
      writeFileSync(join(folder, name), 'x: y\n\n');
    mkdirSync(join(folder, 'done'));
    expect((await mailFilesIn(folder)).map((path) => path.slice(folder.length + 1))).toEqual([
      'a.eml',
      'b.eml',
      'note.txt',
    ]);
  });

  it('is a single file', async () => {
    const path = join(tempFolder(), 'one.eml');
    writeFileSync(path, postfix());
    expect(await mailFilesIn(path)).toEqual([path]);
    expect(await readMailFile(path)).toMatchObject({ name: 'one.eml', read: { kind: 'report' } });
  });

  it('names a file that is too large or cannot be read', async () => {
    const path = join(tempFolder(), 'large.eml');
    writeFileSync(path, Buffer.alloc(LARGEST_MAIL + 1));
    expect((await readMailFile(path)).read).toMatchObject({
      reason: expect.stringContaining('26214401 bytes'),
    });
    expect((await readMailFile(join(path, 'gone'))).read).toMatchObject({
      reason: 'cannot be read (ENOTDIR)',
    });
  });
});
