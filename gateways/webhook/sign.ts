import { Webhook } from 'standardwebhooks';
import type { Instant } from '../../domain/kernel/day.ts';
import { misconfigured } from '../collectors/failure.ts';

/** As https://www.standardwebhooks.com writes keys: 24 to 64 bytes in base64 behind their prefix. */
const KEY = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

/** The headers of a signed message: one signature for each key, so that the other side can change its own when it likes. */
export function signed(
  keys: readonly string[],
  message: { readonly id: string; readonly body: string; readonly asOf: Instant },
): Readonly<Record<string, string>> {
  const { id, body, asOf } = message;
  const at = new Date(asOf);
  const signatures = keys.map((key, i) => {
    if (!KEY.test(key)) {
      throw misconfigured(
        `Secret ${i + 1} of the webhook is no key: it must be whsec_ and 24 to 64 bytes in base64.`,
      );
    }
    return new Webhook(key).sign(id, at, body);
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(asOf / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
