import { expect, it } from 'vitest';
import { levelEffectKey } from '../../../contracts/ids.ts';
import { finishEffect, planEffect } from '../../../db/effects/effects.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { letter } from '../../db/samples.ts';
import { CaseDesk } from './case-desk.ts';

it('a case of another service is created, prepared, processed, collected and closed', async () => {
  const desk = await CaseDesk.open();
  const reference = await desk.create();
  expect(await desk.row(reference)).toMatchObject({ state: 'PREPARING', amount: 12_000, version: 1 });

  expect(await desk.say(reference, 'markAsPrepared')).toMatchObject({ ok: true });
  expect(await desk.row(reference)).toMatchObject({ state: 'PROCESSING', configuration: 'agency' });
  expect(desk.collector.keys).toEqual(['order']);

  await desk.say(reference, 'addCollectedAmount', { amount: '50.00', externalId: 'r1' });
  await desk.say(reference, 'addCollectedAmount', { amount: '70.00', externalId: 'r2' });
  expect(await desk.row(reference)).toMatchObject({
    collected: 12_000,
    openPrincipal: 0,
    held: true,
    attention: 'PRINCIPAL_PAID',
  });

  expect(await desk.say(reference, 'close', { reason: 'done' })).toMatchObject({ ok: true });
  expect(await desk.row(reference)).toMatchObject({ state: 'CLOSED', outcome: 'COLLECTED' });
  expect((await desk.events(reference)).map(({ event }) => event)).toEqual([
    'created',
    'prepared',
    'order handed over',
    'accepted by the collector',
    'amount collected',
    'amount collected',
    'principal paid',
    'closed',
  ]);
});

it('a case shows what is open from its first moment on, so that nothing a person saw changes with its first decision', async () => {
  const desk = await CaseDesk.open();
  await desk.invoice('1001');
  const start = { kind: 'start', invoices: ['1001'], environment: 'PRODUCTION' } as const;
  await desk.request({ ...start, configuration: null, language: null });
  expect(await desk.row('1001-1')).toMatchObject({ version: 1, openPrincipal: 10_000 });
  await desk.request(desk.sample());
  expect(await desk.row('test-case')).toMatchObject({ version: 1, openPrincipal: 12_000 });
});

it.each(['handing over', 'uncertain'] as const)(
  'no case starts about an invoice whose letter is %s: it may be with the debtor already',
  async (state) => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    await desk.db.transaction(async (tx) => {
      const invoiceId = (await findInvoiceByNumber(tx, 'acme', '1001'))?.id ?? 0;
      const key = levelEffectKey('acme', '1001', 1, 'reminder-1');
      await planEffect(tx, letter(invoiceId, { key }));
      if (state === 'uncertain') {
        await finishEffect(tx, key, { state, providerId: null, finishedAt: desk.now });
      }
    });
    const start = { kind: 'start', invoices: ['1001'], environment: 'PRODUCTION' } as const;
    expect(await desk.request({ ...start, configuration: null, language: null })).toMatchObject({
      ok: false,
      refused: expect.stringContaining('just being handed over'),
    });
  },
);
