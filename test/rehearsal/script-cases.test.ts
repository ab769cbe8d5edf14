import { expect, test } from 'vitest';
import { readCollectors } from '../../config/collectors/load.ts';
import { rehearseScript } from './scripted.ts';

/** Notice on 2026-03-11, listed on 2026-03-26, transferred on 2026-03-31 at 13:00. */
const invoice = (number: string, amount = '100.00') =>
  `${number},c-${number},2026-01-05,2026-02-04,${amount},EUR,20`;

const events = (...lines: string[]) => lines.map((line) => `- { ${line} }`);

test('from the notice to the closed case: configuration chosen, accepted, two receipts, closed', async () => {
  const { invoices, cases, unheard, summary } = await rehearseScript({
    invoices: [invoice('1001')],
    script: events(
      'on: 2026-04-02, case: "1001", do: collectorAccepts',
      'on: 2026-04-10, case: "1001-1", do: collectorTakesStep, what: letter',
      'on: 2026-04-20, case: "1001-1", do: collectorCollects, amount: "50.00", externalId: r1',
      'on: 2026-05-20, case: "1001-1", do: collectorCollects, amount: "30.00", externalId: r2',
      'on: 2026-06-20, case: "1001-1", do: collectorCloses, reason: "nothing left to get"',
    ),
  });
  expect(unheard).toEqual([]);
  expect(invoices).toEqual([
    {
      number: '1001',
      outcome: 'OPEN',
      stage: 'NOTICED',
      levels: [
        { name: 'reminder-1', on: '2026-02-11' },
        { name: 'reminder-2', on: '2026-02-25' },
        { name: 'notice', on: '2026-03-11' },
      ],
      noticeDueOn: '2026-03-25',
      listedOn: '2026-03-26',
      transferredOn: '2026-03-31',
    },
  ]);
  expect(cases).toEqual([
    {
      case: '1001-1',
      invoices: ['1001'],
      source: 'transfer',
      environment: 'PRODUCTION',
      configuration: 'outbox',
      state: 'CLOSED',
      outcome: 'PARTLY_COLLECTED',
      amount: '100.00',
      openedOn: '2026-03-31',
      preparedOn: '2026-03-31',
      acceptedOn: '2026-04-02',
      receipts: [
        { externalId: 'r1', on: '2026-04-20', amount: '50.00' },
        { externalId: 'r2', on: '2026-05-20', amount: '30.00' },
      ],
      charges: [],
      collected: '80.00',
      open: '20.00',
      closedOn: '2026-06-20',
    },
  ]);
  expect(summary?.cases).toEqual({
    opened: { count: 1, amount: 10_000 },
    ends: [
      {
        state: 'CLOSED PARTLY_COLLECTED',
        claimed: { count: 1, amount: 10_000 },
        collected: { count: 1, amount: 8_000 },
      },
    ],
    collected: { count: 1, amount: 8_000 },
    surplus: { count: 0, amount: 0 },
  });
}, 120_000);

test('each ending of a case, and what becomes of its invoice', async () => {
  const { invoices, cases, unheard } = await rehearseScript({
    invoices: ['silent', 'paid', 'withdrawn', 'deactivated', 'rejected', 'waived', 'charged', 'direct'].map(
      (number) => invoice(number),
    ),
    payments: ['direct,2026-04-20,100.00,EUR,p1,payment', 'direct,2026-05-05,100.00,EUR,p2,chargeback'],
    script: events(
      'on: 2026-04-02, case: "paid", do: collectorAccepts',
      'on: 2026-04-20, case: "paid", do: collectorCollects, amount: "100.00", externalId: r1',
      'on: 2026-04-21, case: "paid", do: collectorCloses',
      'on: 2026-04-15, case: "withdrawn", do: withdraw, reason: "settled with us"',
      'on: 2026-04-25, case: "withdrawn", do: collectorWithdraws',
      'on: 2026-04-15, case: "deactivated", do: deactivate',
      'on: 2026-04-16, case: "deactivated", do: deactivate, acknowledged: [published]',
      'on: 2026-04-26, case: "deactivated", do: delete',
      'on: 2026-04-02, case: "rejected", do: collectorRejects, reason: "no such debtor"',
      'on: 2026-04-03, case: "rejected", do: collected, amount: "10.00", externalId: r1',
      'on: 2026-04-15, case: "waived", do: waive, credit: true, reason: goodwill',
      'on: 2026-04-10, case: "charged", do: collectorCharges, charge: cost, amount: "40.00", externalId: c1',
      'on: 2026-04-20, case: "charged", do: collected, amount: "140.00", externalId: r1, receivedOn: 2026-04-18',
      'on: 2026-04-30, case: "charged", do: close, reason: "all there"',
      'on: 2026-06-05, case: "direct", do: close, reason: "given up"',
    ),
  });
  const stages = Object.fromEntries(invoices.map(({ number, stage }) => [number, stage]));
  expect(stages).toEqual({
    silent: 'NOTICED',
    paid: 'PAID',
    withdrawn: 'NOTICED',
    deactivated: 'NOTICED',
    rejected: 'NOTICED',
    waived: 'PAID',
    charged: 'PAID',
    direct: 'NOTICED',
  });
  const ends = Object.fromEntries(cases.map((line) => [line.case, line]));
  expect(ends['silent-1']).toMatchObject({
    outcome: 'TIMED_OUT',
    acceptedOn: '2026-03-31',
    closedOn: '2027-03-31',
  });
  expect(ends['paid-1']).toMatchObject({ outcome: 'COLLECTED', closedOn: '2026-04-21' });
  expect(ends['withdrawn-1']).toMatchObject({ outcome: 'WITHDRAWN', closedOn: '2026-04-25' });
  expect(ends['deactivated-1']).toEqual({ case: 'deactivated-1', deletedOn: '2026-04-26' });
  expect(ends['rejected-1']).toMatchObject({ state: 'FAILED', failedOn: '2026-04-02', receipts: [] });
  expect(ends['waived-1']).toMatchObject({ outcome: 'WAIVED', closedOn: '2026-04-15', open: '0.00' });
  expect(ends['charged-1']).toMatchObject({
    outcome: 'COLLECTED',
    charges: [{ externalId: 'c1', charge: 'cost', on: '2026-04-10', amount: '40.00' }],
    receipts: [{ externalId: 'r1', on: '2026-04-18', amount: '140.00' }],
  });
  expect(ends['direct-1']).toMatchObject({ outcome: 'UNCOLLECTED', closedOn: '2026-06-05', receipts: [] });
  expect(unheard.map((text) => text.replace(/^script.yaml:(\d+).*/, '$1'))).toEqual(['6', '10']);
  expect(unheard[0]).toContain('Acknowledge `published`');
}, 120_000);

test('the script reviews where the chosen configuration asks for it, and answers for the rest', async () => {
  const collectors = readCollectors(`
- name: large-at-once
  collector: { kind: hand }
  conditions: [{ kind: amount, currency: EUR, atLeast: "500.00" }]
  priority: 10
  skipReview: true
- name: reviewed
  collector: { kind: hand }
  priority: 20
`);
  if (!collectors.ok) throw new Error(JSON.stringify(collectors.problems));
  const { cases, unheard } = await rehearseScript(
    {
      invoices: [invoice('small', '499.99'), invoice('large', '500.00'), invoice('idle', '10.00')],
      script: events(
        'on: 2026-04-01, case: "small", do: sendBack, reason: "the contract is missing"',
        'on: 2026-04-02, case: "small", do: markAsPrepared',
        'on: 2026-04-03, case: "small", do: markAsReviewed',
        'on: 2026-04-04, case: "small", do: pause, until: 2026-05-01',
        'on: 2026-06-01, case: "small", do: close, reason: "given up"',
      ),
    },
    { collectors: collectors.configurations },
  );
  expect(unheard).toEqual([]);
  expect(cases.map((line) => line.case)).toEqual(['small-1', 'large-1', 'idle-1']);
  expect(cases[0]).toMatchObject({
    configuration: 'reviewed',
    preparedOn: '2026-04-02',
    reviewedOn: '2026-04-03',
    acceptedOn: '2026-04-03',
    outcome: 'UNCOLLECTED',
  });
  expect(cases[1]).toMatchObject({ configuration: 'large-at-once', acceptedOn: '2026-03-31' });
  expect(cases[2]).toMatchObject({ configuration: 'reviewed', state: 'REVIEWING' });
}, 120_000);

test('a deactivated case is followed by another one: resumed, started, prepared, collected', async () => {
  const { invoices, cases, unheard } = await rehearseScript({
    invoices: [invoice('1001')],
    script: events(
      'on: 2026-04-02, case: "1001", do: collectorAccepts',
      'on: 2026-04-03, invoice: "1001", do: startCase',
      'on: 2026-04-10, case: "1001", do: deactivate, acknowledged: [published]',
      'on: 2026-04-15, case: "1001", do: collectorWithdraws',
      'on: 2026-04-20, invoice: "1001", do: startCase',
      'on: 2026-04-21, invoice: "1001", do: resume',
      'on: 2026-04-22, invoice: "1001", do: startCase',
      'on: 2026-04-23, case: "1001", do: markAsPrepared',
      'on: 2026-04-24, case: "1001", do: collectorAccepts',
      'on: 2026-04-25, case: "1001-1", do: delete',
      'on: 2026-05-05, case: "1001", do: collectorCollects, amount: "120.00", externalId: r1',
      'on: 2026-05-06, case: "1001-2", do: collectorCloses',
      'on: 2026-05-07, invoice: "1001", do: startCase',
      'on: 2026-05-08, case: "1001-3", do: markAsPrepared',
    ),
  });
  expect(invoices[0]).toMatchObject({ outcome: 'PAID', paidOn: '2026-05-05', transferredOn: '2026-04-22' });
  expect(cases).toMatchObject([
    {
      case: '1001-2',
      source: 'hand',
      preparedOn: '2026-04-23',
      acceptedOn: '2026-04-24',
      outcome: 'COLLECTED',
      receipts: [{ externalId: 'r1', on: '2026-05-05', amount: '120.00' }],
    },
    { case: '1001-1', deletedOn: '2026-04-25' },
  ]);
  expect(unheard).toEqual([
    expect.stringMatching(/^script.yaml:2: startCase of invoice 1001: .*is in case 1001-1 already/),
    expect.stringMatching(/^script.yaml:5: startCase of invoice 1001: .*resume/),
    expect.stringMatching(/^script.yaml:13: startCase of invoice 1001: .*paid on 2026-05-05/),
    'script.yaml:14: markAsPrepared of case 1001-3: there never was such a case.',
  ]);
}, 120_000);

test('a chargeback opens another case where the creditor wants that, and the number then means that one', async () => {
  const { invoices, cases, unheard } = await rehearseScript({
    policy: '  onChargeback: case\n',
    invoices: [invoice('1001')],
    payments: ['1001,2026-01-20,100.00,EUR,p1,payment', '1001,2026-02-20,100.00,EUR,p2,chargeback'],
    script: events(
      'on: 2026-02-19, case: "1001", do: collectorAccepts',
      'on: 2026-02-23, case: "1001", do: collectorAccepts',
      'on: 2026-03-02, case: "1001", do: collectorCollects, amount: "100.00", externalId: r1',
      'on: 2026-03-03, case: "1001", do: collectorCloses',
    ),
  });
  expect(unheard).toEqual(['script.yaml:1: collectorAccepts of case 1001: there was no such case then.']);
  expect(invoices[0]).toMatchObject({ outcome: 'PAID', levels: [], paidOn: '2026-03-02' });
  expect(cases).toMatchObject([{ source: 'chargeback', openedOn: '2026-02-20', outcome: 'COLLECTED' }]);
}, 120_000);
