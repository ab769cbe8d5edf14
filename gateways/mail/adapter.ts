import { type EmailSettings, EmailWay } from '../../domain/channels/email.ts';
import type { ChannelAdapter } from '../channels/adapter.ts';

/** How the section `email` becomes a gateway. */
export const emailAdapter: ChannelAdapter<EmailSettings> = {
  open({ kind }, { outbox }) {
    switch (kind) {
      case EmailWay.OUTBOX:
        return outbox;
      default:
        return kind satisfies never;
    }
  },
  check: async () => [],
};
