import { createHash } from 'node:crypto';
import type { SmtpSettings } from '../../../domain/channels/email.ts';
import { EffectKind, EffectState } from '../../../domain/effects/effect.ts';
import { fnv1a } from '../../../domain/kernel/fnv1a.ts';
import type { AdapterTools, LevelGateway } from '../../channels/adapter.ts';
import { type Delivery, GatewayFailure } from '../../port.ts';
import { refusal } from '../../refusal.ts';
import { composeMail, type Sender } from '../compose.ts';
import { accepted, providerIdOf } from './accepted.ts';
import { createConnector, type SecretReader } from './connect.ts';
import { signed } from './dkim.ts';
import { envelopeOf } from './envelope.ts';
import { failureOf } from './failure.ts';
import { createSessions } from './sessions.ts';

export type SmtpTools = SecretReader & Pick<AdapterTools, 'mailAllowance'>;

/** So far apart those try again that had to wait: not all at once. */
const SPREAD_MS = 10 * 60_000;

type SmtpGateway = LevelGateway & Required<Pick<LevelGateway, 'close'>>;

/** Sends e-mails by a mail server; accepted by it, they count as delivered. */
export function createSmtpGateway(settings: SmtpSettings, tools: SmtpTools): SmtpGateway {
  const { host, port, connections, timeoutSeconds, perHour } = settings;
  const server = `${host}:${port}`;
  const sender = senderOf(settings);
  const sessions = createSessions(createConnector(settings, tools), { limit: connections });
  return {
    name: `mail server ${server}`,
    // A mail server takes the same Message-ID as often as it comes.
    dedupes: false,
    async deliver(delivery) {
      if (delivery.content.kind !== EffectKind.LEVEL) {
        throw refusal(`The mail server takes no ${String(delivery.content.kind)}.`);
      }
      const message = await composeMail(delivery, sender);
      await refuseTooMany(delivery);
      const bytes = await signed(message, settings.dkim, tools);
      const { envelope, recipient } = envelopeOf(settings, delivery);
      const signal = AbortSignal.timeout(timeoutSeconds * 1000);
      try {
        const info = await sessions.use(signal, async (session) =>
          accepted(await session.send({ ...envelope, size: bytes.length }, bytes, signal), recipient),
        );
        return {
          state: EffectState.DELIVERED,
          providerId: providerIdOf(info, delivery.key),
          // What servers add on the way, signatures among it, is no part of the document.
          contentHash: createHash('sha256').update(message).digest('hex'),
        };
      } catch (error) {
        throw failureOf(server, error, recipient);
      }
    },
    // Nobody can ask a mail server what became of a message.
    trace: async () => 'unknown',
    copies: {
      find: async () => undefined,
      render: async (delivery) => ({ type: 'message/rfc822', bytes: await composeMail(delivery, sender) }),
    },
    close: () => sessions.close(),
  };

  async function refuseTooMany({ key, asOf: at }: Delivery): Promise<void> {
    if (perHour === undefined || tools.mailAllowance === undefined) return;
    const waitMs = await tools.mailAllowance({ account: accountOf(settings), perHour, at });
    if (waitMs === 0) return;
    throw new GatewayFailure(`${perHour} e-mails have left by ${server} within an hour: no more may.`, {
      isTemporary: true,
      mayHaveArrived: false,
      // The server works: nothing is kept from it but what is too much.
      isAboutOne: true,
      retryAfterMs: waitMs + (fnv1a(key) % SPREAD_MS),
    });
  }
}

/** What the server counts by. */
function accountOf({ host, port, login, from }: SmtpSettings): string {
  return `${login?.user ?? from} at ${host}:${port}`;
}

function senderOf({ from, replyTo, redirectTo }: SmtpSettings): Sender {
  return {
    from,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(redirectTo === undefined ? {} : { redirectTo }),
  };
}
