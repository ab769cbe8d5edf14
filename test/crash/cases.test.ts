import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createCalendar } from '../../calendar/calendar.ts';
import { checkBooks } from '../../db/books/books.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { receiptsOf } from '../../db/case/money.ts';
import { caseEventsOf } from '../../db/case/trail.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import { openAt } from '../db/address.ts';
import { instructionsOf } from '../db/case/instructions-of.ts';
import { newPlace } from '../db/test-database.ts';
import { builtServer } from '../temporal/real-server.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import type { CaseDriverSettings } from './case-driver.ts';
import { BLOCKING, creditor, INVOICES, WINDOWS } from './case-windows.ts';
import { type Child, startChild } from './child.ts';

async function drive(folder: string, address: string, settings: Partial<CaseDriverSettings>): Promise<Child> {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const { executable } = await builtServer();
  const all: CaseDriverSettings = { begins: false, stops: [], waits: [], ...settings };
  const child = startChild('./case-driver.ts', [
    folder,
    address,
    executable,
    server.bundlePath,
    JSON.stringify(all),
  ]);
  onTestFinished(() => child.kill9());
  return child;
}

/** The worker goes first: it would bring its server back. */
async function killAll(child: Child): Promise<void> {
  const { serverPid } = await child.untilSaid('the server runs', (said) => 'serverPid' in said);
  await child.kill9();
  try {
    process.kill(serverPid as number, 'SIGKILL');
  } catch {
    // It has seen already that its parent is gone.
  }
}

test('worker and server killed in every window, each claim goes its whole path, and everything is there once', async () => {
  const folder = temporaryFolder('dunwell-crash-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { address, remove } = await newPlace(folder);
  onTestFinished(remove);
  const stops = Object.keys(WINDOWS);
  const first = await drive(folder, address, { begins: true, stops, waits: [BLOCKING] });
  for (const number of stops) {
    await first.untilSaid(
      `${number} stops`,
      (said) => said.number === number && said.stops === true,
      150_000,
    );
  }
  await killAll(first);

  const second = await drive(folder, address, { stops: [BLOCKING] });
  await second.untilSaid(`${BLOCKING} stops`, (said) => said.number === BLOCKING, 150_000);
  await killAll(second);

  const third = await drive(folder, address, {});
  await third.untilSaid('all are done', (said) => said.isDone === true, 240_000);
  await killAll(third);

  const db = await openAt(address);
  onTestFinished(() => db.close());
  // Each case's order, the pause when its principal was paid, and the word of its close.
  const words = readdirSync(join(folder, 'outbox', 'collector')).filter((name) => name.endsWith('.json'));
  expect(words).toHaveLength(3 * INVOICES.length);
  for (const number of INVOICES) {
    const seen = await db.read(async (tx) => {
      const row = (await findCaseByReference(tx, creditor.creditor, `${number}-1`))!;
      const invoice = (await findInvoiceByNumber(tx, creditor.creditor, number))!;
      return {
        ends: [row.state, row.outcome, invoice.stage],
        receipts: (await receiptsOf(tx, row.id)).map(({ externalId, amount }) => [externalId, amount]),
        bookings: (await ledgerOf(tx, invoice.id)).map(({ kind, amount }) => [kind, amount]),
        words: (await instructionsOf(tx, row.id)).map(({ key, state }) => [key.split('/')[3], state]),
        events: (await caseEventsOf(tx, row.id)).map(({ event }) => event),
      };
    });
    expect(seen, number).toEqual({
      ends: ['CLOSED', 'COLLECTED', 'PAID'],
      receipts: [
        ['r-1', 4000],
        ['r-2', 6000],
      ],
      bookings: [
        ['payment', 4000],
        ['payment', 6000],
      ],
      words: [
        ['order', 'delivered'],
        ['pause', 'delivered'],
        ['closed', 'delivered'],
      ],
      events: [
        'created',
        'prepared',
        'order handed over',
        'accepted by the collector',
        'amount collected',
        'amount collected',
        'principal paid',
        'closed',
      ],
    });
  }
  const calendar = createCalendar(creditor);
  expect(await checkBooks(db, (_creditor, at) => calendar.dayOf(at))).toEqual([]);
}, 600_000);
