import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createCalendar } from '../../calendar/calendar.ts';
import { checkBooks } from '../../db/books/books.ts';
import { effectsOf } from '../../db/effects/effects.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { openAt } from '../db/address.ts';
import { acme } from '../db/samples.ts';
import { newPlace } from '../db/test-database.ts';
import { builtServer } from '../temporal/real-server.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { type Child, type Said, startChild } from './child.ts';
import type { DriverSettings } from './driver.ts';

const INVOICES = ['before', 'after', 'during'];
const { calendar } = { calendar: createCalendar(acme) };

async function drive(folder: string, address: string, settings: Partial<DriverSettings>): Promise<Child> {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const { executable } = await builtServer();
  const all: DriverSettings = { invoices: INVOICES, begins: false, hangs: {}, ...settings };
  const child = startChild('./driver.ts', [
    folder,
    address,
    executable,
    server.bundlePath,
    JSON.stringify(all),
  ]);
  onTestFinished(() => child.kill9());
  return child;
}

const about = (number: string, wanted: Said) => (said: Said) =>
  said.number === number && Object.entries(wanted).every(([key, value]) => said[key] === value);

test('killed before and after a hand-over, the worker goes on and every letter is there once', async () => {
  const folder = temporaryFolder('dunwell-crash-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { address, remove } = await newPlace(folder);
  onTestFinished(remove);
  const hangs = { before: 'before', after: 'after', during: 'before' } as const;
  const first = await drive(folder, address, { begins: true, hangs });
  for (const number of INVOICES) await first.untilSaid(`${number} hangs`, about(number, { hangs: true }));

  // The server dies in the middle of a hand-over, comes back, and takes the answer.
  const { serverPid } = await first.untilSaid('the server runs', (said) => 'serverPid' in said);
  process.kill(serverPid as number, 'SIGKILL');
  await first.untilSaid('the server is back', (said) => said.says === 'the Temporal server is back');
  first.write({ release: 'during' });
  await first.untilSaid('its letter counts', about('during', { stage: 'REMINDED' }));
  await first.kill9();

  const second = await drive(folder, address, {});
  for (const number of INVOICES) {
    await second.untilSaid(`${number} is reminded`, about(number, { stage: 'REMINDED' }), 150_000);
  }
  // What had arrived is found by its trace and is not handed over again.
  expect(second.heard.filter(about('after', { attempt: true }))).toEqual([]);
  expect(second.heard.filter(about('during', { attempt: true }))).toEqual([]);
  await second.kill9();

  expect(readdirSync(join(folder, 'outbox', 'mail')).filter((name) => name.endsWith('.eml'))).toHaveLength(3);
  const db = await openAt(address);
  onTestFinished(() => db.close());
  for (const number of INVOICES) {
    const row = await db.read((tx) => findInvoiceByNumber(tx, acme.creditor, number));
    const effects = await db.read((tx) => effectsOf(tx, row?.id ?? 0));
    expect(effects.map(({ state }) => state)).toEqual(['delivered']);
  }
  expect(await checkBooks(db, (_creditor, at) => calendar.dayOf(at))).toEqual([]);
}, 240_000);
