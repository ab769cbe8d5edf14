import type { EffectContent } from '../../contracts/effects.ts';
import { findLetterTexts } from '../../db/creditor/letter-texts.ts';
import type { Database } from '../../db/database.ts';
import { EffectKind } from '../../domain/effects/effect.ts';

/** The content with the creditor's own texts as they were when it was planned, read for whoever writes it out. */
export async function withOwnTexts(db: Database, content: EffectContent): Promise<EffectContent> {
  if (content.kind !== EffectKind.LEVEL || content.ownTexts === undefined) return content;
  const { hash } = content.ownTexts;
  const says = await db.read((tx) => findLetterTexts(tx, content.creditor.id, hash));
  return says === undefined ? content : { ...content, ownTexts: { hash, says } };
}

/** A letter that is tried again keeps the texts it was planned with, whatever was published since. */
export function inTextsOf(before: EffectContent | undefined, content: EffectContent): EffectContent {
  if (content.kind !== EffectKind.LEVEL || before?.kind !== EffectKind.LEVEL) return content;
  const { ownTexts: _, ...rest } = content;
  return { ...rest, ...(before.ownTexts === undefined ? {} : { ownTexts: before.ownTexts }) };
}
