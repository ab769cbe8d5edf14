import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { isThisMachine, MailTls, type SmtpSettings, tlsOf } from '../../../domain/channels/email.ts';
import type { AdapterTools } from '../../channels/adapter.ts';
import { createTokens } from './oauth2.ts';
import { openSession, type Session } from './session.ts';

/** How settings' secrets and files are found: anew for every connection, so that a new one counts at once. */
export type SecretReader = Pick<AdapterTools, 'secretOf' | 'readFile'>;

/** Limits of the stages; that of the whole attempt is its signal's. */
const DNS_MS = 5_000;
const CONNECT_MS = 10_000;
const GREETING_MS = 10_000;
/** From here on a port speaks TLS from the first byte (RFC 8314). */
const IMPLICIT_TLS_PORT = 465;

/** Opens sessions with the server that settings name; throws a SmtpFault. */
export function createConnector(
  settings: SmtpSettings,
  reader: SecretReader,
): (signal: AbortSignal) => Promise<Session> {
  const loginOf = createLogin(settings, reader);
  return async (signal) => {
    const auth = await loginOf();
    const ca = settings.ca === undefined ? undefined : await reader.readFile(settings.ca, 'certificate');
    return openSession(optionsOf(settings, ca), auth, signal);
  };
}

function optionsOf(settings: SmtpSettings, ca: string | undefined): SMTPConnectionOptions {
  const { host, port, timeoutSeconds } = settings;
  const isRequired = tlsOf(settings) === MailTls.REQUIRED;
  const secure = port === IMPLICIT_TLS_PORT;
  const limit = (ms: number) => Math.min(ms, timeoutSeconds * 1000);
  return {
    host,
    port,
    secure,
    requireTLS: isRequired && !secure,
    opportunisticTLS: !isRequired,
    tls: {
      minVersion: 'TLSv1.2',
      // Without a demand for TLS there is none for a name either (RFC 7435).
      rejectUnauthorized: isRequired,
      ...(ca === undefined ? {} : { ca }),
    },
    dnsTimeout: limit(DNS_MS),
    connectionTimeout: limit(CONNECT_MS),
    greetingTimeout: limit(GREETING_MS),
    socketTimeout: limit(Number.POSITIVE_INFINITY),
    socketCloseTimeout: 0,
    // Servers on this machine listen on its own interface only.
    allowInternalNetworkInterfaces: isThisMachine(host),
  };
}

/** The login, made anew when its secrets have changed: a token is worth keeping. */
function createLogin(
  { login }: SmtpSettings,
  { secretOf }: SecretReader,
): () => Promise<SMTPConnectionAuth | null> {
  let known: { readonly secrets: string; readonly auth: SMTPConnectionAuth } | undefined;
  return async () => {
    if (login === undefined) return null;
    const { user, password, oauth2 } = login;
    if (oauth2 === undefined) return { user, pass: await secretOf(password ?? '') };
    const clientSecret = await secretOf(oauth2.clientSecret);
    const refreshToken = oauth2.refreshToken === undefined ? undefined : await secretOf(oauth2.refreshToken);
    const secrets = JSON.stringify([clientSecret, refreshToken]);
    if (known?.secrets !== secrets) {
      const { tokenUrl, clientId, scope } = oauth2;
      const tokens = createTokens({
        ...{ user, tokenUrl, clientId, clientSecret },
        ...(scope === undefined ? {} : { scope }),
        ...(refreshToken === undefined ? {} : { refreshToken }),
      });
      known = { secrets, auth: { type: 'OAUTH2', user, oauth2: tokens } };
    }
    return known.auth;
  };
}
