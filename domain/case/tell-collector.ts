import { byEngine } from '../kernel/machine.ts';
import { formatAmount } from '../kernel/money.ts';
import type { Moment } from '../kernel/situation.ts';
import { advanceCase, type CaseDecision } from './decision.ts';
import { InstructionKind } from './facts.ts';
import { CaseEvent } from './machine.ts';
import { openOfCase } from './money.ts';

/** Bookings on the invoices of the case, each under its own key, so that the collector hears of it once. */
export function tellOfBookings(decision: CaseDecision, moment: Moment): CaseDecision {
  const { untold, currency } = decision.facts;
  const open = openOfCase(decision.facts, moment.today).total;
  const instructions = untold.map(({ externalId, invoice, kind: booking, amount, bookedOn }) => ({
    about: { kind: InstructionKind.BOOKING, externalId, invoice, booking, amount, bookedOn, open },
    which: externalId,
  }));
  const noted = untold.reduce((all, { kind, amount, invoice }) => {
    const reason = `${kind} of ${formatAmount(amount, currency)} on ${invoice}, the collector is told`;
    return advanceCase(all, CaseEvent.BOOKED, byEngine(moment, reason));
  }, decision);
  return { ...noted, instructions: [...noted.instructions, ...instructions] };
}
