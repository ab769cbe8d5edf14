/** The header section of an e-mail as it stands, and the names of its fields. */
export function headersOf(mail: Buffer): { raw: string; names: string[] } {
  const text = mail.toString('latin1');
  const raw = text.slice(0, text.indexOf('\r\n\r\n'));
  const names = unfold(raw).map((line) => line.slice(0, line.indexOf(':')));
  return { raw, names };
}

/** One header, unfolded and not decoded. */
export function readHeader(mail: Buffer, name: string): string {
  const line = unfold(headersOf(mail).raw).find((field) => field.startsWith(`${name}: `));
  if (line === undefined) throw new Error(`There is no header ${name}.`);
  return line.slice(name.length + 2);
}

/** Both bodies of an e-mail, decoded. */
export function bodiesOf(mail: Buffer): { text: string; html: string } {
  const boundary = /boundary="([^"]+)"/.exec(mail.toString('latin1'))?.[1];
  const parts = mail.toString('latin1').split(`--${boundary}`);
  return { text: decoded(parts[1] ?? ''), html: decoded(parts[2] ?? '') };
}

function unfold(raw: string): string[] {
  return raw.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
}

function decoded(part: string): string {
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
