import { signPath } from '../../../gateways/https/signature.ts';

/** Whether the signature of a request without a body is one of these secrets', as the receiving side looks. */
export function isPathSignedBy(
  secrets: readonly string[],
  signature: string | undefined,
  path: string,
): boolean {
  return secrets.some((secret) => signPath(secret, path) === signature);
}
