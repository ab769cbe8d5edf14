import { createHash } from 'node:crypto';
import addressparser from 'nodemailer/lib/addressparser';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SmtpSettings } from '../../../../domain/channels/email.ts';
import { createSmtpGateway, type SmtpTools } from '../../../../gateways/mail/smtp/gateway.ts';
import { levelDelivery, notice, RECIPIENT, reminder } from '../../contents.ts';
import { failureOf } from '../../failure-of.ts';
import { headersOf, readHeader } from '../../read-mail.ts';
import { type MailScript, openMailServer } from './mail-server.ts';

const ADDRESS = 'a.jansen@example.com';
const BCC = 'archive@acme.example';
const KEY = levelDelivery().key;

/** A server and a gateway to it; an attempt that is left hanging has a third of a second, others as long as they need. */
async function opened(
  script: MailScript = {},
  changes: Partial<SmtpSettings> = {},
  tools: Partial<SmtpTools> = {},
) {
  const server = await openMailServer(script, { hideSMTPUTF8: true });
  const hangs = JSON.stringify(script).includes('hang');
  const gateway = createSmtpGateway(
    settingsFor(server.port, { timeoutSeconds: hangs ? 0.3 : 20, ...changes }),
    {
      secretOf: async (reference) => reference,
      readFile: async () => '',
      ...tools,
    },
  );
  onTestFinished(() => gateway.close());
  return { server, gateway };
}

function settingsFor(port: number, changes: Partial<SmtpSettings> = {}): SmtpSettings {
  return {
    kind: 'smtp',
    host: '127.0.0.1',
    port,
    tls: 'opportunistic',
    from: 'billing@acme.example',
    notices: 'failures',
    connections: 2,
    timeoutSeconds: 20,
    ...changes,
  };
}

describe('an e-mail that a server takes', () => {
  it('counts as delivered, under the name that the server gave it', async () => {
    const { server, gateway } = await opened();
    expect(await gateway.deliver(levelDelivery())).toMatchObject({
      state: 'delivered',
      providerId: 'queued as 4F2A9',
    });
    expect(server.taken).toHaveLength(1);
  });

  it('says from whom it is, where answers go, and that no person wrote it', async () => {
    const { server, gateway } = await opened(
      {},
      { replyTo: 'desk@acme.example', bouncesTo: 'bounces@acme.example' },
    );
    await gateway.deliver(levelDelivery());
    const [{ from, to, bytes }] = server.taken as [(typeof server.taken)[0]];
    expect([from, to]).toEqual(['bounces@acme.example', [ADDRESS]]);
    expect(addressparser(readHeader(bytes, 'From'))).toEqual([
      { name: 'Acme B.V.', address: 'billing@acme.example' },
    ]);
    expect(readHeader(bytes, 'Reply-To')).toBe('desk@acme.example');
    expect(readHeader(bytes, 'Auto-Submitted')).toBe('auto-generated');
    expect(headersOf(bytes).names.filter((name) => /^(List-|Precedence|Bcc)/i.test(name))).toEqual([]);
  });

  it('is named by its key wherever a bounce may name it', async () => {
    const { server, gateway } = await opened();
    await gateway.deliver(levelDelivery());
    const [{ bytes, envid, notify }] = server.taken as [(typeof server.taken)[0]];
    expect(readHeader(bytes, 'Message-ID')).toBe(`<${KEY}@acme.example>`);
    expect(readHeader(bytes, 'X-Dunwell-Reference')).toBe(KEY);
    expect([envid, notify]).toEqual([KEY, ['FAILURE', 'DELAY']]);
  });

  it.each([
    ['arrivals', ['SUCCESS', 'FAILURE', 'DELAY']],
    ['unasked', []],
  ] as const)('asks for notices as the settings say: %s', async (notices, notify) => {
    const { server, gateway } = await opened({}, { notices });
    await gateway.deliver(levelDelivery());
    expect(server.taken[0]?.notify).toEqual(notify);
  });

  it('has the documents that go with it, and does not leave without one', async () => {
    const enclosed = [{ name: 'invoice 1.pdf', type: 'application/pdf', hash: 'a'.repeat(64) }];
    const delivery = levelDelivery(reminder({ enclosed }));
    const { server, gateway } = await opened();
    const failure = await failureOf(gateway.deliver({ ...delivery, readDocument: async () => undefined }));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(server.taken).toEqual([]);
    await gateway.deliver({ ...delivery, readDocument: async () => Buffer.from('%PDF-1.7') });
    const mail = server.taken[0]?.bytes.toString('latin1') ?? '';
    expect(mail).toMatch(/Content-Type: application\/pdf; name="invoice 1.pdf"/);
    expect(mail).toContain(Buffer.from('%PDF-1.7').toString('base64'));
  });

  it('is kept by its hash, so that a copy made later can be held against it', async () => {
    const { gateway } = await opened();
    const { contentHash } = await gateway.deliver(levelDelivery());
    const copy = await gateway.copies?.render(levelDelivery());
    expect(
      createHash('sha256')
        .update(copy?.bytes ?? '')
        .digest('hex'),
    ).toBe(contentHash);
  });

  it('goes to a domain in other letters by its name in ASCII', async () => {
    const { server, gateway } = await opened();
    await gateway.deliver(
      levelDelivery(reminder({ recipient: { ...RECIPIENT, email: 'info@müller.example' } })),
    );
    // The server reads ASCII alone, and shows what it stands for.
    expect(server.taken[0]?.to).toEqual(['info@müller.example']);
  });

  it('takes one connection for many, and no more than it may at a time', async () => {
    const { server, gateway } = await opened();
    for (let i = 0; i < 3; i++) await gateway.deliver(levelDelivery(reminder(), `${KEY}${i}`));
    expect(server.opened).toBe(1);
    await Promise.all([...'abcdefgh'].map((i) => gateway.deliver(levelDelivery(reminder(), `${KEY}${i}`))));
    expect(server.taken).toHaveLength(11);
    expect(server.opened).toBeLessThanOrEqual(2);
  });

  it('is sent once where the server had ended the idle connection', async () => {
    const { server, gateway } = await opened();
    await gateway.deliver(levelDelivery());
    server.willDo({ sender: 'drop' });
    // The kept connection breaks at the sender; so does the new one, and nothing is sent on either.
    expect(await failureOf(gateway.deliver(levelDelivery(reminder(), `${KEY}2`)))).toMatchObject({
      isTemporary: true,
      mayHaveArrived: false,
    });
    expect(server.opened).toBe(2);
    server.willDo({});
    await gateway.deliver(levelDelivery(reminder(), `${KEY}2`));
    expect(server.taken).toHaveLength(2);
  });
});

describe('in a trial', () => {
  it('everything goes to one address, its text as it would be, and names the customer by number alone', async () => {
    const { server, gateway } = await opened({}, { redirectTo: 'trial@acme.example', bcc: BCC });
    await gateway.deliver(levelDelivery(notice()));
    const [{ to, bytes }] = server.taken as [(typeof server.taken)[0]];
    expect(to).toEqual(['trial@acme.example']);
    const { raw } = headersOf(bytes);
    expect(readHeader(bytes, 'To')).toBe('trial@acme.example');
    expect(readHeader(bytes, 'X-Dunwell-Instead-Of')).toBe('C-100');
    expect(raw).not.toMatch(/jansen/i);
    expect(readHeader(bytes, 'Subject')).toContain('factuur 2026/001');
  });

  it('a customer without an address is told of all the same', async () => {
    const { server, gateway } = await opened({}, { redirectTo: 'trial@acme.example' });
    const delivery = levelDelivery(reminder({ recipient: { ...RECIPIENT, email: null } }));
    expect(await failureOf(gateway.deliver(delivery))).toMatchObject({ isTemporary: false });
    expect(server.taken).toEqual([]);
  });
});

describe('a copy for the creditor', () => {
  it('goes along, and the customer does not see it', async () => {
    const { server, gateway } = await opened({}, { bcc: BCC });
    await gateway.deliver(levelDelivery());
    expect(server.taken[0]?.to).toEqual([ADDRESS, BCC]);
    expect(server.taken[0]?.bytes.toString('latin1')).not.toContain(BCC);
  });

  it('does not count for the customer: one who was refused has nothing', async () => {
    const { gateway } = await opened({ recipients: { [ADDRESS]: '550 5.1.1 no' } }, { bcc: BCC });
    expect(await failureOf(gateway.deliver(levelDelivery()))).toMatchObject({
      isTemporary: false,
      mayHaveArrived: false,
    });
  });

  it('that is refused does not hold the customer up', async () => {
    const { server, gateway } = await opened({ recipients: { [BCC]: '550 5.1.1 no' } }, { bcc: BCC });
    expect((await gateway.deliver(levelDelivery())).state).toBe('delivered');
    expect(server.taken[0]?.to).toEqual([ADDRESS]);
  });

  it.each(['550 5.1.1 no', '450 4.2.0 greylisted'] as const)(
    'refused as well, the answer to the customer counts: %s',
    async (own) => {
      const other = own.startsWith('4') ? '550 5.1.1 no' : '450 4.2.0 greylisted';
      const { gateway } = await opened({ recipients: { [ADDRESS]: own, [BCC]: other } }, { bcc: BCC });
      expect((await failureOf(gateway.deliver(levelDelivery()))).isTemporary).toBe(own.startsWith('4'));
    },
  );
});

const FATES: readonly [string, MailScript, 'later' | 'for good' | 'unknown'][] = [
  ['it is busy', { connect: '421 4.3.2 busy' }, 'later'],
  ['it serves nobody', { connect: '554 5.3.2 no' }, 'later'],
  ['it breaks off at once', { connect: 'drop' }, 'later'],
  ['it does not say anything', { connect: 'hang' }, 'later'],
  ['it does not take this sender', { sender: '550 5.7.1 not yours' }, 'later'],
  ['it breaks off at the sender', { sender: 'drop' }, 'later'],
  ['it hangs at the sender', { sender: 'hang' }, 'later'],
  ['it greylists', { recipients: { [ADDRESS]: '450 4.7.1 greylisted, try again' } }, 'later'],
  ['the mailbox is busy', { recipients: { [ADDRESS]: '451 4.3.0 busy' } }, 'later'],
  ['there is no such mailbox', { recipients: { [ADDRESS]: '550 5.1.1 unknown' } }, 'for good'],
  ['it says no more than no', { recipients: { [ADDRESS]: '550 no' } }, 'for good'],
  ['it relays for nobody', { recipients: { [ADDRESS]: '554 5.7.1 relay access denied' } }, 'later'],
  ['it hangs at the address', { recipients: { [ADDRESS]: 'hang' } }, 'later'],
  ['it breaks off at the address', { recipients: { [ADDRESS]: 'drop' } }, 'later'],
  ['it takes no such message', { message: '554 5.6.0 no' }, 'for good'],
  ['the message is too big for it', { message: '552 5.3.4 too big' }, 'for good'],
  ['its policy has something against the message', { message: '550 5.7.1 spam' }, 'later'],
  ['it is full', { message: '452 4.3.1 full' }, 'later'],
  ['it breaks off with the message', { message: 'drop' }, 'unknown'],
  ['it takes the message and breaks off', { message: 'take and drop' }, 'unknown'],
  ['it hangs with the message', { message: 'hang' }, 'unknown'],
  ['it takes the message and hangs', { message: 'take and hang' }, 'unknown'],
];

describe('of an e-mail, when the server does not take it, it is known what became of it:', () => {
  it.each(FATES)('%s', async (_, script, fate) => {
    const { server, gateway } = await opened(script);
    const failure = await failureOf(gateway.deliver(levelDelivery()));
    expect(failure).toMatchObject({
      isTemporary: fate !== 'for good',
      mayHaveArrived: fate === 'unknown',
    });
    expect(failure.message).toContain(`127.0.0.1:${server.port}`);
    // Its words may hold the address.
    expect(failure.message).not.toMatch(/jansen|try again|spam|relay/);
    expect(await gateway.trace(KEY, reminder())).toBe('unknown');
    // Never a second sending where the fate of the first is not known.
    expect(gateway.dedupes).toBe(false);
    expect(server.taken.length).toBe(String(script.message).startsWith('take') ? 1 : 0);
  });

  it('there is no server', async () => {
    const { server, gateway } = await opened();
    await server.close();
    const failure = await failureOf(gateway.deliver(levelDelivery()));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(failure.message).toContain('nothing listens there');
  });

  it('all connections are in use for too long: it is not sent later, when nobody counts on it', async () => {
    const { server, gateway } = await opened({ sender: 'hang' }, { connections: 1 });
    const both = [...'ab'].map((i) => failureOf(gateway.deliver(levelDelivery(reminder(), `${KEY}${i}`))));
    expect(await Promise.all(both)).toMatchObject([
      { isTemporary: true, mayHaveArrived: false },
      { isTemporary: true, mayHaveArrived: false },
    ]);
    server.willDo({});
    await gateway.deliver(levelDelivery());
    expect(server.taken).toHaveLength(1);
  });

  it('after any of them, the next one is sent', async () => {
    const { server, gateway } = await opened();
    for (const [, script] of FATES.filter(([, , fate]) => fate !== 'unknown')) {
      if (JSON.stringify(script).includes('hang')) continue;
      server.willDo(script);
      await gateway.deliver(levelDelivery()).catch(() => undefined);
    }
    const before = server.taken.length;
    server.willDo({});
    await gateway.deliver(levelDelivery());
    expect(server.taken.length).toBe(before + 1);
  });
});

it.each([
  ['450 4.7.1 greylisted', true],
  ['554 5.7.1 relay access denied', false],
] as const)('an answer of %s to the address is about that one alone: %s', async (answer, isAboutOne) => {
  const { gateway } = await opened({ recipients: { [ADDRESS]: answer } });
  expect(await failureOf(gateway.deliver(levelDelivery()))).toMatchObject({ isTemporary: true, isAboutOne });
});

describe('no more than so many an hour', () => {
  it('are sent; what would be more is told how long to wait, and no connection is made for it', async () => {
    const asked: unknown[] = [];
    const mailAllowance: SmtpTools['mailAllowance'] = async (take) => {
      asked.push(take);
      return 90_000;
    };
    const { server, gateway } = await opened({}, { perHour: 100 }, { mailAllowance });
    const failure = await failureOf(gateway.deliver(levelDelivery()));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false, isAboutOne: true });
    // Those that wait do not come back at one moment.
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(90_000);
    expect(failure.retryAfterMs).toBeLessThan(90_000 + 600_000);
    const { asOf: at } = levelDelivery();
    expect(asked).toEqual([
      { account: `billing@acme.example at 127.0.0.1:${server.port}`, perHour: 100, at },
    ]);
    expect(server.opened).toBe(0);
  });
});
