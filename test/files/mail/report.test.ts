import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../files/mail/outcome.ts';
import { type MailRead, readMailReport } from '../../../files/mail/report.ts';
import {
  ADDRESS,
  complaint,
  exchange,
  exim,
  gmail,
  outOfOffice,
  postfix,
  REFERENCE,
  RETURNED,
} from './reports.ts';

const read = (mail: string): Promise<MailRead> => readMailReport(Buffer.from(mail, 'utf8'));

async function outcome(mail: string, copies: readonly string[] = []) {
  const found = await read(mail);
  return found.kind === 'report' ? outcomeOf(found.recipients, copies) : found.kind;
}

const SERVERS = [
  ['Postfix', postfix],
  ['Exchange', exchange],
  ['Gmail', gmail],
] as const;

describe('a report of a mail server', () => {
  it.each([...SERVERS, ['Exim', exim] as const])('of %s names what came back', async (_, write) => {
    const found = await read(write());
    expect(found).toMatchObject({ kind: 'report' });
    expect(found).toHaveProperty('references.0', REFERENCE);
  });

  it.each(SERVERS)(
    'of %s tells an address that is gone from a message that did not arrive',
    async (_, write) => {
      expect(await outcome(write())).toMatchObject({ kind: 'bounced', isHard: true });
      const full = { status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 mailbox full' };
      expect(await outcome(write(full))).toEqual({ kind: 'bounced', isHard: false, status: '5.2.2' });
    },
  );

  it.each(SERVERS)('of %s that it is late is no bounce', async (_, write) => {
    const late = { action: 'delayed', status: '4.4.1', diagnostic: 'smtp; 421 try again' };
    expect(await outcome(write(late))).toEqual({ kind: 'delayed' });
  });

  it.each(['delivered', 'relayed', 'expanded', 'DELIVERED (by lmtp)'])(
    'can say that it arrived: %s',
    async (action) => {
      expect(await outcome(postfix({ action, status: '2.0.0', diagnostic: 'smtp; 250 ok' }))).toEqual({
        kind: 'delivered',
      });
    },
  );

  it.each([
    ['5.1.1', 'smtp; 550 5.1.1 unknown', true],
    ['5.1.10', 'smtp; 550 5.1.10 null mx', true],
    ['5.2.1', 'smtp; 550 5.2.1 disabled', true],
    ['5.4.4', 'x-unix; no such host', true],
    ['5.0.0', 'smtp; 550 5.1.1 unknown', true],
    ['5.0.0', 'smtp; 550 user unknown', true],
    ['5.0.0', 'smtp; 554 no', false],
    ['5.2.2', 'smtp; 552 5.2.2 full', false],
    ['5.3.4', 'smtp; 552 5.3.4 too big', false],
    ['5.7.1', 'smtp; 550 5.7.1 policy', false],
    ['4.4.7', 'smtp; 421 4.4.7 gave up', false],
    ['4.1.1', 'smtp; 450 4.1.1 for five days', false],
  ])('with the status %s and the words %s is of a hard bounce: %s', async (status, diagnostic, isHard) => {
    expect(await outcome(postfix({ status, diagnostic }))).toMatchObject({ kind: 'bounced', isHard });
  });

  it.each([
    ['550 5.1.1 No such user here', true, '5.1.1'],
    ['550 No such user here', true, '5.1.0'],
    ['552 5.2.2 mailbox is full', false, '5.2.2'],
    ['retry timeout exceeded', false, null],
  ])('of Exim in words is read by its reason: %s', async (reason, isHard, status) => {
    expect(await outcome(exim(reason))).toEqual({ kind: 'bounced', isHard, status });
  });

  it('about the copy that the creditor gets says nothing of the customer', async () => {
    const copy = 'archive@acme.example';
    expect(await outcome(postfix({ address: copy }), [copy])).toEqual({ kind: 'nothing' });
    expect(await outcome(postfix(), [copy])).toMatchObject({ kind: 'bounced' });
  });

  it('names what came back by its envelope, its header, or what it answers: one of them is enough', async () => {
    const without = (...lines: RegExp[]) =>
      postfix()
        .split('\r\n')
        .filter((line) => !lines.some((one) => one.test(line)))
        .join('\r\n');
    const all = [/^Original-Envelope-Id/, /^X-Dunwell-Reference/, /^Message-ID: <invoice/];
    for (const kept of all) {
      expect(await read(without(...all.filter((one) => one !== kept)))).toMatchObject({
        references: [REFERENCE],
      });
    }
    expect(await read(without(...all))).toMatchObject({ kind: 'report', references: [] });
  });

  it('names it also where a server gave the message another Message-ID', async () => {
    const mail = gmail().replaceAll(`<${REFERENCE}@acme.example>`, '<0100-abc@eu-west-1.amazonses.example>');
    expect(await read(mail)).toMatchObject({ references: expect.arrayContaining([REFERENCE]) });
  });

  it('of an envelope with odd characters is read as RFC 3461 writes them', async () => {
    const mail = postfix().replace(`Original-Envelope-Id: ${REFERENCE}`, 'Original-Envelope-Id: a+2Bb+3Dc');
    expect(await read(mail)).toHaveProperty('references.0', 'a+b=c');
  });
});

describe('what is no bounce', () => {
  it('is a complaint: it arrived', async () => {
    expect(await read(complaint())).toMatchObject({ kind: 'complaint', references: [REFERENCE] });
  });

  it.each([
    'Auto-Submitted: auto-replied (vacation)',
    'Auto-Submitted: auto-replied',
    'Auto-Submitted: auto-generated',
    'Precedence: auto_reply',
    'X-Autoreply: yes',
    'X-Autorespond: yes',
  ])('is a holiday answer: %s', async (header) => {
    expect(await read(outOfOffice(header))).toMatchObject({
      kind: 'automatic answer',
      references: [REFERENCE],
    });
  });

  it.each(['Auto-Submitted: no', 'X-Mailer: hand'])('is the answer of a person: %s', async (header) => {
    expect(await read(outOfOffice(header))).toMatchObject({ kind: 'other', references: [REFERENCE] });
  });

  it('is a person who quotes a bounce', async () => {
    const quoted = postfix()
      .split('\r\n')
      .map((line) => `> ${line}`)
      .join('\r\n');
    const mail = ['From: x@example.com', `Subject: ${ADDRESS}`, '', quoted, ...RETURNED.map((l) => `> ${l}`)];
    expect(await read(mail.join('\r\n'))).toMatchObject({ kind: 'other' });
  });
});

describe('a file that is no e-mail', () => {
  it.each([
    ['is empty', ''],
    ['has no header', '\r\n\r\nhello'],
  ])('%s: it is said, not thrown', async (_, mail) => {
    expect(await read(mail)).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    ['bytes by chance', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256))],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['parts within parts without end', nested(200)],
    ['a header without end', Buffer.from(`X: ${'x'.repeat(1024 * 1024)}\r\n\r\n`)],
  ])('%s: it is never taken for a bounce', async (_, bytes) => {
    const found = await readMailReport(bytes);
    expect(['unreadable', 'other']).toContain(found.kind);
  });

  it('cut off anywhere is never read as something else than it is', async () => {
    const mail = postfix();
    for (let end = 0; end < mail.length; end += 97) {
      const found = await read(mail.slice(0, end));
      if (found.kind !== 'report') continue;
      expect(['bounced', 'nothing']).toContain(outcomeOf(found.recipients).kind);
    }
  });
});

function nested(depth: number): Buffer {
  const open = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`,
  );
  return Buffer.from(`From: x@example.com\r\n${open.join('')}`);
}
