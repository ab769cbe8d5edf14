import type { InvoiceRow } from '../db/invoice/invoices.ts';
import type { TransitionRow } from '../db/invoice/transitions.ts';
import type { Charged } from '../domain/invoice/charges/charged.ts';
import { InvoiceEvent } from '../domain/invoice/machine.ts';
import { approvedOnPath, listedOnPath } from '../domain/invoice/path-days.ts';
import { hasEnded, Stage } from '../domain/invoice/stage.ts';
import type { Calendar } from '../domain/kernel/calendar.ts';
import { type Day, formatDay } from '../domain/kernel/day.ts';
import { formatAmount } from '../domain/kernel/money.ts';

/** What a rehearsal says of one invoice; dates are local ISO days, absent when they never happened. */
export interface RehearsalLine {
  readonly number: string;
  readonly outcome: 'PAID' | 'TRANSFERRED' | 'CLOSED' | 'OPEN';
  readonly stage: Stage;
  readonly levels: readonly { readonly name: string; readonly on: string }[];
  readonly noticeDueOn?: string;
  readonly listedOn?: string;
  readonly approvedOn?: string;
  readonly transferredOn?: string;
  readonly paidOn?: string;
  readonly closedOn?: string;
  readonly closeReason?: string;
  /** What was added, as decimals; only under a policy that adds any. */
  readonly fees?: string;
  readonly interest?: string;
  readonly costs?: string;
}

const COUNTS_AS_LEVEL: readonly InvoiceEvent[] = [
  InvoiceEvent.IMPORTED,
  InvoiceEvent.REMINDER_DELIVERED,
  InvoiceEvent.NOTICE_DELIVERED,
];

/** The line of one invoice, from its row and its trail: a case that took it has cleared what the row knew before. */
export function rehearsalLine(
  row: InvoiceRow,
  transitions: readonly TransitionRow[],
  calendar: Calendar,
  charged: Charged | null,
): RehearsalLine {
  const stage = row.stage as Stage;
  const levels = transitions
    .filter((transition) => transition.level !== null && COUNTS_AS_LEVEL.includes(transition.event))
    .map((transition) => ({ name: transition.level ?? '', on: formatDay(transition.on) }));
  return {
    number: row.number,
    outcome: hasEnded(stage) ? (stage as RehearsalLine['outcome']) : Stage.OPEN,
    stage,
    levels,
    ...dated('noticeDueOn', row.noticeDueOn),
    ...dated('listedOn', listedOnPath(transitions, calendar)),
    ...dated('approvedOn', approvedOnPath(transitions, calendar)),
    ...dated('transferredOn', row.transferredOn),
    ...dated('paidOn', row.paidOn),
    ...dated('closedOn', row.closedOn),
    ...(row.closeReason === null ? {} : { closeReason: row.closeReason }),
    ...(charged === null ? {} : inDecimals(charged, row.currency)),
  };
}

function inDecimals({ fees, interest, costs }: Charged, currency: string) {
  const written = (amount: number) => formatAmount(amount, currency);
  return { fees: written(fees), interest: written(interest), costs: written(costs) };
}

function dated<Name extends string>(name: Name, day: Day | null): { [N in Name]?: string } {
  return (day === null ? {} : { [name]: formatDay(day) }) as { [N in Name]?: string };
}
