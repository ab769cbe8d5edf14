import type { WebhookSettings } from '../../domain/channels/webhook.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { AdapterTools, ChannelAdapter, Checked, LevelGateway } from '../channels/adapter.ts';
import { misconfigured } from '../collectors/failure.ts';
import { createHttpsClient, type HttpsClient, refusalOf } from '../https/client.ts';
import { type HttpsTarget, httpsTarget } from '../https/target.ts';
import { refusal } from '../refusal.ts';
import { levelMessage } from './message.ts';
import { signed } from './sign.ts';

/** How the section `webhook` becomes a gateway. */
export const webhookAdapter: ChannelAdapter<WebhookSettings> = { open, check };

/**
 * Posts each level as data, signed as standardwebhooks has it; an answer of 2xx means that it counts as delivered. The
 * key is the message's id: the other side takes the same id again for once.
 */
function open(settings: WebhookSettings, tools: AdapterTools): LevelGateway {
  const lines = createLine(settings, tools);
  return {
    name: `webhook ${new URL(settings.url).host}`,
    limitMs: settings.timeoutSeconds * 1000 + 1000,
    dedupes: true,
    async deliver(delivery) {
      const { key, content, asOf } = delivery;
      if (content.kind !== EffectKind.LEVEL) throw refusal(`The webhook takes no ${String(content.kind)}.`);
      const body = levelMessage(delivery);
      const { client, target, keys } = await lines.current();
      const headers = signed(keys, { id: key, body, asOf });
      const answer = await client.post({ body, key, asOf, headers });
      if (answer.status < 200 || answer.status >= 300) throw refusalOf(target.url, answer);
      return { state: EffectState.DELIVERED, providerId: key };
    },
    trace: async () => 'unknown',
    close: () => lines.close(),
  };
}

/** Whether the keys are there; nothing is posted, as the other side might take it for a letter. */
async function check(settings: WebhookSettings, tools: AdapterTools): Promise<readonly Checked[]> {
  const what = `${new URL(settings.url).origin} has its keys`;
  const lines = createLine(settings, tools);
  try {
    const { keys } = await lines.current();
    signed(keys, { id: 'check', body: '', asOf: 0 });
    return [{ what, passes: true, says: `${keys.length} sign.` }];
  } catch (error) {
    return [{ what, passes: false, says: error instanceof Error ? error.message : String(error) }];
  } finally {
    await lines.close();
  }
}

interface Line {
  readonly target: HttpsTarget;
  readonly client: HttpsClient;
  readonly keys: readonly string[];
}

/** Keeps connections, and makes them anew when the certificate has changed; keys are read at every call. */
function createLine(settings: WebhookSettings, tools: AdapterTools) {
  let open: (Omit<Line, 'keys'> & { readonly ca: string | undefined }) | undefined;
  const make = (key: string, ca: string | undefined) => {
    try {
      const target = httpsTarget({
        url: settings.url,
        secret: key,
        timeoutMs: settings.timeoutSeconds * 1000,
        ...(ca === undefined ? {} : { ca }),
      });
      return { target, client: createHttpsClient(target), ca };
    } catch (error) {
      throw misconfigured(error instanceof Error ? error.message : String(error), error);
    }
  };
  return {
    async current(): Promise<Line> {
      const keys = await Promise.all(settings.secrets.map((reference) => tools.secretOf(reference)));
      const ca = settings.ca === undefined ? undefined : await tools.readFile(settings.ca, 'certificate');
      if (open === undefined || open.ca !== ca) {
        // Waits for what is under way on it, which nobody else needs to.
        void open?.client.close();
        open = make(keys[0] ?? '', ca);
      }
      return { ...open, keys };
    },
    async close() {
      await open?.client.close();
      open = undefined;
    },
  };
}
