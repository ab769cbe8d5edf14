import { EmailWay, MailTls, tlsOf } from '../../domain/channels/email.ts';
import { domainOf, isMailAddress } from '../../domain/channels/mail-address.ts';
import { type BrokenRule, fields } from '../broken-rule.ts';

/** The rules that look at more than one field of the section `email`; faulty fields are passed over. */
export function emailRules(file: unknown): BrokenRule[] {
  const { email } = fields(file);
  const { kind, host, tls, from, login, dkim } = fields(email);
  if (kind !== EmailWay.SMTP) return [];
  return [...loginRules(login, host, tls), ...dkimRules(dkim, from)];
}

function loginRules(login: unknown, host: unknown, tls: unknown): BrokenRule[] {
  if (typeof login !== 'object' || login === null) return [];
  const { password, oauth2 } = fields(login);
  const broken = (reason: string): BrokenRule => ({ path: ['email', 'login'], reason });
  const both = password !== undefined && oauth2 !== undefined;
  const none = password === undefined && oauth2 === undefined;
  return [
    ...(both ? [broken('has password and oauth2; write one of them')] : []),
    ...(none ? [broken('has neither password nor oauth2; write one of them')] : []),
    ...(isOpen(host, tls) ? [broken('could be read on the way; write tls: required')] : []),
  ];
}

/** Said to be opportunistic, and not on this machine. */
function isOpen(host: unknown, tls: unknown): boolean {
  if (typeof host !== 'string' || tls !== MailTls.OPPORTUNISTIC) return false;
  return tlsOf({ host }) === MailTls.REQUIRED;
}

/** Receivers hold the domain of a signature against the sender's (RFC 7489, 3.1): another one is worth nothing. */
function dkimRules(dkim: unknown, from: unknown): BrokenRule[] {
  const { domain } = fields(dkim);
  if (typeof domain !== 'string' || typeof from !== 'string' || !isMailAddress(from)) return [];
  const sender = domainOf(from);
  const signing = domain.toLowerCase();
  if (sender === signing || sender.endsWith(`.${signing}`)) return [];
  const reason = `is not the sender's domain ${sender} nor one above it`;
  return [{ path: ['email', 'dkim', 'domain'], reason }];
}
