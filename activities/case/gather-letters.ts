import { createHash } from 'node:crypto';
import type { EffectContent, LevelContent } from '../../contracts/effects.ts';
import { type DeliveredLetter, deliveredLettersOf } from '../../db/case/letters.ts';
import type { Database } from '../../db/database.ts';
import type { EffectRow } from '../../db/effects/effects.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { type Gateways, gatewayOf } from '../../gateways/gateways.ts';
import type { Copy } from '../../gateways/port.ts';
import { withOwnTexts } from '../effects/own-texts.ts';

/** A letter that reached the debtor, with a copy where one can be made. */
export interface LetterOfCase {
  readonly effect: EffectRow;
  /** Number of the invoice. */
  readonly invoice: string;
  readonly copy: LetterCopy | null;
  /** Why there is no copy. */
  readonly missing: 'erased' | 'cannot be copied' | null;
}

export interface LetterCopy {
  readonly type: string;
  readonly content: Uint8Array;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  /**
   * False for what was rendered again from the frozen content and is not, or not provably, the same bytes:
   * the words or the layout of letters may have changed since.
   */
  readonly isAsDelivered: boolean;
}

/**
 * The letters and mails that were delivered about the invoices of a case, with their bytes.
 *
 * The file in the outbox where it still stands and nobody touched it, else the frozen content rendered again; the
 * hash noted at delivery tells whether that is the same. Writes nothing, so it can be repeated; to be called
 * outside any transaction.
 */
export async function gatherLetters(
  db: Database,
  gateways: Gateways,
  caseId: number,
): Promise<readonly LetterOfCase[]> {
  const letters: LetterOfCase[] = [];
  for (const delivered of await db.read((tx) => deliveredLettersOf(tx, caseId))) {
    const { content: kept } = delivered;
    const content = kept === null ? null : await withOwnTexts(db, kept as EffectContent);
    letters.push(await withCopy(gateways, { ...delivered, content }));
  }
  return letters;
}

async function withCopy(gateways: Gateways, letter: DeliveredLetter): Promise<LetterOfCase> {
  const { effect, invoice } = letter;
  const isErased = letter.content === null;
  const copy = isErased ? null : await copyOf(gateways, letter);
  return { effect, invoice, copy, missing: copy !== null ? null : isErased ? 'erased' : 'cannot be copied' };
}

async function copyOf(gateways: Gateways, { effect, content }: DeliveredLetter): Promise<LetterCopy | null> {
  const { key, deliveredHash } = effect;
  const creditor = (content as LevelContent).creditor.id;
  const { copies } = await gatewayOf(gateways, effect.channel as Channel, creditor);
  if (copies === undefined) return null;
  const kept = await copies.find(key);
  if (kept !== undefined && (deliveredHash === null || hashOf(kept.bytes) === deliveredHash)) {
    return { type: kept.type, content: kept.bytes, hash: hashOf(kept.bytes), isAsDelivered: true };
  }
  // Mails carry the moment of the attempt that delivered them.
  const asOf = effect.finishedAt ?? effect.plannedAt;
  const rendered = await renderedAgain(() => copies.render({ key, content: content as EffectContent, asOf }));
  if (rendered === null) return null;
  const hash = hashOf(rendered.bytes);
  return { type: rendered.type, content: rendered.bytes, hash, isAsDelivered: hash === deliveredHash };
}

/** A letter that today's rules would refuse to write keeps no case from its collector. */
async function renderedAgain(render: () => Promise<Copy>): Promise<Copy | null> {
  try {
    return await render();
  } catch {
    return null;
  }
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
