import { decideCommand } from '../../../domain/invoice/decide-message.ts';
import type { Decision } from '../../../domain/invoice/decision.ts';
import type { InvoiceFacts, InvoiceState } from '../../../domain/invoice/facts.ts';
import type { InvoiceTransition } from '../../../domain/invoice/machine.ts';
import { type Command, type CommandKind, parseCommand } from '../../../domain/invoice/messages/index.ts';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import type { Plan } from '../../../domain/invoice/plan.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { type SimulatedStep, simulate } from '../../../domain/invoice/simulate.ts';
import { formatDay, type Instant } from '../../../domain/kernel/day.ts';
import type { Hold, HoldReason, HoldScope } from '../../../domain/kernel/holds.ts';
import type { EntryKind } from '../../../domain/kernel/ledger.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { AnInvoice, at, day } from './an-invoice.ts';
import { isLetter } from './the-path.ts';

/**
 * An invoice that is lived through: time passes, people give commands, money is booked. All letters arrive at
 * once. It does in memory what the engine does with its database.
 */
export class LivingInvoice {
  readonly trail: InvoiceTransition[] = [];
  readonly steps: SimulatedStep[] = [];
  private invoice: AnInvoice;
  private now: Instant;

  constructor(invoice: AnInvoice, from?: string) {
    this.invoice = invoice.with({ rehearsal: false });
    this.now = from === undefined ? invoice.calendar.instantOf(invoice.facts.startsOn, 0) : this.at(from);
  }

  get facts(): InvoiceFacts {
    return this.invoice.facts;
  }

  get state(): InvoiceState {
    return this.facts.state;
  }

  /** Kinds of what waits for a person, the oldest first. */
  get tasks(): readonly string[] {
    return this.facts.tasks.map(({ kind }) => kind);
  }

  get asOf(): Instant {
    return this.now;
  }

  get letters(): string[] {
    return this.trail.filter(isLetter).map(({ level, on }) => `${level} on ${formatDay(on)}`);
  }

  at(moment: string): Instant {
    return at(moment, this.invoice.calendar);
  }

  /** Lets the engine do all that is due up to and including a local moment. */
  until(moment: string | Instant): this {
    const { facts, policy, calendar } = this.invoice;
    const until = typeof moment === 'string' ? this.at(moment) : moment;
    const lived = simulate(situation({ facts, policy, calendar }, this.now), { until });
    this.invoice = this.invoice.with(lived.facts);
    this.trail.push(...lived.transitions);
    this.steps.push(...lived.steps);
    this.now = Math.max(this.now, until);
    return this;
  }

  /** Lets time pass without a worker: nothing is done, nothing is seen. */
  withoutWorkerUntil(moment: string | Instant): this {
    this.now = Math.max(this.now, typeof moment === 'string' ? this.at(moment) : moment);
    return this;
  }

  /** The plan as it stands. */
  get plan(): Plan {
    const { facts, policy, calendar } = this.invoice;
    return nextStep(situation({ facts, policy, calendar }, this.now));
  }

  /** Sends a message as it comes over the wire and answers as the engine does: what it did, or why not. */
  ask(kind: CommandKind, fields: Readonly<Record<string, unknown>> = {}): string {
    const parsed = parseCommand(kind, { by: 'anna', ...fields }, `command-${this.trail.length}`);
    return 'problem' in parsed ? `refused: ${parsed.problem}` : this.give(parsed.command);
  }

  give(command: Command): string {
    const { policy, calendar } = this.invoice;
    const seen = settleInvoice(situation({ facts: this.facts, policy, calendar }, this.now));
    this.take(seen);
    const verdict = decideCommand(situation({ facts: this.facts, policy, calendar }, this.now), command);
    if (verdict.refused !== undefined) return `refused: ${verdict.refused}`;
    this.take(verdict.decision);
    return verdict.says;
  }

  /** A booking recorded now, dated today unless said otherwise. */
  book(kind: EntryKind, amount: number, bookedOn?: string): this {
    const on = bookedOn === undefined ? this.invoice.calendar.dayOf(this.now) : day(bookedOn);
    const externalId = `x${this.facts.ledger.length + 1}`;
    const entry = { externalId, kind, amount, bookedOn: on, recordedAt: this.now };
    this.invoice = this.invoice.with({ ledger: [...this.facts.ledger, entry] });
    return this;
  }

  /** A hold of the customer or creditor, recorded now. */
  hold(scope: HoldScope, reason: HoldReason = 'OPERATOR', from?: string, until?: string): this {
    const hold: Hold = {
      id: this.facts.holds.length + 1,
      scope,
      kind: 'reminders',
      reason,
      from: from === undefined ? this.invoice.calendar.dayOf(this.now) : day(from),
      until: until === undefined ? null : day(until),
      recordedAt: this.now,
      releasedAt: null,
    };
    this.invoice = this.invoice.with({ holds: [...this.facts.holds, hold] });
    return this;
  }

  /** Ends the open holds of a scope, now. */
  release(scope: HoldScope): this {
    const holds = this.facts.holds.map((hold) =>
      hold.scope === scope && hold.releasedAt === null ? { ...hold, releasedAt: this.now } : hold,
    );
    this.invoice = this.invoice.with({ holds });
    return this;
  }

  private take(decision: Decision): void {
    const holds = decision.facts.holds.map((hold, i) => ({ ...hold, id: i + 1 }));
    this.invoice = new AnInvoice({ ...decision.facts, holds }, this.invoice.policy, this.invoice.calendar);
    this.trail.push(...decision.transitions);
  }
}

/** An invoice lived through from its first day, or from a later local moment. */
export function livingInvoice(invoice: AnInvoice, from?: string): LivingInvoice {
  return new LivingInvoice(invoice, from);
}
