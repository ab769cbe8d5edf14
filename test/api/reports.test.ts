import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../api/app.ts';
import { serveApi } from '../../api/serve.ts';
import { instructionKey } from '../../contracts/ids.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { markReportsRead, unreadReportsOf } from '../../db/case/collector-reports.ts';
import { publishConfigurations } from '../../db/creditor/collector-configurations.ts';
import { type EffectForLater, planForLater } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import type { CollectorSettings } from '../../domain/case/configuration.ts';
import { sign } from '../../gateways/https/signature.ts';
import { addCase } from '../db/samples.ts';
import { freshDatabase } from '../db/test-database.ts';
import { callBack } from '../gateways/collectors/call-back.ts';
import { ENVIRONMENT, KEY, reportOf, SECRET } from '../gateways/collectors/samples.ts';

const AS_OF = Date.parse('2026-04-01T09:30:00Z');
const https = (secret: string): CollectorSettings => ({
  kind: 'https',
  url: 'https://collector.example/api',
  secret,
  timeoutSeconds: 10,
  askEveryMinutes: 60,
});
const configuration = (name: string, collector: CollectorSettings) => ({
  name,
  state: 'ACTIVE' as const,
  collector,
  conditions: [],
  priority: 1,
  skipReview: true,
  creditors: [],
  environments: ['PRODUCTION' as const],
});

/** An API over a database with the case INV/1-1, which collector alpha has, and 2-1, which beta has. */
async function open({ tellCase = async () => 'told' as unknown, environment = ENVIRONMENT as object } = {}) {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    await publishConfigurations(tx, {
      configurations: [
        configuration('alpha', https('env:COLLECTOR_SECRET')),
        configuration('beta', https('env:COLLECTOR_SECRET')),
        configuration('drop', { kind: 'file', folder: 'x', acknowledged: true, askEveryMinutes: 60 }),
      ],
      hashOf: JSON.stringify,
      at: 1,
      by: 'test',
    });
    await addCase(tx, 'INV/1-1', { configuration: 'alpha', configurationVersion: 1, state: 'PENDING' });
    await addCase(tx, '2-1', { configuration: 'beta', configurationVersion: 1, state: 'PENDING' });
    await addCase(tx, '3-1', { configuration: 'alpha', configurationVersion: 1, state: 'REVIEWING' });
    for (const reference of ['INV/1-1', '2-1']) await planForLater(tx, await orderOf(tx, reference));
  });
  const told: unknown[] = [];
  const warned: string[] = [];
  const deps = {
    db,
    environment: environment as Record<string, string>,
    now: () => AS_OF,
    warn: (text: string) => void warned.push(text),
    tellCase: async (...args: unknown[]) => {
      told.push(args);
      return tellCase();
    },
  };
  const app = createApi(deps);
  const send = async (
    report: object | string,
    { to = 'alpha', secret = SECRET, at = AS_OF, signature = undefined as string | undefined } = {},
  ) => {
    const body = typeof report === 'string' ? report : JSON.stringify(report);
    const headers = { 'dunwell-signature': signature ?? sign(secret, body, at) };
    const answer = await app.request(`/collectors/${to}/reports`, { method: 'POST', body, headers });
    return { status: answer.status, ...((await answer.json()) as object) } as Record<string, unknown>;
  };
  const unread = () => db.read((tx) => unreadReportsOf(tx, KEY));
  return { db, deps, app, send, told, warned, unread };
}

async function orderOf(tx: Tx, reference: string): Promise<EffectForLater> {
  const row = await findCaseByReference(tx, 'acme', reference);
  return {
    key: instructionKey('acme', reference, 'order'),
    invoiceId: null,
    caseId: row?.id ?? null,
    kind: 'order',
    level: null,
    round: 0,
    channel: 'collector',
    requestHash: 'h',
    amount: 1,
    content: null,
    plannedAt: 1,
  };
}

describe('a report that comes in', () => {
  it('about an order that was not given yet is of an unknown order: its case is still being reviewed', async () => {
    const { db, send, told } = await open();
    const order = instructionKey('acme', '3-1', 'order');
    expect(await send(reportOf({ order }))).toMatchObject({ status: 404, code: 'UNKNOWN_ORDER' });
    expect(await db.read((tx) => unreadReportsOf(tx, order))).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is kept, the case is told, and the answer says so', async () => {
    const { send, told, unread } = await open();
    const receipts = [{ id: 'r-1', amount: '12.50', currency: 'EUR', on: '2026-03-31' }];
    expect(await send(reportOf({ revision: 3, receipts }))).toEqual({ status: 202, order: KEY, revision: 3 });
    expect(await unread()).toMatchObject([
      { revision: 3, receivedAt: AS_OF, body: { status: 'accepted', receipts: [{ amount: 1250 }] } },
    ]);
    expect(told).toEqual([
      [
        { creditor: 'acme', reference: 'INV/1-1' },
        'reportReceived',
        { by: 'collector alpha', commandId: 'report-3' },
      ],
    ]);
  });

  it('again is kept once, and told until it was read', async () => {
    const { db, send, told, unread } = await open();
    for (const status of [202, 202]) expect(await send(reportOf())).toMatchObject({ status });
    const rows = await unread();
    expect([rows.length, told.length]).toEqual([1, 2]);
    const ids = rows.map(({ id }) => id);
    await db.transaction((tx) => markReportsRead(tx, ids, AS_OF));
    expect(await send(reportOf())).toMatchObject({ status: 202 });
    expect([await unread(), told.length]).toEqual([[], 2]);
  });

  it('is not taken for another one of its revision', async () => {
    const { send, unread } = await open();
    await send(reportOf());
    expect(await send(reportOf({ status: 'closed' }))).toMatchObject({ status: 409, code: 'REVISION_USED' });
    expect(await unread()).toMatchObject([{ body: { status: 'accepted' } }]);
  });

  it.each([async () => Promise.reject(new Error('no server')), async () => new Promise(() => undefined)])(
    'is safe when the workflow cannot be told',
    async (tellCase) => {
      const { send, unread, warned } = await open({ tellCase });
      expect(await send(reportOf())).toMatchObject({ status: 202 });
      expect(await unread()).toHaveLength(1);
      expect(warned).toEqual([
        expect.stringMatching(/acme\/INV\/1-1 is kept; .*(no server|no answer in time)/),
      ]);
    },
  );
});

describe('who sends', () => {
  it.each([
    [-301, 401],
    [-300, 202],
    [300, 202],
    [301, 401],
  ])('signs within five minutes: %i s give %i', async (seconds, status) => {
    const { send } = await open();
    expect(await send(reportOf(), { at: AS_OF + seconds * 1000 })).toMatchObject({ status });
  });

  it.each([
    ['another secret', { secret: 'another secret of both' }],
    ['nothing', { signature: '' }],
    ['another body', { signature: sign(SECRET, '{}', AS_OF) }],
    ['the name of nobody', { to: 'gamma' }],
    ['a name that no books hold', { to: 'a%00b' }],
    ['the name of one that signs nothing', { to: 'drop' }],
  ])('by %s gets the same answer as all others', async (_, how) => {
    const { send, unread, told } = await open();
    expect(await send(reportOf(), how)).toMatchObject({ status: 401, code: 'WRONG_SIGNATURE' });
    expect([await unread(), told]).toEqual([[], []]);
  });

  it('is asked to come again when our own secret is missing, which is told to us', async () => {
    const { send, warned } = await open({ environment: {} });
    expect(await send(reportOf())).toMatchObject({ status: 503, code: 'TRY_LATER' });
    expect(warned).toEqual([expect.stringContaining('environment has no COLLECTOR_SECRET')]);
  });

  it.each([
    ['another collector', 'case/acme/2-1/order'],
    ['nobody', 'case/acme/3-1/order'],
    ['no order', 'case/acme/INV%2F1-1/pause/1'],
    ['no case', 'invoice/acme/1/order'],
    ['what no books hold', 'case/acme/a%00b/order'],
    ['an order written in another way', 'case/acme/INV%2f1-1/order'],
  ])('cannot report on an order of %s', async (_, order) => {
    const { send, told } = await open();
    expect(await send(reportOf({ order }))).toMatchObject({ status: 404, code: 'UNKNOWN_ORDER' });
    expect(told).toEqual([]);
  });
});

describe('what is sent', () => {
  it('is refused with every field that is wrong', async () => {
    const { send, unread } = await open();
    expect(await send(reportOf({ status: 'done', receipts: undefined }))).toMatchObject({
      status: 422,
      code: 'WRONG_REPORT',
      problems: [
        expect.stringMatching(/^status: "done" is no status; write one of/),
        expect.stringMatching(/^receipts: is missing/),
      ],
    });
    expect(await send('no json')).toMatchObject({
      status: 422,
      problems: [expect.stringMatching(/no JSON/)],
    });
    expect(await unread()).toEqual([]);
  });

  it('with a text that no database keeps is refused by its field', async () => {
    const { send, unread } = await open();
    for (const reason of ['a\0b', 'a\ud83d']) {
      expect(await send(reportOf({ reason }))).toMatchObject({
        status: 422,
        problems: [expect.stringMatching(/^reason: has (the character NUL|half a character) in it/)],
      });
    }
    expect(await unread()).toEqual([]);
  });

  it.each([
    [1024 * 1024, 422],
    [1024 * 1024 + 1, 413],
  ])('of %i bytes is answered with %i', async (size, status) => {
    const { send } = await open();
    expect(await send('x'.repeat(size))).toMatchObject({ status });
  });

  it('to a place that is not there is told so', async () => {
    const { app } = await open();
    const answer = await app.request('/collectors');
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
  });
});

it('over a socket, reports that are doubled, shuffled and late leave each revision once', async () => {
  const { deps, unread } = await open();
  const api = await serveApi({ ...deps, host: '127.0.0.1', port: 0 });
  onTestFinished(() => api.close());
  const reports = [1, 2, 3, 4].map((revision) => reportOf({ revision }));
  const journey = { url: `${api.url}/collectors/alpha/reports`, secret: SECRET, asOf: AS_OF };
  const all = await callBack(reports, { ...journey, times: 5 });
  expect(new Set(all.flat())).toEqual(new Set([202]));
  await callBack(reports, { ...journey, order: [3, 0, 2, 1], times: 2 });
  expect((await unread()).map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
});
