import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { LevelContent } from '../../contracts/effects.ts';
import { INSTEAD_OF_HEADER, mailReference, REFERENCE_HEADER } from '../../contracts/mail-reference.ts';
import { domainOf, isMailAddress } from '../../domain/channels/mail-address.ts';
import { languageFor } from '../../templates/languages.ts';
import { renderLevel } from '../letters/render.ts';
import type { Delivery } from '../port.ts';
import { clipped, oneLine } from '../printable.ts';
import { refusal } from '../refusal.ts';
import { asciiAddress } from './ascii-address.ts';
import { attachmentsOf } from './attachments.ts';

/** A header line holds 998 bytes at most; a name in any script stays below it. */
const MAX_NAME = 100;
const MAX_SUBJECT = 200;

/** From whom e-mails are, and where answers go. */
export interface Sender {
  /** The sender's address. */
  readonly from: string;
  /** Where answers of people go. */
  readonly replyTo?: string;
  /** Trial: it is written to this address instead of the customer's. */
  readonly redirectTo?: string;
}

/**
 * The whole e-mail of a level, as bytes of RFC 5322; the same for the same delivery and sender.
 *
 * Without a sender it is from `no-reply@<creditor>.invalid`, which nobody can answer.
 */
export async function composeMail(delivery: Delivery<LevelContent>, sender?: Sender): Promise<Buffer> {
  const { key, content, asOf } = delivery;
  const { creditor, recipient, language } = content;
  const address = customersAddress(content);
  const { from, replyTo, redirectTo } = sender ?? { from: `no-reply@${unreachable(creditor.id)}` };
  const { subject, text, html } = renderLevel(content);
  const mail = new MailComposer({
    messageId: messageIdOf(key, from),
    date: new Date(asOf),
    from: { name: headerName(creditor.name), address: from },
    ...(replyTo === undefined ? {} : { replyTo }),
    to: redirectTo ?? { name: headerName(recipient.name ?? ''), address },
    subject: clipped(subject, MAX_SUBJECT),
    headers: {
      // Keep holiday answers from coming back: RFC 3834 asks it of automatic mail, Exchange goes by its own.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Content-Language': languageFor(language),
      // Some servers give a message another Message-ID; a bounce that returns the headers still names it by this.
      [REFERENCE_HEADER]: mailReference(key),
      ...(redirectTo === undefined
        ? {}
        : { [INSTEAD_OF_HEADER]: clipped(oneLine(recipient.reference), MAX_NAME) }),
    },
    text,
    html,
    attachments: await attachmentsOf(delivery),
    // Random by default: two attempts would then differ.
    baseBoundary: createHash('sha256').update(key).digest('hex').slice(0, 32),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/** The customer's address; refused where there is none that mail can be sent to. */
export function customersAddress({ recipient }: Pick<LevelContent, 'recipient'>): string {
  const address = recipient.email?.trim() ?? '';
  if (address === '') throw refusal('No e-mail without an address: the customer has no email.');
  if (!isMailAddress(address))
    throw refusal('The email of the customer is no address that mail can be sent to.');
  return asciiAddress(address);
}

/** The Message-ID of a key, in the sender's domain; never another, so that a mail server can tell a second attempt. */
function messageIdOf(key: string, from: string): string {
  return `<${mailReference(key)}@${domainOf(asciiAddress(from))}>`;
}

/** `.invalid` never resolves: RFC 2606 keeps it for this. */
function unreachable(creditor: string): string {
  return `${creditor.replace(/[^A-Za-z0-9-]/g, '-').toLowerCase()}.invalid`;
}

function headerName(name: string): string {
  return clipped(oneLine(name), MAX_NAME);
}
