import { Verdict } from '../../../domain/channels/mail-status.ts';
import { GatewayFailure } from '../../port.ts';
import { faultOf, SmtpFault, Stage } from './fault.ts';
import { mayHaveArrived, sentenceOf, verdictOf } from './verdict.ts';

const FOR_GOOD: readonly Verdict[] = [Verdict.ADDRESS, Verdict.MESSAGE];

/** What became of an attempt, for those who decide what comes next. */
export function failureOf(server: string, error: unknown, recipient: string): GatewayFailure {
  if (error instanceof GatewayFailure) return error;
  const fault = faultFor(error, recipient);
  const isForGood = fault.answer !== null && FOR_GOOD.includes(verdictOf(fault.stage, fault.answer));
  return new GatewayFailure(sentenceOf(server, fault), {
    isTemporary: !isForGood,
    mayHaveArrived: mayHaveArrived(fault),
    // An answer about the address (a greylist, a full mailbox) says nothing of the server.
    isAboutOne: fault.stage === Stage.RECIPIENT && fault.answer !== null && fault.answer.code < 500,
    cause: error,
  });
}

/** Where all recipients were refused, what counts is the answer to the customer's address. */
function faultFor(error: unknown, recipient: string): SmtpFault {
  if (!(error instanceof SmtpFault)) return faultOf(error as Error, Stage.CONNECT);
  const { rejectedErrors = [] } = (error.cause ?? {}) as {
    rejectedErrors?: (Error & { recipient?: string })[];
  };
  const own = rejectedErrors.find((refused) => refused.recipient === recipient);
  return own === undefined ? error : faultOf(own, Stage.RECIPIENT);
}
