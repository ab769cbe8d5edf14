import { expect, test } from 'vitest';
import { rehearseScript } from './scripted.ts';

/** Issued and due like all here: notice on 2026-03-11, listed on 2026-03-26, transferred on 2026-03-31 at 13:00. */
const invoice = (number: string, mode = '') =>
  `${number},c-${number},2026-01-05,2026-02-04,100.00,EUR,${mode}`;

const events = (...lines: string[]) => lines.map((line) => `- { ${line} }`);

test('invoices follow the script: pauses, approvals, endings and moved due dates, each at its moment', async () => {
  const { invoices, unheard } = await rehearseScript({
    invoices: [
      invoice('before'),
      invoice('at'),
      invoice('after'),
      invoice('approved', '30'),
      invoice('too-late', '30'),
      invoice('restarted'),
      invoice('moved'),
      invoice('waived'),
      invoice('alone'),
    ],
    script: events(
      'on: 2026-03-31, at: "12:59", invoice: "before", do: pause, until: 2026-04-20',
      'on: 2026-03-31, at: "13:00", invoice: "at", do: pause, until: 2026-04-20',
      'on: 2026-03-31, at: "13:01", invoice: "after", do: pause, until: 2026-04-20',
      'on: 2026-03-26, invoice: "approved", do: approve',
      'on: 2026-03-26, at: "13:01", invoice: "too-late", do: approve',
      'on: 2026-02-20, invoice: "restarted", do: close, reason: "by phone"',
      'on: 2026-06-01, invoice: "restarted", do: restart, level: reminder-2',
      'on: 2026-02-10, invoice: "moved", do: changeDueDate, dueOn: 2026-03-04',
      'on: 2026-02-10, invoice: "waived", do: waiveLevel',
    ),
  });
  expect(unheard).toEqual([
    'script.yaml:3: pause of invoice after: The claim was transferred to debt collection on 2026-03-31 and cannot be paused any more: pause the case.',
  ]);
  const byNumber = Object.fromEntries(invoices.map((line) => [line.number, line]));
  expect(byNumber.alone).toMatchObject({ listedOn: '2026-03-26', transferredOn: '2026-03-31' });
  expect(byNumber.before?.transferredOn).toBe('2026-04-23');
  expect(byNumber.at?.transferredOn).toBe('2026-04-23');
  expect(byNumber.after?.transferredOn).toBe('2026-03-31');
  expect(byNumber.approved).toMatchObject({ approvedOn: '2026-03-26', transferredOn: '2026-03-26' });
  expect(byNumber['too-late']).toMatchObject({ approvedOn: '2026-03-26', transferredOn: '2026-03-27' });
  expect(byNumber.restarted?.levels.map(({ name, on }) => `${name} ${on}`)).toEqual([
    'reminder-1 2026-02-11',
    'reminder-2 2026-06-11',
    'notice 2026-06-25',
  ]);
  expect(byNumber.moved?.levels[0]).toEqual({ name: 'reminder-1', on: '2026-03-11' });
  expect(byNumber.waived?.levels.map(({ name }) => name)).toEqual(['reminder-2', 'notice']);
}, 120_000);

test('a payment of the day is seen before the script, and events of one moment come in its order', async () => {
  const { invoices, unheard } = await rehearseScript({
    invoices: [invoice('paid'), invoice('twice')],
    payments: ['paid,2026-03-20,100.00,EUR,p1,'],
    script: events(
      'on: 2026-03-20, at: "00:00", invoice: "paid", do: close, reason: "given up"',
      'on: 2026-03-20, at: "00:00", invoice: "twice", do: close, reason: "given up"',
      'on: 2026-03-20, at: "00:00", invoice: "twice", do: restart',
      'on: 2026-03-20, at: "00:00", invoice: "twice", do: restart',
      'on: 2026-03-20, at: "00:00", invoice: "twice", do: restart',
      'on: 2026-03-20, at: "00:00", invoice: "twice", do: restart',
    ),
  });
  expect(invoices[0]).toMatchObject({ outcome: 'PAID', paidOn: '2026-03-20' });
  expect(invoices[1]).toMatchObject({ noticeDueOn: '2026-04-07', transferredOn: '2026-04-13' });
  expect(unheard.map((text) => text.split(':')[1])).toEqual(['1', '4', '5', '6']);
  expect(unheard[0]).toBe(
    'script.yaml:1: close of invoice paid: The invoice was paid on 2026-03-20: there is nothing left to do.',
  );
}, 120_000);

test('what cannot happen is told by its line: no such invoice, not issued yet, no such case', async () => {
  const { invoices, unheard } = await rehearseScript({
    invoices: [invoice('1001')],
    script: events(
      'on: 2026-03-31, at: "13:01", invoice: "1002", do: approve',
      'on: 2026-01-04, at: "23:59", invoice: "1001", do: pause',
      'on: 2026-01-05, at: "00:00", invoice: "1001", do: resume',
      'on: 2026-04-01, case: "1002-1", do: collectorAccepts',
    ),
  });
  expect(invoices).toHaveLength(1);
  expect(unheard).toEqual([
    'script.yaml:1: approve of invoice 1002: The ledger has no invoice 1002.',
    'script.yaml:2: pause of invoice 1001: Invoice 1001 is followed from 2026-01-05 on.',
    'script.yaml:4: collectorAccepts of case 1002-1: there never was such a case.',
  ]);
}, 120_000);

test('payment plans, promises and disputed parts are kept or broken by the bookings of their days', async () => {
  const plan = 'do: agreePlan, instalments: 2, firstOn: 2026-03-02';
  const { invoices, unheard } = await rehearseScript({
    invoices: ['kept', 'broken', 'promised', 'disputed', 'alone'].map((number) => invoice(number)),
    payments: [
      'kept,2026-03-05,50.00,EUR,p1,',
      'kept,2026-04-09,50.00,EUR,p2,',
      'broken,2026-03-06,50.00,EUR,p3,',
      'promised,2026-03-05,30.00,EUR,p4,',
    ],
    script: events(
      `on: 2026-02-12, invoice: "kept", ${plan}`,
      `on: 2026-02-12, invoice: "broken", ${plan}`,
      `on: 2026-02-12, invoice: "promised", do: agreePromise, amount: "30.00", dueOn: 2026-03-02`,
      `on: 2026-02-12, invoice: "disputed", do: dispute, amount: "40.00"`,
      `on: 2026-02-12, invoice: "alone", do: cancelAgreement`,
    ),
  });
  expect(unheard).toEqual([
    'script.yaml:5: cancelAgreement of invoice alone: The invoice has neither a payment plan nor a promise to pay.',
  ]);
  const byNumber = Object.fromEntries(invoices.map((line) => [line.number, line]));
  expect(byNumber.kept).toMatchObject({ outcome: 'PAID', paidOn: '2026-04-09' });
  expect(byNumber.kept?.levels).toHaveLength(1);
  const second = (number: string) => byNumber[number]?.levels[1]?.on;
  // Twenty-two and twenty-one days of pause after the 25th of February; the day it always was.
  expect(second('broken')).toBe('2026-03-19');
  expect(second('promised')).toBe('2026-03-18');
  expect(second('disputed')).toBe(second('alone'));
  expect(byNumber.disputed).toMatchObject({ listedOn: '2026-03-26', closeReason: 'EXPIRED_60_DAYS' });
  expect(byNumber.alone).toMatchObject({ transferredOn: '2026-03-31' });
}, 120_000);
