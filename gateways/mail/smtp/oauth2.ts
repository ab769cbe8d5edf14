import XOAuth2 from 'nodemailer/lib/xoauth2';
import { request } from 'undici';
import type { MailOAuth2 } from '../../../domain/channels/email.ts';

const TIMEOUT_MS = 10_000;
/** A token is not used in its last minute: a message may take that long. */
const MARGIN_S = 60;
const LONGEST_ANSWER = 64 * 1024;

interface Credentials extends Omit<MailOAuth2, 'clientSecret' | 'refreshToken'> {
  readonly user: string;
  /** The secrets themselves. */
  readonly clientSecret: string;
  readonly refreshToken?: string;
}

/** Tokens for a login by OAuth2; one is kept until it runs out or the server refuses it. */
export function createTokens(credentials: Credentials): XOAuth2 {
  return new XOAuth2({
    user: credentials.user,
    provisionCallback: (_user, _renew, done) => {
      fetchToken(credentials).then(
        ({ token, expiresAt }) => done(null, token, expiresAt),
        (error: Error) => done(error),
      );
    },
  });
}

async function fetchToken(credentials: Credentials): Promise<{ token: string; expiresAt: number }> {
  const { tokenUrl, clientId, clientSecret, refreshToken, scope } = credentials;
  const form = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    ...(refreshToken === undefined
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
    ...(scope === undefined ? {} : { scope }),
  });
  const answer = await request(tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await answer.body.text();
  const { access_token: token, expires_in: seconds = 300 } = tokenIn(text);
  if (answer.statusCode !== 200 || typeof token !== 'string' || token === '') {
    throw new Error(`${new URL(tokenUrl).origin} gave no token (${answer.statusCode})`);
  }
  return { token, expiresAt: Date.now() + Math.max(0, Number(seconds) - MARGIN_S) * 1000 };
}

function tokenIn(text: string): { readonly access_token?: unknown; readonly expires_in?: unknown } {
  if (text.length > LONGEST_ANSWER) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
