import type { SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import type { LevelContent } from '../../../contracts/effects.ts';
import { mailReference } from '../../../contracts/mail-reference.ts';
import { MailNotices, type SmtpSettings } from '../../../domain/channels/email.ts';
import type { Delivery } from '../../port.ts';
import { asciiAddress } from '../ascii-address.ts';
import { customersAddress } from '../compose.ts';

const NOTIFY = {
  [MailNotices.FAILURES]: ['FAILURE', 'DELAY'],
  [MailNotices.ARRIVALS]: ['SUCCESS', 'FAILURE', 'DELAY'],
} as const;

/** What a server is told beside the message: from whom, to whom, and what it is to report of it. */
export function envelopeOf(
  settings: Pick<SmtpSettings, 'from' | 'bouncesTo' | 'bcc' | 'redirectTo' | 'notices'>,
  { key, content }: Pick<Delivery<LevelContent>, 'key' | 'content'>,
): { readonly envelope: SMTPEnvelope; readonly recipient: string } {
  const { from, bouncesTo = from, bcc, redirectTo, notices } = settings;
  const recipient = redirectTo === undefined ? customersAddress(content) : asciiAddress(redirectTo);
  // In a trial nobody but the one address gets anything.
  const copies = bcc === undefined || redirectTo !== undefined ? [] : [asciiAddress(bcc)];
  return {
    recipient,
    envelope: {
      from: asciiAddress(bouncesTo),
      to: [recipient, ...copies],
      ...(notices === MailNotices.UNASKED
        ? {}
        : { dsn: { ret: 'HDRS', envid: mailReference(key), notify: [...NOTIFY[notices]] } }),
    },
  };
}
