import { addressProblem } from '../../domain/kernel/https-address.ts';

/** Another system's address, and what proves to it that a message is ours. */
export interface HttpsTarget {
  /** The base of all its addresses; `https:`, or `http:` on this machine only. */
  readonly url: URL;
  /** The secret both sides know; bodies are signed with it. */
  readonly secret: string;
  /** Tells the other side which of several secrets it was, while one is being replaced. */
  readonly keyId?: string;
  /** Certificates (PEM) to trust besides nothing else, for a private authority. */
  readonly ca?: string;
  /** How long one exchange may take in all. */
  readonly timeoutMs?: number;
}

const SHORTEST_SECRET = 16;

/** Checks an address and its secret; throws with what would be right. */
export function httpsTarget(settings: Omit<HttpsTarget, 'url'> & { readonly url: string }): HttpsTarget {
  const problem = addressProblem(settings.url);
  if (problem !== undefined) throw new TypeError(`The address ${settings.url} ${problem}.`);
  if (settings.secret.length < SHORTEST_SECRET) {
    throw new TypeError(
      `The secret for ${settings.url} has ${settings.secret.length} characters; it needs at least ${SHORTEST_SECRET}.`,
    );
  }
  return { ...settings, url: new URL(settings.url) };
}

/** An address below the target's own; parts are encoded, so that none reaches another place. */
export function below(target: HttpsTarget, ...parts: readonly string[]): URL {
  const url = new URL(target.url);
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = [base, ...parts.map(encodeURIComponent)].join('/');
  return url;
}
