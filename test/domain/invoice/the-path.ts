import { InvoiceEvent, type InvoiceTransition } from '../../../domain/invoice/machine.ts';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { approvedOnPath, listedOnPath } from '../../../domain/invoice/path-days.ts';
import { type Simulation, simulate } from '../../../domain/invoice/simulate.ts';
import { formatDay, formatTimeOfDay, type Instant } from '../../../domain/kernel/day.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type AnInvoice, at, iso } from './an-invoice.ts';

interface Wishes {
  readonly approve?: 'none' | 'all';
  /** Local moment to begin at, or an instant; the invoice's first day when not given. */
  readonly from?: string | Instant;
  /** Local moment after which nothing is done. */
  readonly until?: string;
}

/** The whole path of an invoice, when nothing happens but what its facts know. */
export function simulated(invoice: AnInvoice, { approve = 'none', from, until }: Wishes = {}): Simulation {
  const { facts, policy, calendar } = invoice;
  const begin =
    typeof from === 'string' ? at(from, calendar) : (from ?? calendar.instantOf(facts.startsOn, 0));
  const end = until === undefined ? {} : { until: at(until, calendar) };
  return simulate(situation({ facts, policy, calendar }, begin), { approve, ...end });
}

/** What became of an invoice, with only the dates that happened. */
export interface Outcome {
  readonly stage: string;
  readonly levels?: readonly string[];
  readonly due?: string;
  readonly listed?: string;
  readonly approved?: string;
  readonly transferred?: string;
  readonly paid?: string;
  readonly closed?: string;
  readonly reason?: string;
}

/** The path of an invoice in a few dates. Levels are those sent here, as `name on date`. */
export function outcome(invoice: AnInvoice, wishes: Wishes = {}): Outcome {
  const { facts, transitions } = simulated(invoice, wishes);
  const { state } = facts;
  const levels = transitions.filter(isLetter).map(({ level, on }) => `${level} on ${formatDay(on)}`);
  const dates = {
    due: iso(state.noticeDueOn),
    listed: iso(listedOnPath(transitions, invoice.calendar)),
    approved: iso(approvedOnPath(transitions, invoice.calendar)),
    transferred: iso(state.transferredOn),
    paid: iso(state.paidOn),
    closed: iso(state.closedOn),
    reason: state.closeReason,
  };
  const happened = Object.fromEntries(Object.entries(dates).filter(([, date]) => date !== null));
  return { stage: state.stage, ...(levels.length > 0 ? { levels } : {}), ...happened };
}

/** The days on which letters went out. */
export function letters(invoice: AnInvoice, wishes: Wishes = {}): string[] {
  return simulated(invoice, wishes)
    .transitions.filter(isLetter)
    .map(({ on }) => formatDay(on));
}

export function isLetter({ event }: InvoiceTransition): boolean {
  return event === InvoiceEvent.REMINDER_DELIVERED || event === InvoiceEvent.NOTICE_DELIVERED;
}

/** The next step at a local moment: `sendReminder on 2026-02-11`, or `wait: HELD` when nothing is dated. */
export function next(invoice: AnInvoice, moment: string): string {
  const { facts, policy, calendar } = invoice;
  const plan = nextStep(situation({ facts, policy, calendar }, at(moment, calendar)));
  if (plan.at === null) return `${plan.step}: ${plan.because}`;
  return `${plan.step} on ${formatDay(calendar.dayOf(plan.at))}`;
}

/** A moment as local date and time. */
export function localTime({ calendar }: AnInvoice, moment: Instant): string {
  const on = calendar.dayOf(moment);
  const minute = Math.floor((moment - calendar.instantOf(on, 0)) / 60_000);
  return `${formatDay(on)} ${formatTimeOfDay(minute)}`;
}
