import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orderJson } from '../../gateways/collectors/order-json.ts';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import { notificationParcel, order, orderParcel } from './contents.ts';
import { failureOf } from './failure-of.ts';
import { tempFolder } from './temp-folder.ts';

describe('an order to a collector', () => {
  const [first] = order().invoices;
  if (first === undefined) throw new Error('the order in contents.ts has an invoice');

  it('has amounts as decimals in quotes and days as ISO dates', () => {
    const json = JSON.parse(orderJson(orderParcel()));
    expect(json).toMatchObject({
      format: 'dunwell/collector-order/1',
      key: 'case/acme/2026%2F001-1/order',
      orderedOn: '2026-03-20',
      case: { reference: '2026/001-1', source: 'transfer' },
      currency: 'EUR',
      total: '1279.62',
    });
    expect(json.invoices).toEqual([
      {
        number: '2026/001',
        reference: 'RF18 5390 0754 7034',
        issuedOn: '2026-01-05',
        dueOn: '2026-02-04',
        noticeDeliveredOn: '2026-03-02',
        noticeDueOn: '2026-03-16',
        open: { principal: '1234.50', fees: '5.00', interest: '0.12', costs: '40.00', total: '1279.62' },
      },
    ]);
  });

  it('totals several invoices, and writes what is unknown as null', () => {
    const other = { ...first, number: '2', dueOn: null, noticeDeliveredOn: null, noticeDueOn: null };
    const json = JSON.parse(orderJson(orderParcel(order({ invoices: [first, other] }))));
    expect(json.total).toBe('2559.24');
    expect(json.invoices[1]).toMatchObject({ dueOn: null, noticeDeliveredOn: null, noticeDueOn: null });
    expect(json.debtor).toMatchObject({ registerNumber: null, representative: null });
  });

  it('in yen has no decimals', () => {
    const json = JSON.parse(orderJson(orderParcel(order({ invoices: [{ ...first, currency: 'JPY' }] }))));
    expect([json.total, json.invoices[0].open.interest]).toEqual(['127962', '12']);
  });

  it.each([
    ['names no invoice', []],
    ['several currencies', [first, { ...first, currency: 'SEK' }]],
  ])('is refused for good when it: %s', async (reason, invoices) => {
    const { collector } = createFileOutbox({ folder: tempFolder() });
    const failure = await failureOf(collector.deliver(orderParcel(order({ invoices }))));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(failure.message).toContain(reason);
  });
});

it('a message to the operator says what happened to which invoice, and when', async () => {
  const folder = tempFolder();
  const { providerId } = await createFileOutbox({ folder }).operator.deliver(notificationParcel());
  expect(JSON.parse(readFileSync(join(folder, 'operator', providerId), 'utf8'))).toEqual({
    format: 'dunwell/operator-notification/1',
    key: 'invoice/acme/2026%2F001/1/notification/closes%20soon',
    at: '2026-03-02T08:30:00.000Z',
    creditor: 'acme',
    invoice: '2026/001',
    about: 'closes soon',
    says: 'The claim closes on 2026-05-16: resume, approve or close it before.',
    closesOn: '2026-05-16',
  });
});
