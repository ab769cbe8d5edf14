import { createCalendar } from '../../../calendar/calendar.ts';
import { type CustomerMoney, NO_MONEY } from '../../../domain/intake/customer-money.ts';
import { paymentOrderOf } from '../../../domain/invoice/charges/payment-order.ts';
import {
  type CustomerFacts,
  type InvoiceFacts,
  type InvoiceState,
  NEW_INVOICE,
} from '../../../domain/invoice/facts.ts';
import { levelNamed, openingState } from '../../../domain/invoice/opening-position.ts';
import type { Level, Policy, TransferMode, TransferSettings } from '../../../domain/invoice/policy.ts';
import type { Calendar } from '../../../domain/kernel/calendar.ts';
import { CustomerKind } from '../../../domain/kernel/customer-kind.ts';
import { type Day, formatDay, type Instant, parseDay, parseTimeOfDay } from '../../../domain/kernel/day.ts';
import { type Hold, HoldKind, HoldReason, HoldScope } from '../../../domain/kernel/holds.ts';
import { EntryKind, type LedgerEntry } from '../../../domain/kernel/ledger.ts';

/** The Netherlands: most examples are set there. */
export const NL: Calendar = createCalendar({ country: 'NL', timeZone: 'Europe/Amsterdam' });

/** `2026-03-01` as a day. A date that does not exist is a mistake of the test. */
export function day(date: string): Day {
  const found = parseDay(date);
  if (found === undefined) throw new Error(`${date} is no date`);
  return found;
}

/** A customer's credit that is on no invoice, there since before all that is told. */
export function customerCredit(amount: number): CustomerMoney {
  return { overpaid: [], credits: amount === 0 ? [] : [{ amount, bookedOn: day('2026-01-01') }] };
}

/** `2026-03-01 13:00`, local time of the calendar. */
export function at(moment: string, calendar: Calendar = NL): Instant {
  const [date, time] = moment.split(' ');
  const minute = parseTimeOfDay(time ?? '00:00');
  if (minute === undefined) throw new Error(`${moment} is no local time`);
  return calendar.instantOf(day(date!), minute);
}

export const REMINDER_1: Level = { name: 'reminder-1', kind: 'reminder', daysAfterDue: 7 };
export const REMINDER_2: Level = {
  name: 'reminder-2',
  kind: 'reminder',
  daysAfterDue: 21,
  minDaysSincePrevious: 10,
};
export const NOTICE: Level = {
  name: 'notice',
  kind: 'notice',
  daysAfterDue: 35,
  minDaysSincePrevious: 14,
  paymentDays: 14,
};

const TRANSFER: TransferSettings = { mode: 20, workingDays: 3, at: 13 * 60, closeAfterDays: 60 };

/** The policy of the example creditor: two reminders, a notice, mode 20 with three working days. */
export const POLICY: Policy = {
  minimumAmount: 1000,
  levels: [REMINDER_1, REMINDER_2, NOTICE],
  sending: { from: 9 * 60, until: 17 * 60 },
  transfer: TRANSFER,
  onDisputed: 'hold',
  onChargeback: 'reopen',
  settlement: { kind: 'keep' },
  onUnmatchedCredit: 'ignore',
  postalDays: 0,
};

export function aPolicy(
  changes: Partial<Omit<Policy, 'transfer'>> & { transfer?: Partial<TransferSettings> } = {},
): Policy {
  return { ...POLICY, ...changes, transfer: { ...TRANSFER, ...changes.transfer } };
}

/** The example policy with another transfer mode. */
export function inMode(mode: TransferMode, transfer: Partial<TransferSettings> = {}): Policy {
  return aPolicy({ transfer: { mode, ...transfer } });
}

interface Wishes {
  readonly number?: string;
  readonly amount?: number;
  readonly issuedOn?: string;
  /** Null for a blank due date. */
  readonly dueOn?: string | null;
  readonly mode?: TransferMode;
  readonly policy?: Policy;
  readonly calendar?: Calendar;
  /** Level and day of an opening position. */
  readonly opening?: readonly [level: string, on: string];
  readonly state?: Partial<InvoiceState>;
  readonly customer?: Partial<CustomerFacts>;
  readonly ledgerFreshAt?: Instant | null;
  readonly pendingEffect?: InvoiceFacts['pendingEffect'];
  /** False for an invoice that is really being dunned; true, all is known from the start. */
  readonly rehearsal?: boolean;
  /** Rehearsal: the moment of the next event of the script. */
  readonly scriptedAt?: Instant;
}

interface HoldWishes {
  readonly scope?: HoldScope;
  readonly reason?: HoldReason;
  readonly kind?: HoldKind;
  readonly until?: string | null;
  /** The moment it was recorded; midnight of its first day when not given. */
  readonly recordedAt?: string;
  readonly releasedAt?: string;
}

/** An invoice of 100.00 issued on 2026-01-05 and due on 2026-02-04, unless wished otherwise. */
export function anInvoice(wishes: Wishes = {}): AnInvoice {
  const policy = wishes.policy ?? POLICY;
  const calendar = wishes.calendar ?? NL;
  const issuedOn = day(wishes.issuedOn ?? '2026-01-05');
  const [level, on] = wishes.opening ?? [null, null];
  const last = level === null ? null : levelNamed(policy, level);
  const openingOn = on === null ? null : day(on);
  const facts: InvoiceFacts = {
    agreements: [],
    dispute: null,
    creditor: 'acme',
    country: 'NL',
    number: wishes.number ?? '1001',
    amount: wishes.amount ?? 10_000,
    currency: 'EUR',
    issuedOn,
    startsOn: openingOn ?? issuedOn,
    dueOn: wishes.dueOn === null ? null : day(wishes.dueOn ?? '2026-02-04'),
    ownTransferMode: wishes.mode ?? null,
    state: { ...NEW_INVOICE, ...openingState(policy, calendar, last, openingOn), ...wishes.state },
    tasks: [],
    dismissedTasks: [],
    ledger: [],
    holds: [],
    ...paymentOrderOf(policy),
    customer: {
      kind: CustomerKind.consumer,
      acceptsDunning: true,
      archived: false,
      directDebitOn: null,
      unmatchedMoney: NO_MONEY,
      reached: { email: 'reached', letter: 'reached', webhook: 'reached' },
      ...wishes.customer,
    },
    pendingEffect: wishes.pendingEffect ?? null,
    ledgerFreshAt: wishes.ledgerFreshAt ?? null,
    rehearsal: wishes.rehearsal ?? true,
    scriptedAt: wishes.scriptedAt ?? null,
  };
  return new AnInvoice(facts, policy, calendar);
}

/** A claim whose notice was delivered on that day, by an opening position. */
export function aClaim(noticeOn: string, wishes: Wishes = {}): AnInvoice {
  return anInvoice({ ...wishes, opening: ['notice', noticeOn] });
}

/** Facts with their policy and calendar. Each method gives a new one; nothing is changed in place. */
export class AnInvoice {
  readonly facts: InvoiceFacts;
  readonly policy: Policy;
  readonly calendar: Calendar;

  constructor(facts: InvoiceFacts, policy: Policy, calendar: Calendar) {
    this.facts = facts;
    this.policy = policy;
    this.calendar = calendar;
  }

  with(changes: Partial<InvoiceFacts>): AnInvoice {
    return new AnInvoice({ ...this.facts, ...changes }, this.policy, this.calendar);
  }

  /** A hold of the invoice by its operator, open-ended, unless wished otherwise. */
  withHold(from: string, wishes: HoldWishes = {}): AnInvoice {
    const hold: Hold = {
      id: this.facts.holds.length + 1,
      scope: wishes.scope ?? HoldScope.INVOICE,
      kind: wishes.kind ?? HoldKind.REMINDERS,
      reason: wishes.reason ?? HoldReason.OPERATOR,
      from: day(from),
      until: wishes.until === undefined || wishes.until === null ? null : day(wishes.until),
      recordedAt: at(wishes.recordedAt ?? from, this.calendar),
      releasedAt: wishes.releasedAt === undefined ? null : at(wishes.releasedAt, this.calendar),
    };
    return this.with({ holds: [...this.facts.holds, hold] });
  }

  /** A booking, recorded at midnight of its day unless said otherwise. */
  withBooking(kind: EntryKind, amount: number, bookedOn: string, recordedAt = bookedOn): AnInvoice {
    const entry: LedgerEntry = {
      externalId: `x${this.facts.ledger.length + 1}`,
      kind,
      amount,
      bookedOn: day(bookedOn),
      recordedAt: at(recordedAt, this.calendar),
    };
    return this.with({ ledger: [...this.facts.ledger, entry] });
  }

  paid(amount: number, on: string): AnInvoice {
    return this.withBooking(EntryKind.PAYMENT, amount, on);
  }

  credited(amount: number, on: string): AnInvoice {
    return this.withBooking(EntryKind.CREDIT, amount, on);
  }

  reversed(amount: number, on: string): AnInvoice {
    return this.withBooking(EntryKind.REVERSAL, amount, on);
  }

  chargedBack(amount: number, on: string): AnInvoice {
    return this.withBooking(EntryKind.CHARGEBACK, amount, on);
  }

  refunded(amount: number, on: string): AnInvoice {
    return this.withBooking(EntryKind.REFUND, amount, on);
  }
}

export function iso(on: Day | null): string | null {
  return on === null ? null : formatDay(on);
}
