import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import type { MailDkim } from '../../../domain/channels/email.ts';
import { GatewayFailure } from '../../port.ts';
import type { SecretReader } from './connect.ts';

const SIGNATURE = 'dkim-signature:';

/** The message under the signature of its domain (RFC 6376), where the settings name a key. */
export async function signed(
  message: Uint8Array,
  dkim: MailDkim | undefined,
  { secretOf }: SecretReader,
): Promise<Uint8Array> {
  if (dkim === undefined) return message;
  const privateKey = await secretOf(dkim.key);
  const signer = new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey });
  const bytes = await buffer(signer.sign(Buffer.from(message)));
  // With a key that is none for this, the library leaves the signature out.
  if (bytes.subarray(0, SIGNATURE.length).toString('latin1').toLowerCase() !== SIGNATURE) {
    throw new GatewayFailure(`The DKIM key for ${dkim.domain} is no private RSA key in PEM.`, {
      isTemporary: true,
      mayHaveArrived: false,
    });
  }
  return bytes;
}
