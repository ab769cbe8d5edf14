import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { LOOPBACK_CERTIFICATE } from '../../https/certificate.ts';

/** What the server does at one stage: answers so, breaks the connection, says nothing, or goes on. */
type Act = `${number} ${string}` | 'drop' | 'hang' | 'take and drop' | 'take and hang' | 'go on';

export interface MailScript {
  readonly connect?: Act;
  readonly sender?: Act;
  /** By address; others are taken. */
  readonly recipients?: Readonly<Record<string, Act>>;
  readonly message?: Act;
  readonly login?: 'wrong' | 'hang';
}

/** A message that the server took. */
interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly envid: string | undefined;
  readonly notify: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
  readonly bytes: Buffer;
}

/** A mail server on this machine that does what it is told; it ends with the test. */
export interface MailServer {
  readonly port: number;
  /** Every message it has, in order: one twice is the mistake that tests look for. */
  readonly taken: readonly TakenMail[];
  /** How many connections were opened. */
  readonly opened: number;
  /** From now on. */
  willDo(script: MailScript): void;
  close(): Promise<void>;
}

export async function openMailServer(
  script: MailScript = {},
  options: SMTPServerOptions = {},
): Promise<MailServer> {
  const taken: TakenMail[] = [];
  let now = script;
  let opened = 0;
  const server = new SMTPServer({
    ...LOOPBACK_CERTIFICATE,
    authOptional: true,
    hideDSN: false,
    closeTimeout: 1,
    ...options,
    onConnect(session, done) {
      opened += 1;
      act(now.connect, session, done);
    },
    onAuth({ username, password, accessToken }, _session, done) {
      if (now.login === 'hang') return;
      const isRight = now.login !== 'wrong' && (password === 'right' || accessToken === 'token');
      if (isRight) done(null, { user: username });
      else done(answer('535 5.7.8 wrong'));
    },
    onMailFrom: (_address, session, done) => act(now.sender, session, done),
    onRcptTo: ({ address }, session, done) => act(now.recipients?.[address], session, done),
    onData(stream, session, done) {
      void buffer(stream).then((bytes) => {
        const { message = 'go on' } = now;
        if (message.startsWith('take') || message === 'go on') taken.push(mailOf(session, bytes));
        if (message === 'go on') done(null, 'queued as 4F2A9');
        else act(message.replace('take and ', '') as Act, session, done);
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  function act(what: Act = 'go on', session: SMTPServerSession, done: (error?: Error | null) => void): void {
    switch (what) {
      case 'hang':
        break;
      case 'go on':
        done();
        break;
      case 'drop':
        for (const connection of server.connections) {
          if (connection.id === session.id) connection._socket.destroy();
        }
        break;
      default:
        done(answer(what));
    }
  }
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    for (const connection of server.connections) connection._socket.destroy();
    await new Promise<void>((end) => void server.close(end));
  };
  onTestFinished(close);
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    get opened() {
      return opened;
    },
    willDo(next) {
      now = next;
    },
    close,
  };
}

function mailOf({ envelope, user, secure }: SMTPServerSession, bytes: Buffer): TakenMail {
  const { mailFrom, rcptTo, dsn } = envelope;
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    envid: dsn?.envid ?? undefined,
    notify: rcptTo[0]?.dsn?.notify ?? [],
    user: user as string | undefined,
    secure,
    bytes,
  };
}

function answer(line: string): Error {
  const at = line.indexOf(' ');
  return Object.assign(new Error(line.slice(at + 1)), { responseCode: Number(line.slice(0, at)) });
}
