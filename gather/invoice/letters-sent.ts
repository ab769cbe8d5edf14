import { type SentLevel, sentLevelsOf } from '../../db/effects/effects.ts';
import type { InvoiceRow } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { Channel } from '../../domain/effects/channels.ts';
import type { InvoiceFacts, LetterFacts } from '../../domain/invoice/facts.ts';
import { LevelKind, type Policy } from '../../domain/invoice/policy.ts';

/**
 * The letters that went out; none where the policy adds no money. Of one that another system sent nobody knows how:
 * it counts as sent by post, which arrives later.
 */
export async function lettersSent(
  tx: Tx,
  { id, openingLevel, openingLevelOn }: InvoiceRow,
  policy: Policy,
): Promise<Pick<InvoiceFacts, 'letters'>> {
  if (policy.charges === undefined) return {};
  const kindOf = (level: string) =>
    policy.levels.find(({ name }) => name === level)?.kind ?? LevelKind.reminder;
  const asLetter = ({ level, round, channel, deliveredOn }: SentLevel): LetterFacts => {
    const isByPost = channel === Channel.LETTER;
    const on = isByPost ? deliveredOn - policy.postalDays : deliveredOn;
    return { level, kind: kindOf(level), round, on, isByPost };
  };
  const own = (await sentLevelsOf(tx, id)).map(asLetter);
  if (openingLevel === null || openingLevelOn === null) return { letters: own };
  const opening = {
    level: openingLevel,
    kind: kindOf(openingLevel),
    round: 1,
    on: openingLevelOn,
    isByPost: true,
  };
  return { letters: [opening, ...own] };
}
