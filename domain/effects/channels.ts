import type { Day } from '../kernel/day.ts';

/** How an effect leaves. */
export const Channel = {
  EMAIL: 'email',
  LETTER: 'letter',
  /** Posted as data to another service, which writes to the debtor. */
  WEBHOOK: 'webhook',
  COLLECTOR: 'collector',
  /** A message to the creditor's own operators. */
  OPERATOR: 'operator',
} as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** Where a customer can be reached. */
export interface Addresses {
  readonly email: string | null;
  readonly name: string | null;
  readonly street: string | null;
  readonly city: string | null;
}

/** E-mail where there is an address for it, else a letter. */
export function firstChannel({ email }: Pick<Addresses, 'email'>): Channel {
  return email === null ? Channel.LETTER : Channel.EMAIL;
}

/** The channel to fall back on when one failed for good; null when there is none left. */
export function channelAfter(channel: string, { name, street, city }: Addresses): Channel | null {
  const hasAddress = name !== null && street !== null && city !== null;
  return channel === Channel.EMAIL && hasAddress ? Channel.LETTER : null;
}

/** The day a letter counts as delivered: at once by e-mail, after the creditor's postal days on paper. */
export function deliveryDay(channel: string, writtenOn: Day, postalDays: number): Day {
  return channel === Channel.LETTER ? writtenOn + postalDays : writtenOn;
}
