import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { LevelContent } from '../../contracts/effects.ts';
import { languageFor } from '../../templates/languages.ts';
import { renderLevel } from '../letters/render.ts';
import type { Delivery } from '../port.ts';
import { clipped, oneLine } from '../printable.ts';
import { refusal } from '../refusal.ts';
import { isMailAddress } from './address.ts';

/** A header line holds 998 bytes at most; a name in any script stays below it. */
const MAX_NAME = 100;
const MAX_SUBJECT = 200;

/**
 * The whole e-mail of a level, as bytes of RFC 5322; the same for the same delivery.
 *
 * `from` is the sender's address; without one it is `no-reply@<creditor>.invalid`, which nobody can answer.
 */
export function composeMail({ key, content, asOf }: Delivery<LevelContent>, from?: string): Promise<Buffer> {
  const { creditor, recipient, language } = content;
  const address = recipient.email?.trim() ?? '';
  if (address === '') throw refusal('No e-mail without an address: the customer has no email.');
  if (!isMailAddress(address))
    throw refusal('The email of the customer is no address that mail can be sent to.');
  const { subject, text, html } = renderLevel(content);
  const mail = new MailComposer({
    messageId: messageIdOf(key, creditor.id),
    date: new Date(asOf),
    from: { name: headerName(creditor.name), address: from ?? `no-reply@${domainOf(creditor.id)}` },
    to: { name: headerName(recipient.name ?? ''), address },
    subject: clipped(subject, MAX_SUBJECT),
    // Keeps holiday answers from coming back, as RFC 3834 asks of automatic mail.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': languageFor(language) },
    text,
    html,
    // Random by default: two attempts would then differ.
    baseBoundary: digestOf(key).slice(0, 32),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/** The Message-ID of a key; never another, so that a mail server can tell a second attempt. */
export function messageIdOf(key: string, creditor: string): string {
  return `<${digestOf(key).slice(0, 40)}@${domainOf(creditor)}>`;
}

/** `.invalid` never resolves: RFC 2606 keeps it for this. */
function domainOf(creditor: string): string {
  return `${creditor.replace(/[^A-Za-z0-9-]/g, '-').toLowerCase()}.invalid`;
}

function headerName(name: string): string {
  return clipped(oneLine(name), MAX_NAME);
}

function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
