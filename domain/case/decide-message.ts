import { formOf } from '../kernel/message.ts';
import { CASE_COMMANDS, type CaseCommand } from './messages/index.ts';
import type { CaseContext, CaseMessage, CaseVerdict } from './messages/message.ts';
import { settle } from './settle.ts';

/**
 * Decides a command on a case: what it changes, or why it is refused, in words a person understands.
 *
 * Facts must be settled as of `asOf`. Commands are idempotent: asking for what is already so changes nothing and
 * says so.
 */
export function decideCaseCommand(context: CaseContext, command: CaseCommand): CaseVerdict {
  const message: CaseMessage = formOf(CASE_COMMANDS, command.kind);
  const verdict = message.decide(context, command);
  if (verdict.refused !== undefined) return verdict;
  return { ...verdict, decision: settle(verdict.decision, context) };
}
