import { createVerify, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MailOAuth2, SmtpSettings } from '../../../../domain/channels/email.ts';
import { createSmtpGateway } from '../../../../gateways/mail/smtp/gateway.ts';
import { levelDelivery } from '../../contents.ts';
import { failureOf } from '../../failure-of.ts';
import { AUTHORITY } from '../../https/certificate.ts';
import { readHeader } from '../../read-mail.ts';
import { type MailScript, openMailServer } from './mail-server.ts';

const SETTINGS: Omit<SmtpSettings, 'port'> = {
  kind: 'smtp',
  host: '127.0.0.1',
  tls: 'required',
  ca: 'authority',
  from: 'billing@acme.example',
  notices: 'failures',
  connections: 1,
  timeoutSeconds: 20,
};

async function opened(
  changes: Partial<SmtpSettings>,
  {
    server: options = {},
    script = {},
    secrets = {} as Record<string, string>,
  }: {
    server?: SMTPServerOptions;
    script?: MailScript;
    secrets?: Record<string, string>;
  } = {},
) {
  const server = await openMailServer(script, options);
  const gateway = createSmtpGateway(
    { ...SETTINGS, port: server.port, ...changes },
    { secretOf: async (reference) => secrets[reference] ?? '', readFile: async () => AUTHORITY },
  );
  onTestFinished(() => gateway.close());
  return { server, gateway };
}

const LATER = { isTemporary: true, mayHaveArrived: false };

describe('a connection to a mail server', () => {
  it('is encrypted before anything is said', async () => {
    const { server, gateway } = await opened({});
    await gateway.deliver(levelDelivery());
    expect(server.taken).toMatchObject([{ secure: true }]);
  });

  it('is none where encryption is required and not offered', async () => {
    const { server, gateway } = await opened({}, { server: { disabledCommands: ['STARTTLS', 'AUTH'] } });
    expect(await failureOf(gateway.deliver(levelDelivery()))).toMatchObject(LATER);
    expect(server.taken).toEqual([]);
  });

  it('is none with a server that nobody vouches for, however well it encrypts', async () => {
    const { ca: _, ...rest } = SETTINGS;
    const server = await openMailServer();
    const gateway = createSmtpGateway(
      { ...rest, port: server.port },
      { secretOf: async () => '', readFile: async () => '' },
    );
    onTestFinished(() => gateway.close());
    expect(await failureOf(gateway.deliver(levelDelivery()))).toMatchObject(LATER);
    expect(server.taken).toEqual([]);
  });

  it.each([
    ['encrypted where it is offered', {}, true],
    ['open where it is not', { disabledCommands: ['STARTTLS', 'AUTH'] }, false],
  ] as const)('is %s, when that is said to be enough', async (_, options, secure) => {
    const { server, gateway } = await opened(
      { tls: 'opportunistic' },
      {
        server: {
          ...options,
          disabledCommands: [...('disabledCommands' in options ? options.disabledCommands : [])],
        },
      },
    );
    await gateway.deliver(levelDelivery());
    expect(server.taken).toMatchObject([{ secure }]);
  });
});

describe('a login', () => {
  const login = { user: 'acme', password: 'env:MAIL' };

  it('is by user and password', async () => {
    const { server, gateway } = await opened({ login }, { secrets: { 'env:MAIL': 'right' } });
    await gateway.deliver(levelDelivery());
    expect(server.taken).toMatchObject([{ user: 'acme' }]);
  });

  it('that is wrong is a matter of the settings: nothing is lost, and a new password counts at once', async () => {
    const secrets = { 'env:MAIL': 'wrong' };
    const { server, gateway } = await opened({ login }, { secrets });
    const failure = await failureOf(gateway.deliver(levelDelivery()));
    expect(failure).toMatchObject(LATER);
    expect(failure.message).toContain('535');
    secrets['env:MAIL'] = 'right';
    await gateway.deliver(levelDelivery());
    expect(server.taken).toHaveLength(1);
  });

  it('that hangs ends with the attempt', async () => {
    const { gateway } = await opened(
      { login, timeoutSeconds: 0.3 },
      { script: { login: 'hang' }, secrets: { 'env:MAIL': 'right' } },
    );
    expect(await failureOf(gateway.deliver(levelDelivery()))).toMatchObject(LATER);
  });

  const OAUTH2 = { clientId: 'dunwell', clientSecret: 'env:CLIENT', scope: 'https://mail.example/.default' };
  it.each([
    ['the program itself', {}, 'client_id=dunwell&client_secret=c&grant_type=client_credentials&scope='],
    [
      'a refresh token',
      { refreshToken: 'env:REFRESH' },
      'client_id=dunwell&client_secret=c&grant_type=refresh_token&refresh_token=r&scope=',
    ],
  ])('is by OAuth2 with a token for %s, which is asked for once', async (_, more, form) => {
    const { url, asked } = await openTokens('token');
    const oauth2: MailOAuth2 = { ...OAUTH2, ...more, tokenUrl: url };
    const { server, gateway } = await opened(
      { login: { user: 'acme', oauth2 } },
      { server: { authMethods: ['XOAUTH2'] }, secrets: { 'env:CLIENT': 'c', 'env:REFRESH': 'r' } },
    );
    await gateway.deliver(levelDelivery());
    await gateway.close();
    await gateway.deliver(levelDelivery());
    expect(server.taken).toMatchObject([{ user: 'acme' }, { user: 'acme' }]);
    expect(server.opened).toBe(2);
    expect(asked).toEqual([`${form}https%3A%2F%2Fmail.example%2F.default`]);
  });

  it('by OAuth2 without a token is a matter of the settings, and names nothing secret', async () => {
    const { url } = await openTokens('');
    const { gateway } = await opened(
      { login: { user: 'acme', oauth2: { ...OAUTH2, tokenUrl: url } } },
      { server: { authMethods: ['XOAUTH2'] }, secrets: { 'env:CLIENT': 'very-secret' } },
    );
    const failure = await failureOf(gateway.deliver(levelDelivery()));
    expect(failure).toMatchObject(LATER);
    expect(failure.message).not.toContain('very-secret');
  });
});

describe('a signature by DKIM', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dkim = { domain: 'acme.example', selector: 's1', key: 'file:/dkim.pem' };
  const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('stands over the message and holds', async () => {
    const { server, gateway } = await opened({ dkim }, { secrets: { 'file:/dkim.pem': pem } });
    await gateway.deliver(levelDelivery());
    const mail = server.taken[0]?.bytes ?? Buffer.alloc(0);
    const field = readHeader(mail, 'DKIM-Signature');
    expect(field).toMatch(/d=acme\.example;.* s=s1;/);
    expect(holds(mail, field)).toBe(true);
  });

  it.each([
    ['no key', 'what is this'],
    [
      'a key of another kind',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])('that cannot be made with %s keeps the message here', async (_, key) => {
    const { server, gateway } = await opened({ dkim }, { secrets: { 'file:/dkim.pem': key } });
    const failure = await failureOf(gateway.deliver(levelDelivery()));
    expect(failure).toMatchObject(LATER);
    expect(failure.message).toContain('no private RSA key');
    expect(server.taken).toEqual([]);
  });

  /** The signature over the headers that it names, relaxed as RFC 6376 says (3.4.2, 3.7). */
  function holds(mail: Buffer, field: string): boolean {
    const tag = (name: string) => new RegExp(`(?:^|;) ?${name}=([^;]*)`).exec(field)?.[1]?.trim() ?? '';
    const names = tag('h').replace(/\s/g, '').split(':');
    const lines = names.map((name) => {
      const found = new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded(mail))?.[1] ?? '';
      return `${name.toLowerCase()}:${found.replace(/\s+/g, ' ').trim()}`;
    });
    const unsigned = field
      .replace(/(; ?b=).*$/s, '$1')
      .replace(/\s+/g, ' ')
      .trim();
    const signed = [...lines, `dkim-signature:${unsigned}`].join('\r\n');
    return createVerify('RSA-SHA256')
      .update(signed)
      .verify(keys.publicKey, tag('b').replace(/\s/g, ''), 'base64');
  }

  function unfolded(mail: Buffer): string {
    const text = mail.toString('latin1');
    return text
      .slice(0, text.indexOf('\r\n\r\n'))
      .replace(/\r\n(?=[ \t])/g, '')
      .replaceAll('\r\n', '\n');
  }
});

/** A server that gives out tokens. */
async function openTokens(token: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(body);
      response.statusCode = token === '' ? 401 : 200;
      response.end(JSON.stringify({ access_token: token, expires_in: 3600 }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, asked };
}
