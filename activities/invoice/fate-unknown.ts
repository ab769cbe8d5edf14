import type { EffectRow } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { letterUncertain } from './letter-results.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/**
 * A letter that may have arrived before its address was found dead, as a complaint comes from who has it: a person is
 * asked, and it leaves by no other channel by itself.
 */
export async function fateUnknown(
  tx: Tx,
  context: InvoiceContext,
  { key, kind, attempts, channel, lastError }: EffectRow,
): Promise<InvoicePerformed> {
  const { deps, gathered, asOf } = context;
  const { creditor, number } = gathered.row;
  const effect = { key, kind, attempts, channel: channel as Channel };
  const after = await letterUncertain(tx, deps, { creditor, number, asOf }, effect, lastError ?? '');
  return { context: after ?? context, deliveries: [] };
}
