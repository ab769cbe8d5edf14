import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { putOnce, traceFile } from '../../gateways/outbox-file.ts';
import { failureOf } from './failure-of.ts';
import { tempFolder } from './temp-folder.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, link: vi.fn(real.link) };
});

const answers = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

beforeEach(() => void vi.mocked(link).mockReset());

describe.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
  'on a disk that answers links with %s',
  (code) => {
    it('a file is put all the same, once', async () => {
      vi.mocked(link).mockImplementation(answers(code));
      const folder = tempFolder();
      await putOnce(folder, 'a.html', 'first');
      await putOnce(folder, 'a.html', 'second');
      expect(readdirSync(folder)).toEqual(['a.html']);
      expect(readFileSync(join(folder, 'a.html'), 'utf8')).toBe('first');
    });

    it('a file that came in between stays', async () => {
      const folder = tempFolder();
      vi.mocked(link).mockImplementation(async () => {
        writeFileSync(join(folder, 'a.html'), 'in between');
        await answers(code)();
      });
      await putOnce(folder, 'a.html', 'late');
      expect(readdirSync(folder)).toEqual(['a.html']);
      expect(readFileSync(join(folder, 'a.html'), 'utf8')).toBe('in between');
    });
  },
);

it.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'it is read-only'],
  ['EIO', 'EIO'],
])('an error of the disk (%s) is temporary, says why and leaves nothing behind', async (code, reason) => {
  vi.mocked(link).mockImplementation(answers(code));
  const folder = tempFolder();
  const failure = await failureOf(putOnce(folder, 'a.html', 'A'));
  expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
  expect(failure.message).toBe(`Cannot write to the outbox ${folder}: ${reason}.`);
  expect(readdirSync(folder)).toEqual([]);
  expect(await traceFile(folder, 'a.html')).toBe('absent');
});
