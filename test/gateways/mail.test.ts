import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addressparser from 'nodemailer/lib/addressparser';
import { describe, expect, it } from 'vitest';
import { composeMail } from '../../gateways/mail/compose.ts';
import { createMailFileOutbox } from '../../gateways/mail/file-outbox.ts';
import { levelDelivery, notice, RECIPIENT, reminder } from './contents.ts';
import { failureOf } from './failure-of.ts';
import { bodiesOf, headersOf, readHeader } from './read-mail.ts';
import { tempFolder } from './temp-folder.ts';

const HEADERS = [
  'Auto-Submitted',
  'Content-Language',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
  'X-Auto-Response-Suppress',
  'X-Dunwell-Reference',
];
const LONG = 'Van den Berg-Oosterhout '.repeat(40);
const NAMES: [string, string][] = [
  ['a line break and a header', 'Eve\r\nBcc: eve@evil.example'],
  ['a bare line feed', 'Eve\nBcc: eve@evil.example'],
  ['a bare carriage return', 'Eve\rBcc: eve@evil.example'],
  ['a Unicode line break', 'Eve\u2028Bcc: eve@evil.example\u0085X: y'],
  ['an address of its own', 'Eve" <eve@evil.example>, "'],
  ['a group', 'eve@evil.example; undisclosed: eve@evil.example;'],
  ['an encoded word', '=?utf-8?q?Eve=0D=0ABcc:_eve@evil.example?='],
  ['a NUL', 'Eve\0Bcc'],
  ['right-to-left letters', 'שרה כהן'],
  ['marks that turn the direction', '\u202eevil\u202c \u2066x\u2069'],
  ['emoji', '👩‍👩‍👧 Zoë 🇳🇱'],
  ['half an emoji', 'Zo\ud83d'],
  ['very many characters', LONG],
  ['very many characters without a space', 'é'.repeat(5_000)],
  ['a very long plain word', 'x'.repeat(5_000)],
  ['a comma, quotes and a backslash', 'Doe, John "J\\R" (x)'],
];

describe('an e-mail', () => {
  it('says from whom, to whom, about what and when', async () => {
    const mail = await composeMail(levelDelivery(notice()));
    expect(addressparser(readHeader(mail, 'From'))).toEqual([
      { name: 'Acme B.V.', address: 'no-reply@acme.invalid' },
    ]);
    expect(addressparser(readHeader(mail, 'To'))).toEqual([
      { name: 'A. Jansen', address: 'a.jansen@example.com' },
    ]);
    expect(readHeader(mail, 'Subject')).toBe(
      'Laatste herinnering en aankondiging van incasso voor factuur 2026/001',
    );
    expect(readHeader(mail, 'Date')).toBe('Mon, 02 Mar 2026 08:30:00 +0000');
    expect(readHeader(mail, 'Content-Language')).toBe('nl');
  });

  it('has the same text in both bodies, the amount in each', async () => {
    const { text, html } = bodiesOf(await composeMail(levelDelivery()));
    expect(text.replace(/\s/g, ' ')).toContain('Totaal te betalen: € 1.279,62');
    expect(html.replace(/\s/g, ' ')).toContain('<strong>€ 1.279,62</strong>');
  });

  it('uses the address in the settings', async () => {
    const folder = tempFolder();
    const gateway = createMailFileOutbox({ folder, from: 'billing@acme.example' });
    const { providerId } = await gateway.deliver(levelDelivery());
    expect(readHeader(readFileSync(join(folder, providerId)), 'From')).toContain('<billing@acme.example>');
  });

  it("has a Message-ID that follows from the key and the sender's domain alone", async () => {
    const first = await composeMail(levelDelivery(reminder()));
    const again = await composeMail(
      { ...levelDelivery(notice(), levelDelivery().key), asOf: 0 },
      { from: 'b@acme.invalid' },
    );
    const other = await composeMail(levelDelivery(reminder(), `${levelDelivery().key}x`));
    expect(readHeader(first, 'Message-ID')).toBe('<invoice/acme/2026%2F001/1/level/reminder-1@acme.invalid>');
    expect(readHeader(again, 'Message-ID')).toBe(readHeader(first, 'Message-ID'));
    expect(readHeader(other, 'Message-ID')).not.toBe(readHeader(first, 'Message-ID'));
  });
});

describe('headers take no orders', () => {
  it.each(NAMES)('from a customer whose name has %s', async (_, name) => {
    const mail = await composeMail(levelDelivery(reminder({ recipient: { ...RECIPIENT, name } })));
    expectPlainHeaders(mail);
    expect(addressparser(readHeader(mail, 'To')).map(({ address }) => address)).toEqual([
      'a.jansen@example.com',
    ]);
  });

  it.each(NAMES)('from a creditor whose name has %s', async (_, name) => {
    const creditor = { id: 'acme', name, country: 'NL' };
    const mail = await composeMail(levelDelivery(reminder({ creditor })));
    expectPlainHeaders(mail);
    expect(addressparser(readHeader(mail, 'From')).map(({ address }) => address)).toEqual([
      'no-reply@acme.invalid',
    ]);
  });

  it.each(NAMES)('from an invoice whose number has %s', async (_, number) => {
    const invoice = { ...reminder().invoice, number };
    const key = 'invoice/acme/1/1/level/reminder-1';
    expectPlainHeaders(await composeMail(levelDelivery(reminder({ invoice }), key)));
  });

  it('from a language', async () => {
    expectPlainHeaders(
      await composeMail(levelDelivery(reminder({ language: 'nl\r\nBcc: eve@evil.example' }))),
    );
  });

  it('from a key', async () => {
    expectPlainHeaders(await composeMail(levelDelivery(reminder(), 'x\r\nBcc: eve@evil.example>')));
  });
});

describe('a customer without a usable e-mail address', () => {
  it.each([null, '', '  '])('fails for good, naming the field: %j', async (email) => {
    const failure = await failureOf(composeMailAsync(reminder({ recipient: { ...RECIPIENT, email } })));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(failure.message).toContain('no email');
  });

  it.each([
    'jansen',
    'a@b',
    'a@b@example.com',
    'a@example.com,eve@evil.example',
    'a@example.com\r\nBcc: eve@evil.example',
    'A <a@example.com>',
    '"a b"@example.com',
    'jürgen@example.com',
    `${'a'.repeat(250)}@example.com`,
  ])('fails for good without repeating it: %j', async (email) => {
    const failure = await failureOf(composeMailAsync(reminder({ recipient: { ...RECIPIENT, email } })));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(failure.message).not.toContain(email);
  });

  it('is no matter of the name: without one the address stands alone', async () => {
    const mail = await composeMail(levelDelivery(reminder({ recipient: { ...RECIPIENT, name: null } })));
    expect(readHeader(mail, 'To')).toBe('a.jansen@example.com');
  });

  it('is no matter of the domain: one in other letters is written in ASCII', async () => {
    const mail = await composeMail(
      levelDelivery(reminder({ recipient: { ...RECIPIENT, name: null, email: 'info@müller.example' } })),
    );
    expect(readHeader(mail, 'To')).toBe('info@xn--mller-kva.example');
  });
});

async function composeMailAsync(content: ReturnType<typeof reminder>): Promise<Buffer> {
  return composeMail(levelDelivery(content));
}

function expectPlainHeaders(mail: Buffer): void {
  const { raw, names } = headersOf(mail);
  expect(names.sort()).toEqual(HEADERS);
  expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of raw.split('\r\n')) expect(line.length).toBeLessThan(998);
}
