import { expect, it } from 'vitest';
import { findCaseRequest, finishCaseRequest, stageCaseRequest } from '../../../db/case/requests.ts';
import { freshDatabase } from '../test-database.ts';

const request = (text: string) => ({
  id: 'request-1',
  creditor: 'acme',
  body: { kind: 'message', text } as const,
  by: 'anna',
  stagedAt: 1000,
});

it('a request is staged once; its result stays and its words are erased', async () => {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    expect(await findCaseRequest(tx, 'request-1')).toBeUndefined();
    expect(await stageCaseRequest(tx, request('call me'))).toMatchObject({
      kind: 'message',
      body: { kind: 'message', text: 'call me' },
      result: null,
      doneAt: null,
    });
    // The same id says the same, whatever comes with it.
    expect(await stageCaseRequest(tx, request('other words'))).toMatchObject({ body: { text: 'call me' } });
    await finishCaseRequest(tx, 'request-1', { ok: true }, 2000);
    await finishCaseRequest(tx, 'request-1', { ok: false }, 3000);
    expect(await stageCaseRequest(tx, request('call me'))).toMatchObject({
      body: null,
      result: { ok: true },
      doneAt: 2000,
    });
  });
});
