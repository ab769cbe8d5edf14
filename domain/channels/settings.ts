import type { EmailSettings } from './email.ts';
import type { LetterSettings } from './letter.ts';
import type { WebhookSettings } from './webhook.ts';

/** How what is written to debtors leaves, channel by channel: a creditor's own, or the default of all creditors. */
export interface ChannelSettings {
  readonly email?: EmailSettings;
  readonly letter?: LetterSettings;
  readonly webhook?: WebhookSettings;
}

/** Whose settings they are: a creditor's own, or the default. */
export const ALL_CREDITORS = '*';

/** What counts for a creditor: its own sections, and those of the default that it has none of. */
export function layered(byDefault: ChannelSettings, own: ChannelSettings): ChannelSettings {
  return { ...byDefault, ...own };
}
