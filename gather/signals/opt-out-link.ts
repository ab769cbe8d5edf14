import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Day, formatDay, parseDay } from '../../domain/kernel/day.ts';

/** A secret that links are signed with, by its name. */
export interface LinkKey {
  readonly id: string;
  readonly secret: string;
}

/** Whose signals a link stops, and up to which day it does. It names the customer by reference only. */
export interface OptOutClaim {
  readonly creditor: string;
  readonly customer: string;
  /** The last day on which the link works. */
  readonly expiresOn: Day;
}

export type ReadLink =
  | ({ readonly ok: true } & OptOutClaim)
  | { readonly ok: false; readonly because: LinkProblem; readonly says: string };

export const LinkProblem = {
  /** No link of ours, or one that was cut off or changed on its way. */
  NOT_OURS: 'NOT_OURS',
  /** Signed with a key that is no longer in use. */
  KEY_GONE: 'KEY_GONE',
  EXPIRED: 'EXPIRED',
} as const;
export type LinkProblem = (typeof LinkProblem)[keyof typeof LinkProblem];

const VERSION = '1';
const SHORTEST_SECRET = 16;
const KEY = /^([A-Za-z0-9_-]{1,20}):(\S+)$/;
const LONGEST_TOKEN = 2000;

/**
 * Reads keys written as `id:secret`, separated by commas, the newest first; throws with what would be right.
 *
 * The first one signs. Links that the others signed go on working until those are taken out.
 */
export function parseLinkKeys(text: string): readonly LinkKey[] {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, i) => {
      const [, id = '', secret = ''] = KEY.exec(part) ?? [];
      if (id === '') throw new TypeError(`Key ${i + 1} is no key; write name:secret, several with commas.`);
      if (secret.length < SHORTEST_SECRET) {
        throw new TypeError(
          `The secret of key ${id} has ${secret.length} characters; it needs at least ${SHORTEST_SECRET}.`,
        );
      }
      return { id, secret };
    });
  const twice = keys.find(({ id }, i) => keys.findIndex((other) => other.id === id) !== i);
  if (twice !== undefined) throw new TypeError(`The key ${twice.id} stands twice; give each its own name.`);
  return keys;
}

/** The token of a signed link, made of characters that need no encoding in an address. */
export function optOutToken(keys: readonly LinkKey[], claim: OptOutClaim): string {
  const [key] = keys;
  if (key === undefined) throw new TypeError('There is no key to sign links with.');
  const { creditor, customer, expiresOn } = claim;
  const body = Buffer.from(JSON.stringify([creditor, customer, formatDay(expiresOn)])).toString('base64url');
  const signed = `${VERSION}.${key.id}.${body}`;
  return `${signed}.${signatureOf(key, signed)}`;
}

/** The link itself: the page's address with the token as the last part of its path. */
export function optOutLink(url: string, keys: readonly LinkKey[], claim: OptOutClaim): string {
  return `${url.replace(/\/+$/, '')}/${optOutToken(keys, claim)}`;
}

/** Whose link it is, when it is one of ours and still works; never throws. */
export function readOptOutToken(keys: readonly LinkKey[], token: string, today: Day): ReadLink {
  const parts = token.length > LONGEST_TOKEN ? [] : token.split('.');
  const [version, keyId, body = '', signature = ''] = parts;
  if (parts.length !== 4 || version !== VERSION) return refused(LinkProblem.NOT_OURS);
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) return refused(LinkProblem.KEY_GONE);
  if (!isEqual(signatureOf(key, `${version}.${keyId}.${body}`), signature)) {
    return refused(LinkProblem.NOT_OURS);
  }
  const claim = claimIn(body);
  if (claim === undefined) return refused(LinkProblem.NOT_OURS);
  return today > claim.expiresOn ? refused(LinkProblem.EXPIRED) : { ok: true, ...claim };
}

const SAYS: Readonly<Record<LinkProblem, string>> = {
  NOT_OURS: 'This is not a link of ours, or a part of it is missing: copy it whole from the letter.',
  KEY_GONE: 'This link was signed with a key that is no longer in use: ask for a new one.',
  EXPIRED: 'This link has expired: ask for a new one.',
};

function refused(because: LinkProblem): ReadLink {
  return { ok: false, because, says: SAYS[because] };
}

function signatureOf({ secret }: LinkKey, signed: string): string {
  return createHmac('sha256', secret).update(`opt-out.${signed}`).digest('base64url');
}

function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function claimIn(body: string): OptOutClaim | undefined {
  try {
    const [creditor, customer, expires] = JSON.parse(Buffer.from(body, 'base64url').toString()) as unknown[];
    const expiresOn = typeof expires === 'string' ? parseDay(expires) : undefined;
    if (typeof creditor !== 'string' || typeof customer !== 'string' || expiresOn === undefined)
      return undefined;
    return { creditor, customer, expiresOn };
  } catch {
    return undefined;
  }
}
