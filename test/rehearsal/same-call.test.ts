import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openScratch, SameRehearsal } from '../../rehearsal/scratch.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { fixture, linesOf, rehearseFiles } from './rehearse-files.ts';
import { sharedBundle } from './shared-bundle.ts';

function rehearsalIn(ledger: { invoices: string; payments?: string }) {
  const dataFolder = temporaryFolder('dunwell-rehearsal-');
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const out = join(dataFolder, 'lines.jsonl');
  return {
    creditor: fixture('netherlands').creditor,
    ...ledger,
    approve: 'none' as const,
    dataFolder,
    out,
    ...sharedBundle(),
  };
}

test('a rehearsal run twice gives the same lines and leaves nothing behind', async () => {
  const files = rehearsalIn(fixture('netherlands'));
  await rehearseFiles(files);
  const first = linesOf(files.out);
  await rehearseFiles(files);
  expect(linesOf(files.out)).toEqual(first);
  expect(readdirSync(join(files.dataFolder, 'rehearsals'))).toEqual([]);
});

test('a rehearsal that was stopped goes on with the same call and gives the same lines', async () => {
  const files = rehearsalIn(fixture('netherlands'));
  let ended = 0;
  const stopped = await rehearseFiles(files, {
    onProgress: (phase, done) => {
      if (phase === 'rehearsing') ended = done;
    },
    isCancelled: () => ended > 0,
  });
  expect(stopped.summary).toBeNull();
  expect(readdirSync(join(files.dataFolder, 'rehearsals'))).toHaveLength(1);
  await rehearseFiles(files);
  expect(linesOf(files.out)).toEqual(linesOf(join(fixture('netherlands').folder, 'expected.none.jsonl')));
  expect(readdirSync(join(files.dataFolder, 'rehearsals'))).toEqual([]);
});

test('the same call at once is refused in words; other inputs, and the same once it is over, are not', () => {
  const dataFolder = temporaryFolder('dunwell-rehearsal-');
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const first = openScratch(dataFolder, 'hash');
  expect(() => openScratch(dataFolder, 'hash')).toThrow(SameRehearsal);
  expect(() => openScratch(dataFolder, 'hash')).toThrow('The same files are being rehearsed just now');
  openScratch(dataFolder, 'other').release();
  first.release();
  openScratch(dataFolder, 'hash').release();
});

test('a bad row yields no line, is told with its place, and keeps nothing of the rest back', async () => {
  const files = rehearsalIn({ invoices: '' });
  mkdirSync(files.dataFolder, { recursive: true });
  const invoices = join(files.dataFolder, 'invoices.csv');
  const rows = [
    'number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn',
    'good-1,c1,2025-01-02,2025-01-16,250.00,EUR,,',
    'bad-date,c1,2025-02-30,2025-03-16,250.00,EUR,,',
    'bad-currency,c1,2025-01-02,2025-01-16,250.00,USD,,',
    'bad-level,c1,2025-01-02,2025-01-16,250.00,EUR,reminder-9,2025-02-01',
    'good-2,c2,2025-01-02,2025-01-16,250.00,EUR,,',
  ];
  writeFileSync(invoices, `${rows.join('\n')}\n`);
  const { problems } = await rehearseFiles({ ...files, invoices });
  expect(problems.filter((problem) => problem.isBad).map(({ line }) => line)).toEqual([3, 4, 5]);
  expect(linesOf(files.out).map(({ number }) => number)).toEqual(['good-1', 'good-2']);
  const strict = await rehearseFiles({ ...files, invoices, out: `${files.out}.strict` }, { strict: true });
  expect(strict.summary).toBeNull();
});

test('bookings that name no invoice of the ledger are counted, the first ten told, and strict refuses', async () => {
  const files = rehearsalIn({ invoices: '' });
  mkdirSync(files.dataFolder, { recursive: true });
  const invoices = join(files.dataFolder, 'invoices.csv');
  const payments = join(files.dataFolder, 'payments.csv');
  const numbers = Array.from({ length: 12 }, (_, n) => 101 + n);
  const rows = numbers.map((n) => `RE-2026/${n},c1,2026-01-02,2026-01-16,250.00,EUR`);
  writeFileSync(invoices, `number,customer,issuedOn,dueOn,amount,currency\n${rows.join('\n')}\n`);
  const booked = numbers.slice(1).map((n) => `RE2026-${n},2026-02-01,250.00,EUR,bank-${n}`);
  writeFileSync(
    payments,
    `invoice,bookedOn,amount,currency,externalId\nRE-2026/101,2026-02-01,1.00,EUR,b-1\n${booked.join('\n')}\n`,
  );
  const { nameless, summary } = await rehearseFiles({ ...files, invoices, payments });
  expect(summary).not.toBeNull();
  expect(nameless.count).toBe(11);
  expect(nameless.first).toHaveLength(10);
  expect(nameless.first[0]).toBe('payments.csv:3: RE2026-102, 250.00 EUR; did you mean RE-2026/102?');
  const strict = { ...files, invoices, payments, out: `${files.out}.strict` };
  expect(await rehearseFiles(strict, { strict: true })).toMatchObject({
    summary: null,
    nameless: { count: 11 },
  });
});
