import { describe, expect, it } from 'vitest';
import { sweepCaseRequests } from '../../../activities/sweep/sweep-case-requests.ts';
import { findCaseRequest, stageCaseRequest } from '../../../db/case/requests.ts';
import { freshDatabase } from '../../db/test-database.ts';

const STAGED = Date.parse('2026-06-01T08:00:00Z');
const DAY = 86_400_000;
const message = { kind: 'message', text: 'The debtor has moved.' } as const;
const start = {
  kind: 'start',
  invoices: ['1001'],
  environment: 'PRODUCTION',
  configuration: null,
  language: null,
} as const;

describe('What a request to a case said', () => {
  it.each([
    [30 * DAY - 1, message],
    [30 * DAY, message],
    [30 * DAY + 1, null],
  ])('is after %i ms unused %j', async (after, body) => {
    const db = await freshDatabase();
    const staged = { id: 'r-1', creditor: 'acme', body: message, by: 'anna', stagedAt: STAGED };
    await db.transaction((tx) => stageCaseRequest(tx, staged));
    await sweepCaseRequests(db, STAGED + after);
    expect((await db.read((tx) => findCaseRequest(tx, 'r-1')))?.body ?? null).toEqual(body);
  });

  it('is kept where a worker still has to open a case by it', async () => {
    const db = await freshDatabase();
    const staged = { id: 'r-1', creditor: 'acme', body: start, by: 'anna', stagedAt: STAGED };
    await db.transaction((tx) => stageCaseRequest(tx, staged));
    expect(await sweepCaseRequests(db, STAGED + 365 * DAY)).toBe(0);
    expect(await db.read((tx) => findCaseRequest(tx, 'r-1'))).toMatchObject({ body: start, doneAt: null });
  });
});
