import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { SAMPLE } from '../activities/case/case-desk.ts';
import { openDesk } from './desk.ts';
import { LiveCase } from './live-case.ts';
import { openOffice } from './office.ts';

const office = openOffice();

test.concurrent('a case is started for an invoice on its way, once per request, and takes it over', async (context) => {
  const desk = await openDesk(office, context);
  await desk.claim();
  const request = randomUUID();
  const start = {
    kind: 'start',
    invoices: ['1001'],
    environment: 'PRODUCTION',
    configuration: null,
    language: null,
  } as const;
  const first = await desk.openCase(start, request);
  expect(first).toMatchObject({ ok: true, reference: '1001-1', isNew: true });
  expect(await desk.openCase(start, request)).toEqual(first);
  expect(await desk.openCase(start)).toMatchObject({
    ok: false,
    refused: expect.stringContaining('1001-1'),
  });
  expect(await desk.handle().result()).toEqual({ stage: 'TRANSFERRED' });
  const opened = await desk.onlyCase();
  expect(await opened.row()).toMatchObject({ state: 'PREPARING', source: 'hand', creator: 'anna' });
  expect(await opened.ask('markAsPrepared')).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', amount: 10_000 });
  expect(opened.arrived).toEqual(['order']);
});

test.concurrent('a case of another service is created, prepared, collected and closed; told twice, it is one', async (context) => {
  const desk = await openDesk(office, context);
  const opened = new LiveCase(desk, SAMPLE.reference);
  expect(await desk.openCase(SAMPLE)).toMatchObject({ ok: true, isNew: true, reference: 'test-case' });
  expect(await desk.openCase(SAMPLE)).toMatchObject({ ok: true, isNew: false, reference: 'test-case' });
  expect(await opened.row()).toMatchObject({ state: 'PREPARING', source: 'service', amount: 12_000 });
  expect(await opened.ask('markAsPrepared')).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING' });
  await opened.ask('addCollectedAmount', { amount: '50.00', externalId: 'r-1' });
  await opened.ask('addCollectedAmount', { amount: '70.00', externalId: 'r-2' });
  expect(await opened.row()).toMatchObject({ collected: 12_000, openPrincipal: 0 });
  expect(await opened.ask('close', { reason: 'settled' })).toMatchObject({ ok: true });
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'COLLECTED' });
});

test.concurrent('a request that nobody staged, and one for an unknown invoice, are refused in words', async (context) => {
  const desk = await openDesk(office, context);
  const unstaged = { creditor: desk.id, request: randomUUID() };
  await office.client.openCase(unstaged);
  expect(await office.client.openCaseResult(unstaged)).toMatchObject({
    ok: false,
    refused: expect.stringContaining('stage it again'),
  });
  expect(await desk.startCase(['9999'])).toMatchObject({
    ok: false,
    refused: `Creditor ${desk.id} has no invoice 9999.`,
  });
});
