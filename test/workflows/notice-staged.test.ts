import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CaseRequestKind } from '../../contracts/case.ts';
import { RowKind } from '../../contracts/intake.ts';
import { stageCaseRequest } from '../../db/case/requests.ts';
import { lyingWakes, queueWake } from '../../db/invoice/wake.ts';
import { noticeStaged } from '../../worker/notice-staged.ts';
import { openDesk } from './desk.ts';
import { openOffice, until } from './office.ts';

const office = openOffice();

function watched(): void {
  const watch = noticeStaged(office.db, office.temporal, { everyMs: 100 });
  onTestFinished(() => watch.stop());
}

test('a batch whose stager did not live on to start its intake is taken in and carried on at once', async (context) => {
  const desk = await openDesk(office, context);
  watched();
  await desk.stage([{ kind: RowKind.INVOICE, body: desk.staged('1') }]);
  await until('it runs', () => desk.clock('1').isRunning());
  await desk.stage([{ kind: RowKind.PAYMENT, body: desk.booking('1', 10_000) }]);
  await desk.untilRow('1', (row) => row.stage === 'PAID');
});

test('a case request whose stager did not live on is opened', async (context) => {
  const desk = await openDesk(office, context);
  watched();
  await desk.claim();
  const body = { kind: CaseRequestKind.START, invoices: ['1001'], environment: 'PRODUCTION' } as const;
  await office.db.transaction((tx) =>
    stageCaseRequest(tx, {
      id: randomUUID(),
      creditor: desk.id,
      body: { ...body, configuration: null, language: null },
      by: 'anna',
      stagedAt: Date.now(),
    }),
  );
  await until('its case is there', async () => (await desk.cases()).length === 1);
  await desk.untilRow('1001', (row) => row.stage === 'TRANSFERRED');
  await until(
    'nothing is left to relay',
    async () => (await office.db.read((tx) => lyingWakes(tx, 1))).cases.length === 0,
  );
});

test('a wake that nobody relays is relayed', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { id } = await desk.row();
  watched();
  await office.db.transaction((tx) => queueWake(tx, id, 'test', Date.now()));
  await until(
    'nothing is left to relay',
    async () => (await office.db.read((tx) => lyingWakes(tx, 1))).invoices.length === 0,
  );
  await desk.clock().untilQuiet();
  expect((await desk.row()).stage).toBe('OPEN');
});

test('a wake that shows only after one with a higher number is relayed, too', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { id } = await desk.row();
  const lying = async () => (await office.db.read((tx) => lyingWakes(tx, 2))).invoices;
  const queued = await office.db.transaction(async (tx) => {
    for (const cause of ['late', 'early']) await queueWake(tx, id, cause, Date.now());
    return (await lyingWakes(tx, 2)).invoices;
  });
  const late = Math.min(...queued);
  const file = new Sqlite(office.db.place);
  onTestFinished(() => void file.close());
  file.prepare('delete from wake_outbox where id = ?').run(late);
  watched();
  await until('the higher one is relayed', async () => (await lying()).length === 0);
  const row = "insert into wake_outbox (id, invoice_id, cause, created_at) values (?, ?, 'late', 0)";
  file.prepare(row).run(late, id);
  await until('the lower one is relayed', async () => (await lying()).length === 0);
});
