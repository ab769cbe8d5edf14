import { expect, it } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { CASES } from '../../../activities/case/subject.ts';
import type { Deps } from '../../../activities/deps.ts';
import { levelEffectKey } from '../../../contracts/ids.ts';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { documentsOf, findContent, stageContent } from '../../../db/case/documents.ts';
import { finishEffect, planEffect } from '../../../db/effects/effects.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import type { CaseCommandKind } from '../../../domain/case/messages/index.ts';
import { createFileOutbox } from '../../../gateways/file-outbox.ts';
import type { SameForAll } from '../../../gateways/gateways.ts';
import { openCase } from '../../cli/case/a-case.ts';
import { NOW, preparedFolder } from '../../cli/prepared-folder.ts';
import { day } from '../../db/samples.ts';
import { reminder } from '../../gateways/contents.ts';
import { tempFolder } from '../../gateways/temp-folder.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);
let told = 0;

async function tell(deps: Deps, reference: string, kind: CaseCommandKind, message: object) {
  const row = await prepared.db.read((tx) => findCaseByReference(tx, 'acme', reference));
  told += 1;
  const { answer } = await applyMessage(CASES, deps, {
    ...{ creditor: 'acme', reference, kind, asOf: AT, commandId: `told-${told}` },
    message: { by: 'rita', version: row?.version, ...message },
  });
  expect(answer).toMatchObject({ ok: true });
}

async function deliverReminder(deps: { readonly gateways: SameForAll }, number: string): Promise<void> {
  const key = levelEffectKey('acme', number, 1, 'reminder-1');
  const content = reminder();
  await prepared.db.transaction(async (tx) => {
    const invoiceId = (await findInvoiceByNumber(tx, 'acme', number))?.id ?? 0;
    await planEffect(tx, {
      ...{ key, invoiceId, kind: 'level', level: 'reminder-1', round: 1, channel: 'letter', content },
      ...{ requestHash: 'x', amount: 100, plannedAt: AT, attemptToken: 'a', leaseUntil: AT },
    });
  });
  const { contentHash = null, providerId } = await deps.gateways.letter.deliver({ key, content, asOf: AT });
  const delivered = {
    state: 'delivered',
    providerId,
    finishedAt: AT,
    deliveredOn: day('2026-02-09'),
  } as const;
  await prepared.db.transaction((tx) => finishEffect(tx, key, { ...delivered, deliveredHash: contentHash }));
}

it('a case that a person prepares gets the letters of its invoices, and takes them along when it is deleted', async () => {
  const deps = { ...prepared.deps, gateways: createFileOutbox({ folder: tempFolder() }) };
  const opened = await openCase(prepared, '1005');
  await deliverReminder(deps, '1005');
  const hash = 'a'.repeat(64);
  await prepared.db.transaction((tx) =>
    stageContent(tx, { hash, type: 'text/plain', content: Buffer.from('x'), storedAt: AT }),
  );
  await tell(deps, '1005-1', 'attachDocument', { name: 'x.txt', hash });
  await tell(deps, '1005-1', 'markAsPrepared', {});
  const documents = await prepared.db.read((tx) => documentsOf(tx, opened.id));
  expect(documents.map(({ name }) => name)).toEqual([
    'x.txt',
    'reminder-1 2026-02-09.pdf',
    'proof of delivery.json',
  ]);
  await tell(deps, '1005-1', 'deactivate', { acknowledged: ['published', 'stepsTaken'] });
  await tell(deps, '1005-1', 'delete', {});
  for (const { hash: own } of documents) {
    expect(await prepared.db.read((tx) => findContent(tx, own))).toBeUndefined();
  }
});
