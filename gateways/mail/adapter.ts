import { type EmailSettings, EmailWay } from '../../domain/channels/email.ts';
import type { ChannelAdapter } from '../channels/adapter.ts';
import { checkSmtp } from './smtp/check.ts';
import { createSmtpGateway } from './smtp/gateway.ts';

/** How the section `email` becomes a gateway. */
export const emailAdapter: ChannelAdapter<EmailSettings> = {
  open(settings, tools) {
    switch (settings.kind) {
      case EmailWay.OUTBOX:
        return tools.outbox;
      case EmailWay.SMTP:
        return createSmtpGateway(settings, tools);
      default:
        return settings satisfies never;
    }
  },
  check: async (settings, tools, test) =>
    settings.kind === EmailWay.SMTP ? checkSmtp(settings, tools, test) : [],
};
