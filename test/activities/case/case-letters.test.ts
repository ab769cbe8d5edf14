import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachLetters } from '../../../activities/case/attach-letters.ts';
import { gatherLetters } from '../../../activities/case/gather-letters.ts';
import type { LevelContent } from '../../../contracts/effects.ts';
import { levelEffectKey } from '../../../contracts/ids.ts';
import type { CaseRow } from '../../../db/case/cases.ts';
import { attachDocument, documentsOf, readContent, stageContent } from '../../../db/case/documents.ts';
import type { Database } from '../../../db/database.ts';
import { finishEffect, planEffect } from '../../../db/effects/effects.ts';
import { createFileOutbox } from '../../../gateways/file-outbox.ts';
import type { SameForAll } from '../../../gateways/gateways.ts';
import { createRecordingGateways } from '../../../gateways/recording.ts';
import { eraseContent } from '../../db/erase-contents.ts';
import { addCase, addInvoice, day, instant } from '../../db/samples.ts';
import { freshDatabase } from '../../db/test-database.ts';
import { notice, reminder } from '../../gateways/contents.ts';
import { tempFolder } from '../../gateways/temp-folder.ts';

const AS_OF = instant('2026-05-01T10:00:00Z');

interface Desk {
  readonly db: Database;
  readonly folder: string;
  readonly gateways: SameForAll;
  readonly caseRow: CaseRow;
  readonly invoiceId: number;
}

/** A case of invoice 1001, with a reminder by mail and a notice by letter delivered through the file outbox. */
async function desk(): Promise<Desk> {
  const db = await freshDatabase();
  const folder = tempFolder();
  const gateways = createFileOutbox({ folder });
  const { caseRow, invoiceId } = await db.transaction(async (tx) => {
    const invoice = await addInvoice(tx, '1001');
    return { invoiceId: invoice.id, caseRow: await addCase(tx, '1001-1', {}, [invoice.id]) };
  });
  const made = { db, folder, gateways, caseRow, invoiceId };
  await deliver(made, 'email', reminder(), '2026-03-02T09:00:00Z');
  await deliver(made, 'letter', notice(), '2026-03-20T09:00:00Z');
  return made;
}

async function deliver(
  { db, gateways, invoiceId }: Omit<Desk, 'caseRow' | 'folder'>,
  channel: 'email' | 'letter',
  content: LevelContent,
  moment: string,
  number = '1001',
): Promise<string> {
  const at = instant(moment);
  const { name } = content.level;
  const key = levelEffectKey('acme', number, 1, name);
  await db.transaction((tx) =>
    planEffect(tx, {
      ...{ key, invoiceId, kind: 'level', level: name, round: 1, channel, requestHash: 'snapshot' },
      ...{ amount: content.open.total, content, plannedAt: at, attemptToken: 'a', leaseUntil: at },
    }),
  );
  const receipt = await gateways[channel].deliver({ key, content, asOf: at });
  await db.transaction((tx) =>
    finishEffect(tx, key, {
      ...{
        state: 'delivered',
        providerId: receipt.providerId,
        finishedAt: at,
        deliveredOn: day(moment.slice(0, 10)),
      },
      deliveredHash: receipt.contentHash ?? null,
    }),
  );
  return key;
}

async function attach({ db, gateways, caseRow }: Desk): Promise<readonly string[]> {
  const letters = await gatherLetters(db, gateways, caseRow.id);
  return db.transaction((tx) => attachLetters(tx, caseRow, letters, AS_OF));
}

const listed = ({ db, caseRow }: Desk) => db.read((tx) => documentsOf(tx, caseRow.id));

async function bytesOf({ db, caseRow }: Desk, name: string): Promise<string> {
  return db.read(async (tx) => {
    const document = (await documentsOf(tx, caseRow.id)).find((found) => found.name === name);
    return Buffer.from((await readContent(tx, document?.hash ?? '')) ?? '').toString();
  });
}

async function proofOf(case_: Desk) {
  return JSON.parse(await bytesOf(case_, 'proof of delivery.json'));
}

const outboxFile = (folder: string, kind: 'mail' | 'letters') => {
  const [name] = readdirSync(join(folder, kind));
  return join(folder, kind, name as string);
};

describe('The letters of a case', () => {
  it('are attached byte for byte as the outbox holds them, with one proof of delivery', async () => {
    const made = await desk();
    expect(await attach(made)).toEqual([
      'reminder-1 2026-03-02.eml',
      'notice 2026-03-20.pdf',
      'proof of delivery.json',
    ]);
    expect(await bytesOf(made, 'reminder-1 2026-03-02.eml')).toBe(
      readFileSync(outboxFile(made.folder, 'mail'), 'utf8'),
    );
    expect(await bytesOf(made, 'notice 2026-03-20.pdf')).toBe(
      readFileSync(outboxFile(made.folder, 'letters'), 'utf8'),
    );
    expect(await listed(made)).toMatchObject([
      { effectKey: 'invoice/acme/1001/1/level/reminder-1', type: 'message/rfc822' },
      { effectKey: 'invoice/acme/1001/1/level/notice', type: 'application/pdf' },
      { effectKey: 'case/acme/1001-1/proof-of-delivery', type: 'application/json' },
    ]);
    const [mail] = (await proofOf(made)).letters;
    expect(mail).toMatchObject({
      invoice: '1001',
      channel: 'email',
      level: 'reminder-1',
      deliveredOn: '2026-03-02',
      handedOverAt: '2026-03-02T09:00:00.000Z',
      providerId: 'invoice+acme+1001+1+level+reminder-1.eml',
      contentHash: 'snapshot',
      document: { name: 'reminder-1 2026-03-02.eml', isSameAsDelivered: true },
    });
    expect(mail.document.hash).toBe(mail.deliveredHash);
  });

  it('are the same when the files were carried away: the frozen content gives the same bytes', async () => {
    const made = await desk();
    const mail = readFileSync(outboxFile(made.folder, 'mail'), 'utf8');
    rmSync(outboxFile(made.folder, 'mail'));
    rmSync(outboxFile(made.folder, 'letters'));
    await attach(made);
    expect(await bytesOf(made, 'reminder-1 2026-03-02.eml')).toBe(mail);
    for (const { document } of (await proofOf(made)).letters) {
      expect(document.isSameAsDelivered).toBe(true);
    }
  });

  it('leave out a file that somebody changed: the frozen content is what was sent', async () => {
    const made = await desk();
    const file = outboxFile(made.folder, 'letters');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before}Evil`);
    await attach(made);
    expect(await bytesOf(made, 'notice 2026-03-20.pdf')).toBe(before);
  });

  it('say in name and proof when templates have changed since and the file is gone', async () => {
    const made = await desk();
    rmSync(outboxFile(made.folder, 'letters'));
    const { copies } = made.gateways.letter;
    const changed = {
      ...made.gateways.letter,
      copies: {
        ...copies!,
        render: async () => ({ type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 new') }),
      },
    };
    const names = await attach({ ...made, gateways: { ...made.gateways, letter: changed } });
    expect(names).toContain('notice 2026-03-20 (rendered again).pdf');
    expect((await proofOf(made)).letters[1].document).toMatchObject({ isSameAsDelivered: false });
  });

  it('say so when nothing was noted at delivery that could tell', async () => {
    const made = await desk();
    await made.db.transaction((tx) =>
      finishEffect(tx, levelEffectKey('acme', '1001', 1, 'notice'), {
        ...{ state: 'delivered', finishedAt: AS_OF, deliveredHash: null },
      }),
    );
    await attach(made);
    expect((await proofOf(made)).letters[1].document).toMatchObject({
      name: 'notice 2026-03-20.pdf',
      isSameAsDelivered: null,
    });
  });

  it('are attached once, however often they are gathered', async () => {
    const made = await desk();
    await attach(made);
    const before = await listed(made);
    expect(await attach(made)).toEqual([]);
    // As after a kill between the two: gathered by one worker, attached by another and by the first again.
    const letters = await gatherLetters(made.db, made.gateways, made.caseRow.id);
    await made.db.transaction((tx) => attachLetters(tx, made.caseRow, letters, AS_OF + 1));
    expect(await listed(made)).toEqual(before);
  });

  it('come with a new proof when one more went out', async () => {
    const made = await desk();
    await attach(made);
    const later = reminder({ level: { name: 'reminder-2', kind: 'reminder', number: 2, final: false } });
    await deliver(made, 'letter', later, '2026-04-10T09:00:00Z');
    expect(await attach(made)).toEqual(['reminder-2 2026-04-10.pdf', 'proof of delivery.json']);
    expect((await proofOf(made)).letters).toHaveLength(3);
    expect(await listed(made)).toHaveLength(4);
  });

  it('that were erased are named as erased, and nothing is attached for them', async () => {
    const made = await desk();
    await eraseContent(made.db, levelEffectKey('acme', '1001', 1, 'notice'));
    expect(await attach(made)).toEqual(['reminder-1 2026-03-02.eml', 'proof of delivery.json']);
    expect((await proofOf(made)).letters[1]).toMatchObject({
      level: 'notice',
      deliveredOn: '2026-03-20',
      document: null,
      missing: 'erased',
    });
  });

  it('are named by their invoices where the case has several, and beside what a person attached', async () => {
    const made = await desk();
    const other = await made.db.transaction(async (tx) => {
      const { id } = await addInvoice(tx, '2026/002');
      await stageContent(tx, { hash: 'x', type: 'text/plain', content: Buffer.from('x'), storedAt: AS_OF });
      await attachDocument(tx, {
        ...{ caseId: made.caseRow.id, name: 'Proof of delivery.json', hash: 'x', type: 'text/plain' },
        ...{ effectKey: null, attachedAt: AS_OF, by: 'rita' },
      });
      const both = await addCase(tx, 'both-1', {}, [id]);
      return { invoiceId: id, both };
    });
    await deliver(
      { ...made, invoiceId: other.invoiceId },
      'letter',
      notice(),
      '2026-03-20T09:00:00Z',
      '2026/002',
    );
    expect(await attach(made)).toContain('proof of delivery (2).json');
    const letters = [
      ...(await gatherLetters(made.db, made.gateways, made.caseRow.id)),
      ...(await gatherLetters(made.db, made.gateways, other.both.id)),
    ];
    const names = await made.db.transaction((tx) => attachLetters(tx, other.both, letters, AS_OF));
    expect(names).toContain('notice 2026-03-20 2026-002.pdf');
    expect(names).toContain('notice 2026-03-20 1001.pdf');
  });

  it('are none in a rehearsal, where nothing was written', async () => {
    const made = await desk();
    const rehearsing = { ...made, gateways: createRecordingGateways() };
    expect(await attach(rehearsing)).toEqual(['proof of delivery.json']);
  });

  it('are none for a case without invoices, and neither is a proof', async () => {
    const made = await desk();
    const bare = await made.db.transaction((tx) => addCase(tx, 'K-9'));
    expect(await attach({ ...made, caseRow: bare })).toEqual([]);
  });
});
