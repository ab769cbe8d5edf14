import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  attachDocument,
  detachDocument,
  documentsOf,
  eraseDocumentsOf,
  findContent,
  readContent,
  stageContent,
  sweepContents,
} from '../../../db/case/documents.ts';
import type { Tx } from '../../../db/tx.ts';
import { addCase, instant } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const NOON = instant('2026-03-01T12:00:00Z');
const LATER = instant('2026-03-02T12:00:00Z');
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const staged = (text: string, storedAt = NOON) => ({
  hash: hashOf(text),
  type: 'text/plain',
  content: Buffer.from(text),
  storedAt,
});
const document = (caseId: number, name: string, text: string) => ({
  caseId,
  name,
  hash: hashOf(text),
  type: 'text/plain',
  effectKey: null,
  attachedAt: NOON,
  by: 'rita',
});

async function inOne(work: (tx: Tx, caseId: number) => Promise<void>): Promise<void> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => work(tx, (await addCase(tx, 'K-1')).id));
}

describe('Staging a content', () => {
  it('keeps the same bytes once, however often they come', () =>
    inOne(async (tx) => {
      expect(await stageContent(tx, staged('hello'))).toBe(true);
      expect(await stageContent(tx, staged('hello'))).toBe(false);
      expect(await findContent(tx, hashOf('hello'))).toEqual({
        hash: hashOf('hello'),
        type: 'text/plain',
        size: 5,
      });
      expect(Buffer.from((await readContent(tx, hashOf('hello'))) ?? '').toString()).toBe('hello');
    }));

  it('takes a part of a larger buffer as that part', () =>
    inOne(async (tx) => {
      const part = Buffer.from('xxhelloxx').subarray(2, 7);
      await stageContent(tx, { ...staged('hello'), content: part });
      expect(Buffer.from((await readContent(tx, hashOf('hello'))) ?? '').toString()).toBe('hello');
    }));

  it('finds nothing of what was never staged', () =>
    inOne(async (tx) => {
      expect(await findContent(tx, hashOf('hello'))).toBeUndefined();
      expect(await readContent(tx, hashOf('hello'))).toBeUndefined();
    }));
});

describe('Documents of a case', () => {
  it('are listed in the order they were attached, with type and size', () =>
    inOne(async (tx, caseId) => {
      await stageContent(tx, staged('hello'));
      expect(await attachDocument(tx, document(caseId, '契約.txt', 'hello'))).toBe('attached');
      expect(await attachDocument(tx, { ...document(caseId, 'a.csv', 'hello'), type: 'text/csv' })).toBe(
        'attached',
      );
      expect(await documentsOf(tx, caseId)).toMatchObject([
        { name: '契約.txt', type: 'text/plain', size: 5, by: 'rita', effectKey: null, hash: hashOf('hello') },
        { name: 'a.csv', type: 'text/csv', size: 5, hash: hashOf('hello') },
      ]);
    }));

  it('are attached once; another content under the name is not', () =>
    inOne(async (tx, caseId) => {
      await stageContent(tx, staged('one'));
      await stageContent(tx, staged('two'));
      await attachDocument(tx, document(caseId, 'a.txt', 'one'));
      expect(await attachDocument(tx, document(caseId, 'a.txt', 'one'))).toBe('there already');
      expect(await attachDocument(tx, document(caseId, 'a.txt', 'two'))).toBe('name taken');
      expect(await documentsOf(tx, caseId)).toHaveLength(1);
    }));

  it('cannot have a content that was not staged', async () => {
    const db = await freshDatabase();
    const attaching = db.transaction(async (tx) =>
      attachDocument(tx, document((await addCase(tx, 'K-1')).id, 'a.txt', 'nothing')),
    );
    await expect(attaching).rejects.toThrow(/foreign key constraint/i);
  });

  it('are taken off by name, and their content stays until it is swept', () =>
    inOne(async (tx, caseId) => {
      await stageContent(tx, staged('one'));
      await attachDocument(tx, document(caseId, 'a.txt', 'one'));
      expect(await detachDocument(tx, caseId, 'a.txt')).toBe(true);
      expect(await detachDocument(tx, caseId, 'a.txt')).toBe(false);
      expect(await findContent(tx, hashOf('one'))).toBeDefined();
    }));

  it('are erased with their contents, save those that another case has', () =>
    inOne(async (tx, caseId) => {
      const other = (await addCase(tx, 'K-2')).id;
      await stageContent(tx, staged('mine'));
      await stageContent(tx, staged('ours'));
      await attachDocument(tx, document(caseId, 'mine.txt', 'mine'));
      await attachDocument(tx, document(caseId, 'ours.txt', 'ours'));
      await attachDocument(tx, document(other, 'ours.txt', 'ours'));
      expect(await eraseDocumentsOf(tx, caseId)).toBe(2);
      expect(await documentsOf(tx, caseId)).toEqual([]);
      expect(await findContent(tx, hashOf('mine'))).toBeUndefined();
      expect(await findContent(tx, hashOf('ours'))).toBeDefined();
      expect(await documentsOf(tx, other)).toHaveLength(1);
    }));
});

describe('Sweeping contents', () => {
  it.each([
    [NOON - 1, 0],
    [NOON, 0],
    [NOON + 1, 1],
  ])('staged at noon, with the line at %i, erases %i', (before, erased) =>
    inOne(async (tx) => {
      await stageContent(tx, staged('left behind'));
      expect(await sweepContents(tx, before, 10)).toBe(erased);
    }),
  );

  it('spares what a case has, and what was staged again since', () =>
    inOne(async (tx, caseId) => {
      await stageContent(tx, staged('attached'));
      await attachDocument(tx, document(caseId, 'a.txt', 'attached'));
      await stageContent(tx, staged('again'));
      await stageContent(tx, staged('again', LATER));
      await stageContent(tx, staged('again', NOON));
      expect(await sweepContents(tx, LATER, 10)).toBe(0);
      expect(Buffer.from((await readContent(tx, hashOf('again'))) ?? '').toString()).toBe('again');
    }));

  it('takes no more at once than it was told', () =>
    inOne(async (tx) => {
      for (const text of ['1', '2', '3']) await stageContent(tx, staged(text));
      expect(await sweepContents(tx, LATER, 2)).toBe(2);
      expect(await sweepContents(tx, LATER, 2)).toBe(1);
    }));
});
