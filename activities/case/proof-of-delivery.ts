import { createHash } from 'node:crypto';
import type { CaseRow } from '../../db/case/cases.ts';
import type { CaseDocument } from '../../db/case/documents.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { LetterOfCase } from './gather-letters.ts';

/** Raised whenever a field changes its meaning or goes; fields may be added under the same number. */
const PROOF_FORMAT = 'dunwell/proof-of-delivery/1';

export type CaseOfProof = Pick<CaseRow, 'creditor' | 'reference' | 'currency'>;

/**
 * Says of every letter when, how and where it was delivered, and which document of the case is its copy. The same
 * letters and documents give the same bytes. No personal data.
 */
export function proofOfDelivery(
  { creditor, reference, currency }: CaseOfProof,
  letters: readonly LetterOfCase[],
  documents: readonly CaseDocument[],
): { readonly type: string; readonly content: Uint8Array; readonly hash: string } {
  const proof = {
    format: PROOF_FORMAT,
    creditor,
    case: reference,
    currency,
    letters: letters.map((letter) => entryOf(letter, documents, currency)),
  };
  const content = Buffer.from(`${JSON.stringify(proof, null, 2)}\n`);
  const hash = createHash('sha256').update(content).digest('hex');
  return { type: 'application/json', content, hash };
}

function entryOf(
  { effect, invoice, missing }: LetterOfCase,
  documents: readonly CaseDocument[],
  currency: string,
) {
  const document = documents.find(({ effectKey }) => effectKey === effect.key);
  const { key, level, round, channel, state, deliveredOn, finishedAt, providerId, amount } = effect;
  return {
    effectKey: key,
    invoice,
    level,
    round,
    channel,
    state,
    deliveredOn: deliveredOn === null ? null : formatDay(deliveredOn),
    handedOverAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    providerId,
    amount: formatAmount(amount, currency),
    /** Of the snapshot that the letter was written from. */
    contentHash: effect.requestHash,
    deliveredHash: effect.deliveredHash,
    document: document === undefined ? null : documentOf(document, effect.deliveredHash),
    ...(document === undefined && missing !== null ? { missing } : {}),
  };
}

function documentOf({ name, type, size, hash }: CaseDocument, deliveredHash: string | null) {
  // Null where nothing was noted at delivery that could tell.
  return {
    name,
    type,
    size,
    hash,
    isSameAsDelivered: deliveredHash === null ? null : hash === deliveredHash,
  };
}
