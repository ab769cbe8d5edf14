import { expect, it } from 'vitest';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { stagePause } from '../../../cli/start/stage-pause.ts';
import { problemsOf } from '../../../db/intake/intake.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { stageFiles } from '../../../intake/stage-files.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const AS_OF = Date.parse(NOW);
const HEADER = 'number,customer,issuedOn,dueOn,amount,currency';

async function startedPausedWith(number: string, asOf: number) {
  const invoices = prepared.file(
    `${number}.csv`,
    `${HEADER}\n${number},C-9,2026-01-25,2026-02-24,80.00,EUR\n`,
  );
  const { db, deps } = prepared;
  await stagePause(db, 'acme', asOf);
  const { batchId } = await stageFiles({ db, creditor: 'acme', by: 'test', asOf, invoices }, () => undefined);
  await takeIn(deps, { creditor: 'acme', batchId }, asOf, () => undefined);
  const problems = await db.read((tx) => problemsOf(tx, `start-paused-acme-${asOf}`));
  return { problems, row: await db.read((tx) => findInvoiceByNumber(tx, 'acme', number)) };
}

it('a ledger that is started paused is held before any of its steps is decided', async () => {
  const { problems, row } = await startedPausedWith('2001', AS_OF);
  expect(problems).toEqual([]);
  expect(row).toMatchObject({ held: true, nextStep: 'wait', because: 'HELD' });
});

it('its forecast says that it is paused, and with --resumed what goes out once it is resumed', async () => {
  type Forecast = { paused: boolean; lines: { level?: string; total: { count: number } }[] }[];
  const reminders = async (...args: string[]) => {
    const [of] = JSON.parse((await prepared.run('forecast', ...args, '--json')).out) as Forecast;
    return [of?.paused, of?.lines.find(({ level }) => level === 'reminder-1')?.total.count];
  };
  expect(await reminders()).toEqual([true, 0]);
  expect(await reminders('--resumed')).toEqual([true, 3]);
  expect((await prepared.run('forecast')).err).toMatch(/acme is paused.*dunwell forecast --resumed/);
  expect((await prepared.run('forecast', '--resumed')).err).toMatch(/when it is resumed now/);
});

it('started paused once more it stays paused, and nothing is refused', async () => {
  const { problems, row } = await startedPausedWith('2002', AS_OF + 60_000);
  expect(problems).toEqual([]);
  expect(row).toMatchObject({ held: true });
});
