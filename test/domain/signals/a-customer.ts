import { createCalendar } from '../../../calendar/calendar.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import type { SignalCheck, SignalCondition } from '../../../domain/signals/check.ts';
import type { PastSignal, SignalFacts, SignalInvoice } from '../../../domain/signals/facts.ts';
import type { SignalSettings } from '../../../domain/signals/settings.ts';
import type { SignalType } from '../../../domain/signals/signal.ts';
import { type SignalAnswer, whySignal } from '../../../domain/signals/why-signal.ts';
import { acme } from '../../db/samples.ts';
import { AS_OF, settings, TODAY } from './sample-settings.ts';

const calendar = createCalendar(acme);

/** Overdue from the day after its due date on, unless something else is said. */
export function invoice(changed: Partial<SignalInvoice> = {}): SignalInvoice {
  const { dueOn = TODAY - 70, open = 10_000 } = changed;
  return {
    number: '1001',
    contract: 'power',
    dueOn: TODAY - 70,
    open: 10_000,
    overdueDays: dueOn === null || open === 0 ? [] : [{ from: dueOn + 1, to: null }],
    disputed: false,
    disputedPart: 0,
    finalReminderOn: TODAY - 30,
    holds: [],
    ...changed,
  };
}

export function signal(changed: Partial<PastSignal> = {}): PastSignal {
  return {
    key: 'signal/acme/1/early/create/1',
    type: 'early',
    action: 'create',
    state: 'acknowledged',
    gateway: 'west',
    replaces: null,
    sentOn: TODAY - 60,
    ...changed,
  };
}

/** A customer for whom every condition of both types holds but, without an early signal yet, the crisis's own. */
export function ready(changed: Partial<SignalFacts> = {}): SignalFacts {
  return {
    currency: 'EUR',
    customer: {
      name: 'J. Jansen',
      kind: 'consumer',
      registerNumber: null,
      birthDate: 5_000,
      street: 'Dorpsstraat 1',
      postcode: '3511 AB',
      city: 'Utrecht',
      country: 'NL',
      archived: false,
    },
    invoices: [invoice(), invoice({ number: '1002' })],
    holds: [],
    optOut: null,
    signals: [],
    contactAttempts: [{ on: TODAY - 10, channel: 'phone', outcome: 'not reached' }],
    consent: { status: 'offered', on: TODAY - 40, text: null },
    disconnections: [],
    ...changed,
  };
}

/** The same with an early signal and a disconnection ahead: ready for the crisis. */
export function inCrisis(changed: Partial<SignalFacts> = {}): SignalFacts {
  return ready({
    signals: [signal()],
    disconnections: [{ kind: 'disconnection', plannedOn: TODAY + 14, contract: 'power', stoppedBecause: [] }],
    ...changed,
  });
}

export function why(facts: SignalFacts, of: SignalSettings = settings, asOf: number = AS_OF): SignalAnswer {
  return whySignal(situation({ facts, calendar }, asOf), of);
}

/** Codes of the conditions of a type that fail. */
export function failing(
  facts: SignalFacts,
  type: SignalType,
  of: SignalSettings = settings,
  asOf: number = AS_OF,
): readonly string[] {
  return why(facts, of, asOf)
    [type].filter(({ passes }) => !passes)
    .map(({ code }) => code);
}

export function checkOf(answer: SignalAnswer, type: SignalType, condition: SignalCondition): SignalCheck {
  const found = answer[type].find((check) => check.condition === condition);
  if (found === undefined) throw new Error(`no condition ${condition}`);
  return found;
}

/** 06:00 in Amsterdam on that day, in summer and winter alike. */
export function morningOf(day: number): number {
  return calendar.instantOf(day, 360);
}
