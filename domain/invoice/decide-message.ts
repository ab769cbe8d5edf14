import { formOf } from '../kernel/message.ts';
import { type Decision, start } from './decision.ts';
import { type Command, INVOICE_COMMANDS } from './messages/index.ts';
import type { InvoiceMessage, Verdict } from './messages/message.ts';
import { settle } from './settle.ts';
import type { InvoiceSituation } from './situation.ts';

/**
 * Decides a command on an invoice: what it changes, or why it is refused, in words a person understands.
 *
 * Facts must be settled as of `asOf`. Commands are idempotent: asking for what is already so changes
 * nothing and says so.
 */
export function decideCommand(
  { facts, ...moment }: InvoiceSituation,
  command: Command,
  /** The other invoices of the customer that the command names. */
  others: readonly Decision[] = [],
): Verdict {
  const message: InvoiceMessage = formOf(INVOICE_COMMANDS, command.kind);
  const verdict = message.decide({ ...moment, others, decision: start(facts) }, command);
  if (verdict.refused !== undefined) return verdict;
  return { ...verdict, decision: settle(verdict.decision, moment) };
}
