import { proofOfDeliveryKey } from '../../contracts/ids.ts';
import type { CaseRow } from '../../db/case/cases.ts';
import {
  attachDocument,
  type CaseDocument,
  detachDocument,
  documentsOf,
  stageContent,
} from '../../db/case/documents.ts';
import type { Tx } from '../../db/tx.ts';
import { documentTypeOf, usualEnding } from '../../domain/case/document-types.ts';
import { freeName } from '../../domain/case/documents.ts';
import { formatDay, type Instant } from '../../domain/kernel/day.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import type { LetterCopy, LetterOfCase } from './gather-letters.ts';
import { type CaseOfProof, proofOfDelivery } from './proof-of-delivery.ts';

/**
 * Attaches copies of letters to their case, and one proof of delivery of all of them. Returns the names of what is new.
 *
 * Each letter is attached once, by its effect key, so it can be called as often as letters are gathered: what is
 * attached stays, and the proof is written anew only when it has more to say.
 */
export async function attachLetters(
  tx: Tx,
  caseRow: CaseOfProof & Pick<CaseRow, 'id'>,
  letters: readonly LetterOfCase[],
  asOf: Instant,
): Promise<readonly string[]> {
  const before = await documentsOf(tx, caseRow.id);
  const known = new Set(before.map(({ effectKey }) => effectKey));
  const names = before.map(({ name }) => name);
  const attached: string[] = [];
  const isOnlyInvoice = new Set(letters.map(({ invoice }) => invoice)).size < 2;
  for (const letter of letters) {
    const { copy, effect } = letter;
    if (copy === null || known.has(effect.key)) continue;
    const name = freeName({ stem: stemOf(letter, copy, isOnlyInvoice), ending: endingOf(copy) }, names);
    await attachCopy(tx, { caseId: caseRow.id, name, effectKey: effect.key, copy, asOf });
    names.push(name);
    attached.push(name);
  }
  const proof = await attachProof(tx, caseRow, letters, asOf);
  return proof === null ? attached : [...attached, proof];
}

/** `notice 2026-03-01`; with the invoice where there are several. */
function stemOf({ effect, invoice }: LetterOfCase, copy: LetterCopy, isOnlyInvoice: boolean): string {
  const on = effect.deliveredOn === null ? '' : ` ${formatDay(effect.deliveredOn)}`;
  const about = isOnlyInvoice ? '' : ` ${invoice}`;
  return `${effect.level ?? 'letter'}${on}${about}${copy.isAsDelivered ? '' : ' (rendered again)'}`;
}

function endingOf({ type }: LetterCopy): string {
  const known = documentTypeOf(type);
  return known === undefined ? '' : usualEnding(known);
}

interface CopyToAttach {
  readonly caseId: number;
  readonly name: string;
  readonly effectKey: string;
  readonly copy: Pick<LetterCopy, 'type' | 'content' | 'hash'>;
  readonly asOf: Instant;
}

async function attachCopy(tx: Tx, { caseId, name, effectKey, copy, asOf }: CopyToAttach): Promise<void> {
  const { hash, type, content } = copy;
  await stageContent(tx, { hash, type, content, storedAt: asOf });
  await attachDocument(tx, { caseId, name, hash, type, effectKey, attachedAt: asOf, by: ENGINE });
}

/** Writes the proof where there is something to prove; null when the one that stands there says the same. */
async function attachProof(
  tx: Tx,
  caseRow: CaseOfProof & Pick<CaseRow, 'id'>,
  letters: readonly LetterOfCase[],
  asOf: Instant,
): Promise<string | null> {
  if (letters.length === 0) return null;
  const { id: caseId, creditor, reference } = caseRow;
  const effectKey = proofOfDeliveryKey(creditor, reference);
  const documents = await documentsOf(tx, caseId);
  const proof = proofOfDelivery(caseRow, letters, documents);
  const standing = documents.find((document) => document.effectKey === effectKey);
  if (standing?.hash === proof.hash) return null;
  if (standing !== undefined) await detachDocument(tx, caseId, standing.name);
  const name = standing?.name ?? freeName({ stem: 'proof of delivery', ending: '.json' }, namesOf(documents));
  await attachCopy(tx, { caseId, name, effectKey, copy: proof, asOf });
  return name;
}

function namesOf(documents: readonly CaseDocument[]): readonly string[] {
  return documents.map(({ name }) => name);
}
