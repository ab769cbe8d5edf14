import { Readable } from 'node:stream';
import SMTPConnection, {
  type SMTPConnectionAuth,
  type SMTPConnectionOptions,
  type SMTPConnectionSendInfo,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection';
import { faultOf, SmtpFault, Stage } from './fault.ts';

/** A connection to a mail server, ready for messages one after the other. */
export interface Session {
  /** False once either side ended it. */
  readonly isOpen: boolean;
  /** Hands one message over; throws a SmtpFault, after which the session is over. */
  send(envelope: SMTPEnvelope, message: Uint8Array, signal: AbortSignal): Promise<SMTPConnectionSendInfo>;
  /** Says goodbye; resolves at once. */
  end(): void;
}

/**
 * Connects and logs in; throws a SmtpFault. Nodemailer's own pool is not used: a message that waits in it cannot be
 * taken back, and would leave after its attempt has counted as failed, so that the next attempt sends it twice.
 */
export async function openSession(
  options: SMTPConnectionOptions,
  auth: SMTPConnectionAuth | null,
  signal: AbortSignal,
): Promise<Session> {
  const connection = new SMTPConnection(options);
  let isOpen = true;
  // What is thrown while nobody waits for it only ends the session.
  connection.on('error', () => undefined);
  connection.on('end', () => {
    isOpen = false;
  });
  await step<void>(
    connection,
    signal,
    () => Stage.CONNECT,
    (done) => connection.connect((error) => done(error)),
  );
  if (auth !== null) {
    await step(
      connection,
      signal,
      () => Stage.LOGIN,
      (done) => connection.login(auth, done),
    );
  }
  return {
    get isOpen() {
      return isOpen;
    },
    async send(envelope, message, abort) {
      let stage: Stage = Stage.SENDER;
      // Read only once the server has asked for the message.
      const body = new Readable({
        read() {
          stage = Stage.MESSAGE;
          this.push(message);
          this.push(null);
        },
      });
      return step<SMTPConnectionSendInfo>(
        connection,
        abort,
        () => stage,
        (done) => connection.send(envelope, body, done),
      );
    },
    end() {
      if (isOpen) connection.quit();
      isOpen = false;
    },
  };
}

type Settle<T> = (error?: Error | null, value?: T) => void;

/** One exchange; whatever ends it other than success ends the connection as well, so that nothing leaves later. */
function step<T>(
  connection: SMTPConnection,
  signal: AbortSignal,
  stage: () => Stage,
  begin: (settle: Settle<T>) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stopListening = () => {
      connection.off('error', onError);
      connection.off('end', onEnd);
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (fault: SmtpFault) => {
      stopListening();
      if (fault.answer === null) connection.close();
      else connection.quit();
      reject(fault);
    };
    const onError = (error: Error) => fail(faultOf(error, stage()));
    const onEnd = () => fail(new SmtpFault(stage(), null, 'the connection was closed'));
    const onAbort = () => fail(new SmtpFault(stage(), null, 'no answer in time'));
    if (signal.aborted) return onAbort();
    connection.on('error', onError);
    connection.on('end', onEnd);
    signal.addEventListener('abort', onAbort);
    begin((error, value) => {
      if (error !== undefined && error !== null) return onError(error);
      stopListening();
      resolve(value as T);
    });
  });
}
