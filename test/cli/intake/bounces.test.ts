import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { mailReference } from '../../../contracts/mail-reference.ts';
import { finishEffect, planEffect } from '../../../db/effects/effects.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { day, instant, letter } from '../../db/samples.ts';
import { exim, outOfOffice, postfix, REFERENCE } from '../../files/mail/reports.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const KEY = 'invoice/acme/1001/1/level/reminder-1';
const LONG = `invoice/acme/1005/1/level/${'reminder-'.repeat(12)}`;

beforeAll(async () => {
  await prepared.db.transaction(async (tx) => {
    for (const [number, key] of [
      ['1001', KEY],
      ['1005', LONG],
    ] as const) {
      const invoice = await findInvoiceByNumber(tx, 'acme', number);
      await planEffect(tx, letter(invoice?.id ?? 0, { key, channel: 'email' }));
      await finishEffect(tx, key, {
        state: 'delivered',
        providerId: 'queued',
        deliveredOn: day('2026-03-02'),
        finishedAt: instant('2026-03-02T09:00:00Z'),
      });
    }
  });
});

const about = (key: string, mail: string) => mail.replaceAll(REFERENCE, mailReference(key));

/** A mailbox of everything that may lie in one. */
function mailbox(name: string): string {
  const folder = join(prepared.folder, name);
  mkdirSync(folder);
  const files = {
    'a-hard.eml': about(KEY, postfix()),
    'b-again.eml': about(KEY, postfix()),
    'c-soft.eml': about(LONG, exim('552 5.2.2 mailbox is full')),
    'd-late.eml': about(KEY, postfix({ action: 'delayed', status: '4.4.1' })),
    'e-holiday.eml': about(KEY, outOfOffice()),
    'f-unknown.eml': postfix(),
    'g-person.eml': about(KEY, outOfOffice('X-Mailer: hand')),
    'h-picture.png': '\u0089PNG\r\n\u001a\n',
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

it('reads a mailbox, tells what became of letters, and names what is left', async () => {
  const out = join(prepared.folder, 'feedback.csv');
  const ran = await prepared.run('bounces', mailbox('inbox'), '--out', out, '--json');
  expect(ran.code).toBe(0);
  const told = JSON.parse(ran.out);
  expect(told).toMatchObject({ files: 8, withoutEffect: 2 });
  expect(told.feedback).toMatchObject([
    { file: 'a-hard.eml', result: 'bounced', invoice: '1001', key: KEY, note: '5.1.1', on: '2026-03-02' },
    { file: 'b-again.eml', result: 'bounced', invoice: '1001', key: KEY, note: '5.1.1' },
    {
      file: 'c-soft.eml',
      result: 'softBounced',
      invoice: '1005',
      key: LONG,
      note: '5.2.2',
      on: '2026-03-03',
    },
  ]);
  // The same report in another file is the same word.
  const [first, again, other] = told.feedback.map(({ externalId }: { externalId: string }) => externalId);
  expect(first).toBe(again);
  expect(first).not.toBe(other);
  expect(told.problems.map(({ file }: { file: string }) => file)).toEqual([
    'f-unknown.eml',
    'g-person.eml',
    'h-picture.png',
  ]);
  for (const file of ['f-unknown.eml', 'g-person.eml', 'h-picture.png']) expect(ran.err).toContain(file);
  const written = readFileSync(out, 'utf8');
  expect(written.split('\n').slice(0, 2)).toEqual([
    'key,result,on,channel,note,externalId',
    `${KEY},bounced,2026-03-02,email,5.1.1,${first}`,
  ]);
  // Who the mails were for is nobody's business here.
  expect(`${ran.out}${ran.err}${written}`).not.toMatch(/jansen|klant\.example/i);
});

it('writes what `delivery-feedback` takes in as it is', async () => {
  const out = join(prepared.folder, 'to-take-in.csv');
  await prepared.run('bounces', mailbox('inbox-4'), '--out', out);
  const taken = await prepared.run('delivery-feedback', out, '--json');
  expect(taken.code).toBe(0);
  expect(JSON.parse(taken.out)).toMatchObject({ rows: 3, unreadable: 0, problems: [] });
});

it('replaces nothing that was written before, and then moves nothing', async () => {
  const out = join(prepared.folder, 'before.csv');
  writeFileSync(out, 'not taken in yet');
  const inbox = mailbox('inbox-3');
  const { code, err } = await prepared.run('bounces', inbox, '--out', out, '--move-to', prepared.folder);
  expect([code, readdirSync(inbox).length]).toEqual([1, 8]);
  expect(err).toContain('take it in first');
});

it('moves what it understood where it is told to, and loses nothing', async () => {
  const done = join(prepared.folder, 'done');
  mkdirSync(done);
  writeFileSync(join(done, 'a-hard.eml'), 'another one');
  const out = join(prepared.folder, 'feedback-2.csv');
  const { code } = await prepared.run('bounces', mailbox('inbox-2'), '--out', out, '--move-to', done);
  expect(code).toBe(0);
  expect(readdirSync(join(prepared.folder, 'inbox-2'))).toEqual([
    'f-unknown.eml',
    'g-person.eml',
    'h-picture.png',
  ]);
  expect(readdirSync(done).sort()).toEqual([
    'a-hard.eml',
    'a-hard.eml.2',
    'b-again.eml',
    'c-soft.eml',
    'd-late.eml',
    'e-holiday.eml',
  ]);
});

it('is called wrongly without a mailbox, or with one that is not there', async () => {
  expect((await prepared.run('bounces')).code).toBe(2);
  expect((await prepared.run('bounces', join(prepared.folder, 'nowhere'))).code).toBe(2);
  expect((await prepared.run('bounces', prepared.folder, '--move-to', '/nowhere')).code).toBe(2);
});
