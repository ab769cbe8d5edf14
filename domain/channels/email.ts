/** How e-mails leave. */
export const EmailWay = {
  /** As files, for others to send on. */
  OUTBOX: 'outbox',
  /** By a mail server. */
  SMTP: 'smtp',
} as const;
export type EmailWay = (typeof EmailWay)[keyof typeof EmailWay];

/** The section `email` of a channels file. */
export type EmailSettings = { readonly kind: typeof EmailWay.OUTBOX } | SmtpSettings;

/** How the connection to a mail server is encrypted. */
export const MailTls = {
  /** From the first byte (port 465), else by STARTTLS; without it nothing is sent. */
  REQUIRED: 'required',
  /** Where the server offers it, whoever the server is: keeps out those who only listen. */
  OPPORTUNISTIC: 'opportunistic',
} as const;
export type MailTls = (typeof MailTls)[keyof typeof MailTls];

/** What the server is asked to report of an e-mail that it took (RFC 3461). */
export const MailNotices = {
  /** That it did not arrive, or is late. */
  FAILURES: 'failures',
  /** Also that it arrived. */
  ARRIVALS: 'arrivals',
  /** Nothing is asked: servers report failures by themselves. */
  UNASKED: 'unasked',
} as const;
export type MailNotices = (typeof MailNotices)[keyof typeof MailNotices];

/** How to log in: by a password or by OAuth2. Secrets are references. */
interface MailLogin {
  readonly user: string;
  readonly password?: string;
  readonly oauth2?: MailOAuth2;
}

/** Tokens by a refresh token, or by the credentials of the program itself where there is none. */
export interface MailOAuth2 {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken?: string;
  readonly scope?: string;
}

export interface MailDkim {
  readonly domain: string;
  readonly selector: string;
  /** Reference to the private key. */
  readonly key: string;
}

/** E-mails leave by a mail server. */
export interface SmtpSettings {
  readonly kind: typeof EmailWay.SMTP;
  readonly host: string;
  readonly port: number;
  /** Left out: required, but for a server on this machine. */
  readonly tls?: MailTls;
  /** File with the certificate of a private authority. */
  readonly ca?: string;
  readonly login?: MailLogin;
  /** The sender's address. */
  readonly from: string;
  readonly replyTo?: string;
  /** Where bounces go; the sender's address when left out. */
  readonly bouncesTo?: string;
  /** Gets a copy of every e-mail. */
  readonly bcc?: string;
  readonly dkim?: MailDkim;
  /** At most so many within an hour. */
  readonly perHour?: number;
  /** Trial: everything goes there instead. */
  readonly redirectTo?: string;
  readonly notices: MailNotices;
  readonly connections: number;
  readonly timeoutSeconds: number;
}

/** How the connection is encrypted, where the settings do not say. */
export function tlsOf({ tls, host }: Pick<SmtpSettings, 'tls' | 'host'>): MailTls {
  return tls ?? (isThisMachine(host) ? MailTls.OPPORTUNISTIC : MailTls.REQUIRED);
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** True for this machine, where nobody listens in between. */
export function isThisMachine(host: string): boolean {
  return LOOPBACK.has(host);
}
