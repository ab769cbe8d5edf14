import type { Fields } from '../../kernel/fields.ts';
import type { CommandOf, MessageForm, MessageNotes } from '../../kernel/message.ts';
import type { Refused } from '../../kernel/refusal.ts';
import type { Decision } from '../decision.ts';
import type { InvoiceMoment } from '../situation.ts';
import { Stage } from '../stage.ts';

/** What a command is decided on. */
interface MessageContext extends InvoiceMoment {
  readonly decision: Decision;
  /** The other invoices of the customer that the message names, settled. */
  readonly others: readonly Decision[];
}

interface Accepted {
  readonly decision: Decision;
  /** What came of it, in one sentence. */
  readonly says: string;
  readonly refused?: undefined;
}

export type Verdict = Accepted | Refused;

/** A message to an invoice, as far as whoever sends or takes it must know it. */
export interface InvoiceForm<Kind extends string = string, Own extends Fields = Fields>
  extends MessageForm<Kind, Own> {
  /** Where it makes sense: what a filter of invoices chooses from. */
  readonly stages: readonly Stage[];
  /** May be said to all that a filter finds. */
  readonly bulk?: true;
  /** In bulk, to every creditor's when none is named. */
  readonly everyCreditor?: true;
}

export interface InvoiceMessage<Kind extends string = string, Own extends Fields = Fields>
  extends InvoiceForm<Kind, Own>,
    MessageNotes {
  /** The rule: what it changes, or why it is refused. */
  decide(context: MessageContext, command: CommandOf<MessageForm<Kind, Own>>): Verdict;
}

/** Defines a message to an invoice; a line in the list beside makes it known everywhere. */
export function invoiceMessage<const Kind extends string, const Own extends Fields>(
  message: InvoiceMessage<Kind, Own>,
): InvoiceMessage<Kind, Own> {
  return message;
}

/** Invoices whose path goes on. */
export const UNDER_WAY: readonly Stage[] = [Stage.OPEN, Stage.REMINDED, Stage.NOTICED, Stage.LISTED];
