import type { EffectContent } from '../../contracts/effects.ts';
import { contentOf } from '../../db/effects/effects.ts';
import { consentsOf, recordConsent } from '../../db/signals/customers.ts';
import type { Tx } from '../../db/tx.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { ConsentStatus } from '../../domain/signals/signal.ts';
import { offerInWords } from '../../gateways/letters/signal-offer.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';

/**
 * Writes down that a letter which arrived offered to pass contact data on, with the words it used; an answer the
 * customer gave stays the last word.
 */
export async function recordOffer(
  tx: Tx,
  { row, creditor }: Pick<Gathered, 'row' | 'creditor'>,
  letter: { readonly key: string; readonly deliveredOn: Day; readonly by: string },
  asOf: Instant,
): Promise<void> {
  const content = (await contentOf(tx, letter.key)) as EffectContent | undefined;
  if (content?.kind !== EffectKind.LEVEL || content.signalOffer === undefined) return;
  const [last] = await consentsOf(tx, row.customerId);
  if (last !== undefined && last.status !== ConsentStatus.OFFERED) return;
  await recordConsent(tx, {
    creditor: creditor.creditor,
    customerId: row.customerId,
    status: ConsentStatus.OFFERED,
    onDay: letter.deliveredOn,
    // Without the link: it is a key to the customer's opt-out and no word of the offer.
    text: offerInWords(content.language),
    recordedAt: asOf,
    by: letter.by,
    commandId: letter.key,
  });
}
