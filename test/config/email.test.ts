import { describe, expect, it } from 'vitest';
import { readChannels } from '../../config/channels/load.ts';
import { writeChannels } from '../../config/channels/write.ts';

const FILE = `
creditor: acme
email:
  kind: smtp
  host: smtp.acme.example
  login: { user: acme, password: env:MAIL_PASSWORD }
  from: billing@acme.example
  replyTo: desk@acme.example
  bouncesTo: bounces@acme.example
  bcc: archive@acme.example
  dkim: { domain: acme.example, selector: 2026a, key: file:/etc/dunwell/dkim.pem }
  perHour: 500
`;

const OAUTH2 = `oauth2: { tokenUrl: "https://login.example/token", clientId: dunwell, clientSecret: env:CLIENT }`;

const problemsOf = (text: string) => {
  const read = readChannels(text);
  return read.ok ? [] : read.problems;
};

describe('the section email of a channels file', () => {
  it('names a mail server, its defaults filled in', () => {
    const read = readChannels(FILE);
    expect(read).toMatchObject({
      ok: true,
      channels: {
        creditor: 'acme',
        settings: {
          email: {
            kind: 'smtp',
            port: 587,
            notices: 'failures',
            connections: 5,
            timeoutSeconds: 25,
            perHour: 500,
          },
        },
      },
    });
    expect(read.ok && readChannels(writeChannels(read.channels))).toEqual(read);
  });

  it.each([
    ['by OAuth2', FILE.replace('password: env:MAIL_PASSWORD', OAUTH2)],
    [
      'a server on this machine',
      FILE.replace('smtp.acme.example', '127.0.0.1').replace('env:MAIL_PASSWORD', 'env:A'),
    ],
    ['a domain above', FILE.replace('from: billing@acme.example', 'from: billing@mail.acme.example')],
    ['all that is needed', 'email: { kind: smtp, host: localhost, port: 25, from: billing@acme.example }'],
    ['a trial', `${FILE}  redirectTo: trial@acme.example\n`],
  ])('can say: %s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['no sender', FILE.replace(/ {2}from: .*\n/, ''), /is missing; write one such as billing@acme\.example/],
    [
      'a sender that is no address',
      FILE.replace('from: billing@acme.example', 'from: billing'),
      /is no address/,
    ],
    ['a port that is none', FILE.replace('kind: smtp', 'kind: smtp\n  port: 65536'), /from 1 to 65535/],
    ['a limit of none', FILE.replace('perHour: 500', 'perHour: 0'), /from 1 to 1000000/],
    ['an attempt longer than its lease', `${FILE}  timeoutSeconds: 26\n`, /from 1 to 25/],
    ['a password that could be read on the way', `${FILE}  tls: opportunistic\n`, /could be read on the way/],
    ['no way to log in', FILE.replace(', password: env:MAIL_PASSWORD', ''), /neither password nor oauth2/],
    ['two ways to log in', FILE.replace('password:', `${OAUTH2}, password:`), /has password and oauth2/],
    [
      'a signature for another domain',
      FILE.replace('dkim: { domain: acme.example', 'dkim: { domain: me.example'),
      /is not the sender's domain acme\.example nor one above it/,
    ],
    [
      'a signature for a domain that only ends alike',
      FILE.replace('dkim: { domain: acme.example', 'dkim: { domain: me.example').replace(
        'billing@acme',
        'billing@ac-me',
      ),
      /is not the sender's domain/,
    ],
    [
      'a token address in the open',
      FILE.replace('password: env:MAIL_PASSWORD', OAUTH2.replace('https', 'http')),
      /https/,
    ],
    ['an unknown key', `${FILE}  redirect: x@acme.example\n`, /did you mean redirectTo/],
  ])('is refused for %s', (_, text, says) => {
    expect(problemsOf(text)).toEqual([expect.objectContaining({ reason: expect.stringMatching(says) })]);
  });

  it.each([
    ['password', FILE.replace('env:MAIL_PASSWORD', 'hunter2-secret')],
    ['dkim key', FILE.replace('file:/etc/dunwell/dkim.pem', 'hunter2-secret')],
    [
      'client secret',
      FILE.replace('password: env:MAIL_PASSWORD', OAUTH2.replace('env:CLIENT', 'hunter2-secret')),
    ],
  ])('never repeats what stands where a reference to a secret belongs: %s', (_, text) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});
