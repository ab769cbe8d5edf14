import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { mailReference } from '../../../contracts/mail-reference.ts';
import { clipped, oneLine } from '../../printable.ts';
import { faultOf, Stage } from './fault.ts';

/** What the server took, where the customer is among those it is for; throws a SmtpFault where only others are. */
export function accepted(info: SMTPConnectionSendInfo, recipient: string): SMTPConnectionSendInfo {
  const refused = info.rejectedErrors?.find((error) => error.recipient === recipient);
  if (refused !== undefined) throw faultOf(refused, Stage.RECIPIENT);
  return info;
}

const LONGEST_ID = 200;

/**
 * What the server calls the message, to ask its operators about it: the words of its answer, unless there is an
 * address in them.
 */
export function providerIdOf({ response, serverMessageId }: SMTPConnectionSendInfo, key: string): string {
  const words = oneLine(response.replace(/^\d{3}[ -](\d\.\d{1,3}\.\d{1,3} )?/, ''));
  const name = serverMessageId ?? (/@/.test(words) ? '' : words);
  return name === '' ? mailReference(key) : clipped(name, LONGEST_ID);
}
