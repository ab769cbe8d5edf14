import { expect, it } from 'vitest';
import { sweepDocuments } from '../../../activities/sweep/sweep-documents.ts';
import { attachDocument, findContent, stageContent } from '../../../db/case/documents.ts';
import { addCase, instant } from '../../db/samples.ts';
import { freshDatabase } from '../../db/test-database.ts';

const STAGED = instant('2026-03-01T12:00:00Z');
const THREE_DAYS = 72 * 3_600_000;

it.each([
  [THREE_DAYS - 1, 0],
  [THREE_DAYS, 0],
  [THREE_DAYS + 1, 30],
])('%i ms after they were staged, of 30 contents that no case has %i are erased', async (after, erased) => {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const { id: caseId } = await addCase(tx, 'K-1');
    for (let nth = 0; nth <= 30; nth++) {
      const content = Buffer.from(String(nth));
      await stageContent(tx, { hash: `hash-${nth}`, type: 'text/plain', content, storedAt: STAGED });
    }
    const document = { caseId, name: 'a.txt', hash: 'hash-30', type: 'text/plain', effectKey: null };
    await attachDocument(tx, { ...document, attachedAt: STAGED, by: 'rita' });
  });
  expect(await sweepDocuments(db, STAGED + after)).toBe(erased);
  expect(await db.read((tx) => findContent(tx, 'hash-30'))).toBeDefined();
});
