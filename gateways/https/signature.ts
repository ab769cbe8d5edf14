import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/kernel/day.ts';

/** Header with the moment and the signature: `t=1772530200,v1=…`. */
export const SIGNATURE_HEADER = 'dunwell-signature';
/** Header with the name of the secret, where several are in use. */
export const KEY_ID_HEADER = 'dunwell-key-id';

/** How far the signed moment may lie from the receiver's clock. */
const TOLERANCE_S = 300;

/**
 * The signature of a request: HMAC-SHA256, in hex, of the moment in seconds, a point, and the body.
 *
 * A request without a body is signed over its path instead: reading changes nothing, so it needs no moment.
 */
export function sign(secret: string, body: string | Uint8Array, asOf: Instant): string {
  const seconds = Math.floor(asOf / 1000);
  return `t=${seconds},v1=${hmac(secret, `${seconds}.`, body)}`;
}

export function signPath(secret: string, path: string): string {
  return `v1=${hmac(secret, `GET ${path}`)}`;
}

/** Whether the signature of a body is one of these secrets' and young enough; for the receiving side. */
export function isSignedBy(
  secrets: readonly string[],
  signature: string | undefined,
  body: string | Uint8Array,
  asOf: Instant,
): boolean {
  const parts = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? '');
  if (parts === null) return false;
  const [, seconds = '', given = ''] = parts;
  if (Math.abs(Math.floor(asOf / 1000) - Number(seconds)) > TOLERANCE_S) return false;
  return secrets.some((secret) => isEqual(hmac(secret, `${seconds}.`, body), given));
}

function hmac(secret: string, ...parts: readonly (string | Uint8Array)[]): string {
  const digest = createHmac('sha256', secret);
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}

function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
