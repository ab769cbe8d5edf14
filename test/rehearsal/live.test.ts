import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RowKind, type StagedInvoice, type StagedPayment } from '../../contracts/intake.ts';
import { transitionsOf } from '../../db/invoice/transitions.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { rehearsalLine } from '../../rehearsal/line.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { openDesk } from '../workflows/desk.ts';
import { openOffice } from '../workflows/office.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { linesOf } from './rehearse-files.ts';
import { sharedBundle } from './shared-bundle.ts';

const office = openOffice();

test('a rehearsal and live workflows of the same invoices come to the same lines', async (context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  const { today } = desk;
  const invoices: Partial<StagedInvoice>[] = [
    { number: 'mode-10', transferMode: 10 },
    { number: 'mode-20', transferMode: 20 },
    { number: 'mode-30', transferMode: 30 },
    { number: 'paid-early', dueOn: today + 14 },
    { number: 'paid-late', dueOn: today + 2 },
    { number: 'part-paid', dueOn: today + 5 },
    { number: 'reversed', dueOn: today + 1 },
    { number: 'credited' },
    { number: 'below-minimum', amount: 999 },
  ];
  const staged = invoices.map((invoice) => desk.staged(invoice.number ?? '', invoice));
  const booked: StagedPayment[] = [
    desk.booking('paid-early', 10_000, { bookedOn: today + 10 }),
    desk.booking('paid-late', 10_000, { bookedOn: today + 40 }),
    desk.booking('part-paid', 4000, { bookedOn: today + 30 }),
    desk.booking('reversed', 10_000, { bookedOn: today + 20 }),
    desk.booking('reversed', 10_000, { bookedOn: today + 25, kind: 'reversal' }),
    desk.booking('credited', 10_000, { bookedOn: today + 45, kind: 'credit' }),
  ];

  await desk.takeIn([
    ...booked.map((body) => ({ kind: RowKind.PAYMENT, body })),
    ...staged.map((body) => ({ kind: RowKind.INVOICE, body })),
  ]);
  const ending = staged.filter(({ number }) => number !== 'below-minimum');
  await Promise.all(ending.map(({ number }) => desk.clock(number).race()));
  const live = await Promise.all(
    staged.map(async ({ number }) => {
      const row = await desk.row(number);
      const transitions = await office.db.read((tx) => transitionsOf(tx, row.id));
      return rehearsalLine(row, transitions, desk.calendar, null);
    }),
  );

  const folder = temporaryFolder('dunwell-live-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string) => join(folder, name);
  const table = (rows: readonly (readonly unknown[])[]) => `${rows.map((row) => row.join(',')).join('\n')}\n`;
  const money = (amount: number) => formatAmount(amount, 'EUR');
  writeFileSync(
    file('invoices.csv'),
    table([
      ['number', 'customer', 'issuedOn', 'dueOn', 'amount', 'currency', 'transferMode'],
      ...staged.map(({ number, customer, issuedOn, dueOn, amount, currency, transferMode }) => {
        return [
          number,
          customer,
          formatDay(issuedOn),
          formatDay(dueOn ?? 0),
          money(amount),
          currency,
          transferMode ?? '',
        ];
      }),
    ]),
  );
  writeFileSync(
    file('payments.csv'),
    table([
      ['invoice', 'bookedOn', 'amount', 'currency', 'externalId', 'kind'],
      ...booked.map(({ invoice, bookedOn, amount, currency, externalId, kind }) => {
        return [invoice, formatDay(bookedOn), money(amount), currency, externalId, kind];
      }),
    ]),
  );
  const { bundlePath } = sharedBundle();
  const { problems } = await rehearse({
    creditor: desk.creditor,
    policyHash: 'h',
    identity: [],
    invoices: file('invoices.csv'),
    payments: file('payments.csv'),
    approve: 'none',
    out: file('lines.jsonl'),
    strict: false,
    dataFolder: folder,
    asOf: Date.now(),
    onProgress: () => undefined,
    onMessage: () => undefined,
    isCancelled: () => false,
    bundle: bundlePath === undefined ? undefined : { codePath: bundlePath },
  });
  expect(problems).toEqual([]);
  expect(linesOf(file('lines.jsonl'))).toEqual(live);
}, 120_000);
