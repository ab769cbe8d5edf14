import { Verdict, verdictOfStatus } from '../../../domain/channels/mail-status.ts';
import { type Answer, type SmtpFault, Stage, written } from './fault.ts';

/** Permanent answers without such a code: RFC 5321, 4.2.3 and 4.3.2; 556 of RFC 7504. */
const BY_CODE: Readonly<
  Record<typeof Stage.RECIPIENT | typeof Stage.MESSAGE, Readonly<Record<number, Verdict>>>
> = {
  [Stage.RECIPIENT]: {
    550: Verdict.ADDRESS,
    551: Verdict.ADDRESS,
    // Counts as 452 here: RFC 5321, 4.5.3.1.10.
    552: Verdict.LATER,
    553: Verdict.ADDRESS,
    556: Verdict.ADDRESS,
  },
  [Stage.MESSAGE]: {
    550: Verdict.MESSAGE,
    552: Verdict.MESSAGE,
    554: Verdict.MESSAGE,
  },
};

/** What the server's answer means, by its code and by when it came. */
export function verdictOf(stage: Stage, { code, enhanced }: Answer): Verdict {
  if (code < 500) return Verdict.LATER;
  switch (stage) {
    case Stage.CONNECT:
    case Stage.LOGIN:
      return Verdict.SERVER;
    case Stage.SENDER:
      // What it says of an address is about the sender's; only the size is the message's.
      return code === 552 || enhanced === '3.4' ? Verdict.MESSAGE : Verdict.SERVER;
    case Stage.DATA:
      return verdictOfStatus(enhanced) ?? Verdict.SERVER;
    case Stage.RECIPIENT:
    case Stage.MESSAGE:
      return verdictOfStatus(enhanced) ?? BY_CODE[stage][code] ?? Verdict.SERVER;
    default:
      return stage satisfies never;
  }
}

/** True when no answer came and the server may have the message. */
export function mayHaveArrived({ stage, answer }: SmtpFault): boolean {
  // An answer that is neither yes nor no (3xx) leaves it open as well.
  return stage === Stage.MESSAGE && (answer === null || answer.code < 400);
}

/** The fault in a sentence; without an address and without the server's own words. */
export function sentenceOf(server: string, fault: SmtpFault): string {
  const { stage, answer } = fault;
  if (answer === null) {
    return stage === Stage.MESSAGE
      ? `${server} took the message and gave no answer (${fault.message}): whether it has it is not known.`
      : `${server} cannot be used (${fault.message}).`;
  }
  return `${server} answered ${written(answer)} ${AT[stage]}: ${MEANS[verdictOf(stage, answer)]}.`;
}

const AT: Readonly<Record<Stage, string>> = {
  [Stage.CONNECT]: 'to the connection',
  [Stage.LOGIN]: 'to the login',
  [Stage.SENDER]: 'to the sender',
  [Stage.RECIPIENT]: 'to the address',
  [Stage.DATA]: 'before the message',
  [Stage.MESSAGE]: 'to the message',
};

const MEANS: Readonly<Record<Verdict, string>> = {
  [Verdict.ADDRESS]: 'the address takes no mail',
  [Verdict.MESSAGE]: 'it takes no such message',
  [Verdict.LATER]: 'it is to be tried later',
  [Verdict.SERVER]: 'the server or the settings are to be mended first',
};
