import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../domain/channels/mail-status.ts';
import { type Answer, SmtpFault, Stage } from '../../../../gateways/mail/smtp/fault.ts';
import { mayHaveArrived, sentenceOf, verdictOf } from '../../../../gateways/mail/smtp/verdict.ts';

const { CONNECT, LOGIN, SENDER, RECIPIENT, DATA, MESSAGE } = Stage;

/** A line of a server, and what it means at each of these stages. */
const TABLE: readonly [string, Partial<Record<Stage, Verdict>>][] = [
  ['421 4.3.2', { [CONNECT]: 'later', [SENDER]: 'later', [RECIPIENT]: 'later', [MESSAGE]: 'later' }],
  ['450 4.2.0', { [RECIPIENT]: 'later' }],
  ['451', { [RECIPIENT]: 'later', [MESSAGE]: 'later' }],
  ['452 4.2.2', { [RECIPIENT]: 'later' }],
  ['499', { [RECIPIENT]: 'later' }],
  ['500 5.5.2', { [SENDER]: 'server', [RECIPIENT]: 'server', [DATA]: 'server' }],
  ['530 5.7.0', { [SENDER]: 'server', [RECIPIENT]: 'server' }],
  ['535 5.7.8', { [LOGIN]: 'server' }],
  ['550', { [CONNECT]: 'server', [SENDER]: 'server', [RECIPIENT]: 'address', [MESSAGE]: 'message' }],
  ['550 5.1.0', { [SENDER]: 'server', [RECIPIENT]: 'address' }],
  ['550 5.1.1', { [LOGIN]: 'server', [SENDER]: 'server', [RECIPIENT]: 'address', [MESSAGE]: 'address' }],
  ['553 5.1.7', { [SENDER]: 'server', [RECIPIENT]: 'server' }],
  ['553 5.1.8', { [SENDER]: 'server', [RECIPIENT]: 'server' }],
  ['556 5.1.10', { [RECIPIENT]: 'address' }],
  ['556', { [RECIPIENT]: 'address' }],
  ['550 5.2.1', { [RECIPIENT]: 'address' }],
  ['552 5.2.2', { [RECIPIENT]: 'address' }],
  ['552 5.2.3', { [RECIPIENT]: 'message', [MESSAGE]: 'message' }],
  ['552', { [SENDER]: 'message', [RECIPIENT]: 'later', [MESSAGE]: 'message' }],
  ['552 5.3.4', { [SENDER]: 'message', [MESSAGE]: 'message' }],
  ['550 5.4.1', { [RECIPIENT]: 'address' }],
  ['550 5.4.4', { [RECIPIENT]: 'address' }],
  ['550 5.4.6', { [MESSAGE]: 'server' }],
  ['553 5.6.7', { [RECIPIENT]: 'address' }],
  ['554 5.6.0', { [MESSAGE]: 'message' }],
  ['554', { [CONNECT]: 'server', [RECIPIENT]: 'server', [DATA]: 'server', [MESSAGE]: 'message' }],
  ['550 5.7.1', { [SENDER]: 'server', [RECIPIENT]: 'server', [DATA]: 'server', [MESSAGE]: 'server' }],
  ['550 5.7.13', { [RECIPIENT]: 'address' }],
  ['550 5.7.133', { [RECIPIENT]: 'address' }],
  ['550 5.7.26', { [MESSAGE]: 'server' }],
  ['571', { [RECIPIENT]: 'server' }],
];

const CASES = TABLE.flatMap(([line, verdicts]) =>
  Object.entries(verdicts).map(([stage, verdict]) => [line, stage, verdict] as const),
);

describe('what a server answers', () => {
  it.each(CASES)('%s at the stage %s is about: %s', (line, stage, verdict) => {
    expect(verdictOf(stage as Stage, answerOf(line))).toBe(verdict);
  });

  it.each(CASES)('%s at the stage %s is told in a sentence', (line, stage) => {
    const says = sentenceOf('mail.example:25', new SmtpFault(stage as Stage, answerOf(line), 'x'));
    expect(says).toMatch(/^mail\.example:25 answered \d{3}( \d\.\d+\.\d+)? [^.]+\.$/);
    expect(says).toContain(line);
  });
});

describe('whether a message may have arrived', () => {
  it.each([
    [CONNECT, null, false],
    [LOGIN, null, false],
    [SENDER, null, false],
    [DATA, null, false],
    [MESSAGE, null, true],
    [MESSAGE, '399', true],
    [MESSAGE, '400', false],
    [MESSAGE, '550 5.7.1', false],
  ] as const)('at the stage %s with the answer %s: %s', (stage, line, expected) => {
    const fault = new SmtpFault(stage, line === null ? null : answerOf(line), 'x');
    expect(mayHaveArrived(fault)).toBe(expected);
  });
});

function answerOf(line: string): Answer {
  const [code, enhanced] = line.split(' ');
  return { code: Number(code), ...(enhanced === undefined ? {} : { enhanced: enhanced.slice(2) }) };
}
