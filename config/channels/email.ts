import { z } from 'zod';
import { EmailWay, MailNotices, MailTls } from '../../domain/channels/email.ts';
import { isMailAddress } from '../../domain/channels/mail-address.ts';
import { addressProblem } from '../../domain/kernel/https-address.ts';
import { kindSays, oneOf, section, text, whole } from '../fields.ts';
import { authority, secretReference } from '../references.ts';
import { judged } from '../values.ts';

/** An attempt holds its effect for 30 seconds: it must be over before. */
const LONGEST_ATTEMPT = 25;
const PRINTABLE = /^[^\p{Cc}\s]{1,200}$/u;
const DOMAIN = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\.[A-Za-z0-9-]{1,63})*$/;

const address = judged(text(/^.+$/, 'address', 'write one such as billing@acme.example'), (written) =>
  isMailAddress(written) ? undefined : 'is no address; write one such as billing@acme.example',
);

const oauth2 = section(
  {
    tokenUrl: judged(
      text(/^\S+$/, 'address', 'write one like https://login.example/oauth2/token'),
      addressProblem,
    ).describe('Where tokens are given out.'),
    clientId: text(PRINTABLE, 'client id', 'write the one that was given to you'),
    clientSecret: secretReference.describe('Where the secret of the client lies.'),
    refreshToken: secretReference
      .exactOptional()
      .describe('Where the refresh token lies; without one, tokens are for the program itself.'),
    scope: text(/^[^\p{Cc}]{1,500}$/u, 'scope', 'write one such as https://mail.google.com/').exactOptional(),
  },
  'login by OAuth2',
);

const login = section(
  {
    user: text(PRINTABLE, 'user', 'write the name to log in with'),
    password: secretReference.exactOptional().describe('Where the password lies.'),
    oauth2: oauth2.exactOptional(),
  },
  'login',
);

const dkim = section(
  {
    domain: text(DOMAIN, 'domain', 'write one such as acme.example').describe(
      "The sender's domain or one above it.",
    ),
    selector: text(DOMAIN, 'selector', 'write the name of the key in the DNS, such as 2026a'),
    key: secretReference.describe('Where the private RSA key (PEM) lies.'),
  },
  'signature',
);

const byKind = {
  outbox: section({ kind: z.literal(EmailWay.OUTBOX) }, 'way for e-mails'),
  smtp: section(
    {
      kind: z.literal(EmailWay.SMTP),
      host: text(
        /^([A-Za-z0-9][A-Za-z0-9.-]{0,252}|[0-9a-fA-F:]{2,39})$/,
        'server',
        'write its name, such as smtp.acme.example',
      ),
      port: whole(1, 65_535, 'port')
        .default(587)
        .describe('465 speaks TLS from the first byte; others by STARTTLS.'),
      tls: oneOf([MailTls.REQUIRED, MailTls.OPPORTUNISTIC], 'kind of encryption')
        .exactOptional()
        .describe('required unless said; opportunistic for a server on this machine.'),
      ca: authority.exactOptional().describe('File with the certificate of a private authority.'),
      login: login.exactOptional(),
      from: address.describe("The sender's address; its domain is that of the Message-ID."),
      replyTo: address.exactOptional().describe('Where answers of people go.'),
      bouncesTo: address.exactOptional().describe("Where bounces go; the sender's address when left out."),
      bcc: address.exactOptional().describe('Gets a copy of every e-mail.'),
      dkim: dkim.exactOptional(),
      perHour: whole(1, 1_000_000, 'number of e-mails')
        .exactOptional()
        .describe('At most so many within an hour, by all workers together.'),
      redirectTo: address
        .exactOptional()
        .describe('Trial: everything goes there, nothing to debtors; the paths go on as if it had.'),
      notices: oneOf([MailNotices.FAILURES, MailNotices.ARRIVALS, MailNotices.UNASKED], 'kind of notices')
        .default(MailNotices.FAILURES)
        .describe('What servers are asked to report: failures, arrivals too, or nothing by us (unasked).'),
      connections: whole(1, 20, 'number of connections').default(5).describe('At a time, by each worker.'),
      timeoutSeconds: whole(1, LONGEST_ATTEMPT, 'number of seconds')
        .default(LONGEST_ATTEMPT)
        .describe('For an attempt in all.'),
    },
    'mail server',
  ),
};

/** How e-mails leave; rules across its fields stand in email-rules.ts. */
export const emailSchema = z.discriminatedUnion('kind', [byKind.outbox, byKind.smtp], {
  error: kindSays('way for e-mails', Object.keys(byKind), '{ kind: outbox }'),
});
