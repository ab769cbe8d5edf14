/** What became of a message at one recipient, as a report says it (RFC 3464). */
export interface RecipientStatus {
  /** The address it was given to, or was for at first. */
  readonly addresses: readonly string[];
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; in small letters. */
  readonly action: string;
  /** `5.1.1`; undefined when it gives none. */
  readonly status: string | undefined;
}

export interface DeliveryStatus {
  /** What the sender called the message (ENVID of RFC 3461). */
  readonly envelopeId: string | undefined;
  readonly recipients: readonly RecipientStatus[];
}

type Group = ReadonlyMap<string, string>;

const MOST_RECIPIENTS = 100;
const STATUS = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;
/** What servers without enhanced codes say of an address: RFC 5321, 4.2.3. */
const NO_SUCH_ADDRESS = /\b(?:550|551|553)\b/;

/** Reads a part `message/delivery-status`: a group of fields about the message, then one for each recipient. */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const groups = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter((group) => group.size > 0);
  const recipients = groups.filter((group) => group.has('action')).slice(0, MOST_RECIPIENTS);
  const envelopeId = groups.find((group) => group.has('original-envelope-id'))?.get('original-envelope-id');
  return {
    envelopeId: envelopeId === undefined ? undefined : decodeXtext(envelopeId),
    recipients: recipients.map(recipientOf),
  };
}

function recipientOf(group: Group): RecipientStatus {
  return {
    addresses: ['original-recipient', 'final-recipient'].flatMap((name) => addressIn(group.get(name))),
    action: (group.get('action') ?? '').toLowerCase().split(/[\s(;]/)[0] ?? '',
    status: statusOf(group.get('status') ?? '', group.get('diagnostic-code') ?? ''),
  };
}

/** The status; where it says no more than that it failed, the one in the words of the server that refused. */
function statusOf(written: string, diagnostic: string): string | undefined {
  const own = STATUS.exec(written)?.[0];
  if (own !== undefined && !own.endsWith('.0.0')) return own;
  const said = statusIn(diagnostic);
  return said ?? own;
}

/** The status in a server's words. */
export function statusIn(words: string): string | undefined {
  const found = STATUS.exec(words)?.[0];
  if (found !== undefined && !found.endsWith('.0.0')) return found;
  return NO_SUCH_ADDRESS.test(words) ? '5.1.0' : found;
}

/** `rfc822; a@example.com`; other types of address are of no use to us. */
function addressIn(field: string | undefined): string[] {
  const address = /^\s*(?:rfc822|utf-8)\s*;\s*<?([^\s<>]+)>?/i.exec(field ?? '')?.[1];
  return address === undefined ? [] : [address.toLowerCase()];
}

function fieldsOf(group: string): Group {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    // The first counts: what comes twice is no report of a mail server.
    if (at > 0 && !fields.has(name)) fields.set(name, line.slice(at + 1).trim());
  }
  return fields;
}

/** RFC 3461, section 4: `+3D` for `=`. */
function decodeXtext(text: string): string {
  return text.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
