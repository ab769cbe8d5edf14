import { describe, expect, it } from 'vitest';
import type { SmtpSettings } from '../../../../domain/channels/email.ts';
import { checkSmtp } from '../../../../gateways/mail/smtp/check.ts';
import { readHeader } from '../../read-mail.ts';
import { type MailScript, openMailServer } from './mail-server.ts';

const TEST = { to: 'me@acme.example', asOf: Date.UTC(2026, 2, 2, 8, 30) };

async function checked(script: MailScript, changes: Partial<SmtpSettings> = {}, test?: typeof TEST) {
  const server = await openMailServer(script);
  const settings: SmtpSettings = {
    kind: 'smtp',
    host: '127.0.0.1',
    port: server.port,
    from: 'billing@acme.example',
    notices: 'failures',
    connections: 1,
    timeoutSeconds: 20,
    ...changes,
  };
  const found = await checkSmtp(settings, { secretOf: async () => 'right', readFile: async () => '' }, test);
  return { server, found: found.map(({ what, passes }) => [what.replace(/:\d+/, ''), passes]), all: found };
}

describe('checking a mail server', () => {
  it('connects and logs in, and sends nothing', async () => {
    const { server, found } = await checked({}, { login: { user: 'acme', password: 'env:MAIL' } });
    expect(found).toEqual([['127.0.0.1 can be used', true]]);
    expect(server.opened).toBe(1);
    expect(server.taken).toEqual([]);
  });

  it('says what keeps it from being used', async () => {
    const { found, all } = await checked(
      { login: 'wrong' },
      {
        login: { user: 'acme', password: 'env:MAIL' },
        dkim: { domain: 'acme.example', selector: 's', key: 'env:KEY' },
      },
    );
    expect(found).toEqual([
      ['127.0.0.1 can be used', false],
      ['e-mails are signed for acme.example', false],
    ]);
    expect(all.map(({ says }) => says).join(' ')).toMatch(/535 5\.7\.8.*no private RSA key/s);
  });

  it('sends a test mail where it is told to, and the copy with it', async () => {
    const { server, found } = await checked({}, { bcc: 'archive@acme.example' }, TEST);
    expect(found).toEqual([
      ['127.0.0.1 can be used', true],
      ['a test mail', true],
    ]);
    expect(server.taken.map(({ to }) => to)).toEqual([['me@acme.example', 'archive@acme.example']]);
    expect(readHeader(server.taken[0]?.bytes ?? Buffer.alloc(0), 'Subject')).toBe('Dunwell: test mail');
  });

  it.each(['me@acme.example', 'archive@acme.example'])('says when %s is refused', async (address) => {
    const { found } = await checked(
      { recipients: { [address]: '550 5.1.1 no' } },
      { bcc: 'archive@acme.example' },
      TEST,
    );
    expect(found).toContainEqual(['a test mail', false]);
  });

  it('says that a trial is set up', async () => {
    const { found } = await checked({}, { redirectTo: 'trial@acme.example' });
    expect(found).toContainEqual(['a trial is set up', true]);
  });
});
