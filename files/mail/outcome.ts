import { isHardStatus } from '../../domain/channels/mail-status.ts';
import type { RecipientStatus } from './delivery-status.ts';

/** What a report says of a message that we sent. */
export type MailOutcome =
  | {
      readonly kind: 'bounced';
      /** The address takes no mail for good; soft, this message alone did not arrive. */
      readonly isHard: boolean;
      readonly status: string | null;
    }
  | { readonly kind: 'delivered' }
  /** Still under way: no bounce. */
  | { readonly kind: 'delayed' }
  /** About others than the customer, such as the creditor's own copy, or in words not known here. */
  | { readonly kind: 'nothing' };

const ARRIVED: readonly string[] = ['delivered', 'relayed', 'expanded'];

/** What a report says, those left out who got no more than a copy. */
export function outcomeOf(
  recipients: readonly RecipientStatus[],
  copies: readonly string[] = [],
): MailOutcome {
  const left = recipients.filter(({ addresses }) => !addresses.some((address) => copies.includes(address)));
  const failed = left.find(({ action }) => action === 'failed');
  if (failed !== undefined) {
    const { status = null } = failed;
    // A server that gave up after days (4.x.x) says nothing against the address.
    const isHard = status?.startsWith('5.') === true && isHardStatus(status.slice(2));
    return { kind: 'bounced', isHard, status };
  }
  if (left.some(({ action }) => action === 'delayed')) return { kind: 'delayed' };
  if (left.some(({ action }) => ARRIVED.includes(action))) return { kind: 'delivered' };
  return { kind: 'nothing' };
}
