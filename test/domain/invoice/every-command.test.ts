import { describe, expect, it } from 'vitest';
import { decideCommand } from '../../../domain/invoice/decide-message.ts';
import { parseCommand } from '../../../domain/invoice/messages/index.ts';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { simulate } from '../../../domain/invoice/simulate.ts';
import { explain } from '../../../domain/invoice/why.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type AnInvoice, anInvoice, at } from './an-invoice.ts';
import { COMMANDS, LETTER, NOW, SPECIALS, STANDS, stateAt } from './every-situation.ts';

const ASKED_AT = at(NOW);

function invoiceAt(stand: string, name: string): AnInvoice {
  const special = SPECIALS[name]!;
  const { policy, hold, letter, booking = [], customer, dueOn } = special;
  const bare = anInvoice({
    rehearsal: false,
    state: stateAt(stand, special),
    customer: { acceptsDunning: customer !== 'optedOut', archived: customer === 'archived' },
    ...(policy === undefined ? {} : { policy }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(letter === undefined
      ? {}
      : { pendingEffect: { ...LETTER, state: letter, nextAttemptAt: at('2026-04-08 09:30') } }),
  });
  const { scope, reason, released } = hold ?? {};
  const held =
    hold === undefined
      ? bare
      : bare.withHold('2026-04-07', {
          scope: scope!,
          reason: reason!,
          ...(released ? { releasedAt: '2026-04-08' } : {}),
        });
  return booking.reduce((it, [kind, amount]) => it.withBooking(kind, amount, '2026-04-07'), held);
}

describe.each(Object.keys(SPECIALS))('%s', (special) => {
  it.each(Object.keys(STANDS))('%s: every command is answered in words, and the path goes on', (stand) => {
    for (const [kind, fields] of COMMANDS) {
      const { facts: before, policy, calendar } = invoiceAt(stand, special);
      const { facts } = settleInvoice(situation({ facts: before, policy, calendar }, ASKED_AT));
      const parsed = parseCommand(kind, { by: 'anna', ...fields }, 'command-1');
      if ('problem' in parsed) throw new Error(parsed.problem);
      const verdict = decideCommand(situation({ facts, policy, calendar }, ASKED_AT), parsed.command);
      const says = verdict.refused ?? verdict.says;
      expect(says, kind).toMatch(/^[A-Z].{10,}\.$/);
      expect(says, kind).not.toMatch(/undefined|null|NaN/);
      const after = verdict.refused === undefined ? verdict.decision.facts : facts;
      expect(nextStep(situation({ facts: after, policy, calendar }, ASKED_AT)).step).toBeTruthy();
      expect(explain(situation({ facts: after, policy, calendar }, ASKED_AT)).length).toBeGreaterThan(2);
      expect(() =>
        simulate(situation({ facts: after, policy, calendar }, ASKED_AT), { until: at('2027-04-08 10:00') }),
      ).not.toThrow();
    }
  });
});
