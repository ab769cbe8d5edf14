import MailComposer from 'nodemailer/lib/mail-composer';
import type { SmtpSettings } from '../../domain/channels/email.ts';
import { domainOf } from '../../domain/channels/mail-address.ts';
import type { TestLetter } from '../channels/adapter.ts';
import { asciiAddress } from './ascii-address.ts';

/** A mail that shows that mails arrive; it asks nobody for anything. */
export function composeTestMail(
  { from, replyTo }: Pick<SmtpSettings, 'from' | 'replyTo'>,
  { to, asOf }: TestLetter,
): Promise<Buffer> {
  const mail = new MailComposer({
    messageId: `<test-${asOf}@${domainOf(asciiAddress(from))}>`,
    date: new Date(asOf),
    from,
    to,
    ...(replyTo === undefined ? {} : { replyTo }),
    subject: 'Dunwell: test mail',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    text: 'This is a test of how reminders leave. Nothing has been sent to a debtor, and nothing is to be paid.',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}
