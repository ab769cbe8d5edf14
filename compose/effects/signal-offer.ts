import type { SignalOffer } from '../../contracts/effects.ts';
import type { CustomerRow } from '../../db/customer/customers.ts';
import { optOutOf } from '../../db/signals/customers.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import type { Tx } from '../../db/tx.ts';
import type { Level } from '../../domain/invoice/policy.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { isFinal } from '../../domain/signals/final-level.ts';
import type { SignalLetterSettings } from '../../domain/signals/settings.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { type LinkKey, optOutLink, parseLinkKeys } from '../../gather/signals/opt-out-link.ts';
import type { Sources } from '../../gather/sources.ts';

/**
 * What a letter offers about signals to municipalities: on the final reminder, to consumers who did not opt out,
 * of creditors who ask for it; null otherwise.
 */
export async function signalOffer(
  tx: Tx,
  sources: Sources,
  { creditor, policy, calendar }: Gathered,
  customer: CustomerRow,
  level: Level,
  asOf: Instant,
): Promise<SignalOffer | null> {
  if (!isFinal(level, policy.levels)) return null;
  if (customer.kind === CustomerKind.business || customer.registerNumber !== null) return null;
  const letter = (await findSignalSettings(tx, creditor.creditor))?.settings.letter;
  if (letter?.offer !== true) return null;
  if ((await optOutOf(tx, customer.id)) !== undefined) return null;
  const today = calendar.dayOf(asOf);
  const claim = { creditor: creditor.creditor, customer: customer.reference };
  return { optOutLink: linkOf(letter, sources, claim, today) };
}

/**
 * Without keys, or with some that nobody can read, the letter goes out without a link: it still says that a word to
 * the creditor is enough.
 */
function linkOf(
  { optOutLink: link }: SignalLetterSettings,
  { secrets }: Sources,
  claim: { readonly creditor: string; readonly customer: string },
  today: number,
): string | null {
  const written = link === null ? undefined : secrets[link.keys];
  if (link === null || written === undefined || written === '') return null;
  const keys = keysIn(written);
  return keys.length === 0 ? null : optOutLink(link.url, keys, { ...claim, expiresOn: today + link.days });
}

function keysIn(written: string): readonly LinkKey[] {
  try {
    return parseLinkKeys(written);
  } catch {
    return [];
  }
}
