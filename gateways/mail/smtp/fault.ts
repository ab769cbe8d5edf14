/** How far an attempt had come. What ended before the message was begun has reached nobody. */
export const Stage = {
  CONNECT: 'connect',
  LOGIN: 'login',
  SENDER: 'sender',
  RECIPIENT: 'recipient',
  DATA: 'data',
  /** The server asked for the message: from here on it may have it. */
  MESSAGE: 'message',
} as const;
export type Stage = (typeof Stage)[keyof typeof Stage];

/** What the server answered; its words are left out, as they may hold an address. */
export interface Answer {
  /** Of RFC 5321: 550. */
  readonly code: number;
  /** Subject and detail of RFC 3463: `1.1` of 5.1.1. */
  readonly enhanced?: string;
}

/** An attempt that the server refused, or that ended without its answer. */
export class SmtpFault extends Error {
  readonly stage: Stage;
  /** Null when no answer came. */
  readonly answer: Answer | null;

  constructor(stage: Stage, answer: Answer | null, says: string, cause?: unknown) {
    super(says, { cause });
    this.name = 'SmtpFault';
    this.stage = stage;
    this.answer = answer;
  }
}

/** The fields of nodemailer's errors that are looked at. */
interface SmtpError extends Error {
  readonly code?: string | undefined;
  readonly originalCode?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
}

const LINE = /^(\d{3})[ -](?:\d\.(\d{1,3}\.\d{1,3})\b)?/;

/** What an error of the library says, at the stage that was reached. */
export function faultOf(error: SmtpError, reached: Stage): SmtpFault {
  const line = LINE.exec(error.response ?? '');
  if (line === null) return new SmtpFault(reached, null, whyNoAnswer(error), error);
  const [, code = '', enhanced] = line;
  const answer = { code: Number(code), ...(enhanced === undefined ? {} : { enhanced }) };
  return new SmtpFault(stageOf(error, reached), answer, `answered ${written(answer)}`, error);
}

/** `550 5.1.1`, as the server wrote it. */
export function written({ code, enhanced }: Answer): string {
  return enhanced === undefined ? String(code) : `${code} ${String(code)[0]}.${enhanced}`;
}

/** The command that was answered says more than how far it had come. */
function stageOf({ command, code }: SmtpError, reached: Stage): Stage {
  if (command === 'MAIL FROM') return Stage.SENDER;
  if (command === 'RCPT TO') return Stage.RECIPIENT;
  if (command === 'DATA') return code === 'EMESSAGE' ? Stage.MESSAGE : Stage.DATA;
  if (command?.startsWith('AUTH') === true) return Stage.LOGIN;
  return reached;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was broken off',
  EHOSTUNREACH: 'there is no way there from here',
  ENETUNREACH: 'there is no way there from here',
  ETIMEDOUT: 'no answer in time',
  EDNS: 'its name is not known',
  ECONNECTION: 'the connection was closed',
  EPROTOCOL: 'what came is no answer of a mail server',
  EAUTH: 'there is nothing to log in with',
  ETLS: 'no encrypted connection could be made',
};

function whyNoAnswer({ code = '', originalCode = '' }: SmtpError): string {
  const known = REASONS[originalCode] ?? REASONS[code];
  // Codes of certificates, such as CERT_HAS_EXPIRED, say best themselves what is wrong.
  return known ?? (originalCode === '' ? code : originalCode);
}
