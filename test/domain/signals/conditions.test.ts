import { describe, expect, it } from 'vitest';
import type { Hold } from '../../../domain/kernel/holds.ts';
import { SignalCondition } from '../../../domain/signals/check.ts';
import type { SignalFacts } from '../../../domain/signals/facts.ts';
import type { SignalSettings } from '../../../domain/signals/settings.ts';
import { checkOf, failing, inCrisis, invoice, ready, signal, why } from './a-customer.ts';
import { settings, TODAY } from './sample-settings.ts';

const customer = (changed: Partial<SignalFacts['customer']>) =>
  ready({ customer: { ...ready().customer, ...changed } });
const early = (changed: Partial<SignalSettings['early']>): SignalSettings => ({
  ...settings,
  early: { ...settings.early, ...changed },
});
const crisis = (changed: Partial<SignalSettings['crisis']>): SignalSettings => ({
  ...settings,
  crisis: { ...settings.crisis, ...changed },
});
const hold = (changed: Partial<Hold> = {}): Hold => ({
  id: 1,
  scope: 'customer',
  kind: 'reminders',
  reason: 'OPERATOR',
  from: TODAY - 1,
  until: null,
  recordedAt: 0,
  releasedAt: null,
  ...changed,
});
const owing = (open: number) => ready({ invoices: [invoice({ open: open - 1 }), invoice({ open: 1 })] });
/** 150.00 is open, a part of it disputed. */
const disputing = (disputedPart: number) =>
  ready({ invoices: [invoice({ open: 14_999, disputedPart }), invoice({ open: 1 })] });
const since = (days: number) =>
  ready({ invoices: [invoice({ dueOn: TODAY - days }), invoice({ dueOn: TODAY - days })] });
const tried = (...days: readonly number[]) =>
  ready({ contactAttempts: days.map((ago) => ({ on: TODAY - ago, channel: 'phone', outcome: 'reached' })) });

describe('Early', () => {
  it('Every condition holds: created at the gateway of the postcode', () => {
    const answer = why(ready());
    expect(answer.early.filter(({ passes }) => !passes)).toEqual([]);
    expect(answer.verdict).toEqual({ type: 'early', action: 'create', gateway: 'west', replaces: null });
  });

  it.each<[string, SignalFacts, boolean]>([
    ['MINIMUM_ARREARS', owing(9_999), false],
    ['MINIMUM_ARREARS', owing(10_000), true],
    ['MINIMUM_ARREARS', owing(10_001), true],
    ['MINIMUM_ARREARS', disputing(5_001), false],
    ['MINIMUM_ARREARS', disputing(5_000), true],
    ['MINIMUM_ARREARS', disputing(4_999), true],
    ['ARREARS_DAYS', since(29), false],
    ['ARREARS_DAYS', since(30), true],
    ['ARREARS_DAYS', since(31), true],
    ['FINAL_REMINDERS', ready({ invoices: [invoice({ open: 20_000 })] }), false],
    ['FINAL_REMINDERS', ready(), true],
    ['FINAL_REMINDERS', ready({ invoices: [invoice(), invoice(), invoice()] }), true],
    ['FINAL_REMINDERS', ready({ invoices: [invoice(), invoice({ finalReminderOn: TODAY + 1 })] }), false],
    ['FINAL_REMINDERS', ready({ invoices: [invoice(), invoice({ finalReminderOn: TODAY })] }), true],
    ['FINAL_REMINDERS', ready({ invoices: [invoice(), invoice({ finalReminderOn: null })] }), false],
    ['CONTACT_ATTEMPTED', tried(), false],
    ['CONTACT_ATTEMPTED', tried(91), false],
    ['CONTACT_ATTEMPTED', tried(90), true],
    ['CONTACT_ATTEMPTED', tried(89), true],
    ['CONTACT_ATTEMPTED', tried(0), true],
    ['CONTACT_ATTEMPTED', tried(-1), false],
    [
      'CONTACT_ATTEMPTED',
      ready({ contactAttempts: [{ on: TODAY, channel: 'letter', outcome: 'left word' }] }),
      false,
    ],
    ['CONSENT', ready({ consent: null }), false],
    ['CONSENT', ready({ consent: { status: 'refused', on: TODAY, text: null } }), false],
    ['CONSENT', ready({ consent: { status: 'given', on: TODAY, text: null } }), true],
    ['CONSUMER', customer({ kind: 'business' }), false],
    ['CONSUMER', customer({ kind: null }), true],
    // A sole trader: a person by kind, a business by its number.
    ['CONSUMER', customer({ registerNumber: '12345678' }), false],
    ['CONSUMER', customer({ registerNumber: ' ' }), true],
    ['CUSTOMER_ACTIVE', customer({ archived: true }), false],
    ['DATA_INCOMPLETE', customer({ birthDate: null }), false],
    ['DATA_INCOMPLETE', customer({ name: null }), false],
    ['DATA_INCOMPLETE', customer({ street: ' ' }), false],
    ['DATA_INCOMPLETE', customer({ city: null }), false],
    ['COUNTRY_NOT_SERVED', customer({ country: 'BE', postcode: '1000' }), false],
    ['COUNTRY_NOT_SERVED', customer({ country: 'BE', postcode: '1000 AA' }), false],
    ['COUNTRY_NOT_SERVED', customer({ country: 'DE', postcode: '2000' }), false],
    ['COUNTRY_NOT_SERVED', customer({ country: 'CH', postcode: '8400' }), false],
    ['COUNTRY_NOT_SERVED', customer({ country: 'NL', postcode: '1000' }), true],
    ['COUNTRY_NOT_SERVED', customer({ country: 'nl', postcode: 'NL-1000 AA' }), true],
    // Unknown, it is the creditor's own only by the form of the postcode.
    ['COUNTRY_NOT_SERVED', customer({ country: null, postcode: '1000' }), false],
    ['COUNTRY_NOT_SERVED', customer({ country: ' ', postcode: '1000' }), false],
    ['COUNTRY_NOT_SERVED', customer({ country: null, postcode: '1000AA' }), true],
    ['COUNTRY_NOT_SERVED', customer({ country: null, postcode: '1000 aa' }), true],
    ['COUNTRY_NOT_SERVED', customer({ country: null, postcode: 'NL-1000 AA' }), true],
    ['GATEWAY_KNOWN', customer({ postcode: '9000 AA' }), false],
    ['GATEWAY_KNOWN', customer({ postcode: '20095' }), false],
    ['GATEWAY_KNOWN', customer({ postcode: 'B-1000' }), false],
    ['GATEWAY_KNOWN', customer({ postcode: '8999 AA' }), true],
    ['GATEWAY_KNOWN', customer({ postcode: '1000AA' }), true],
    ['GATEWAY_KNOWN', customer({ postcode: '0999 AA' }), false],
    ['NOT_OPTED_OUT', ready({ optOut: { reason: 'PRIVACY', on: TODAY } }), false],
    ['NOT_PAUSED', ready({ holds: [hold()] }), false],
    ['NOT_PAUSED', ready({ holds: [hold({ kind: 'full' })] }), false],
    ['NOT_PAUSED', ready({ holds: [hold({ scope: 'creditor' })] }), false],
    ['NOT_PAUSED', ready({ holds: [hold({ from: TODAY })] }), false],
    ['NOT_PAUSED', ready({ holds: [hold({ from: TODAY + 1 })] }), true],
    ['NOT_PAUSED', ready({ holds: [hold({ until: TODAY })] }), true],
    ['NOT_PAUSED', ready({ holds: [hold({ until: TODAY + 1 })] }), false],
    ['NOT_PAUSED', ready({ holds: [hold({ releasedAt: 1 })] }), true],
    [
      'NO_PAYMENT_PLAN',
      ready({ invoices: [invoice({ holds: [hold({ reason: 'PAYMENT_PLAN' })] }), invoice()] }),
      false,
    ],
    [
      'NO_PAYMENT_PLAN',
      ready({
        invoices: [invoice(), invoice(), invoice({ open: 0, holds: [hold({ reason: 'PAYMENT_PLAN' })] })],
      }),
      true,
    ],
    ['NO_PAYMENT_PLAN', ready({ invoices: [invoice({ holds: [hold()] }), invoice()] }), true],
  ])('%s fails alone, and only where it should', (code, facts, passes) => {
    expect(failing(facts, 'early')).toEqual(passes ? [] : [code]);
    expect(why(facts).verdict?.type ?? null).toBe(passes ? 'early' : null);
  });

  it('Without a postcode the data is incomplete and no gateway known', () => {
    expect(failing(customer({ postcode: null }), 'early')).toEqual(['DATA_INCOMPLETE', 'GATEWAY_KNOWN']);
  });

  it('A payment plan of the customer pauses it too', () => {
    const facts = ready({ holds: [hold({ reason: 'PAYMENT_PLAN' })] });
    expect(failing(facts, 'early')).toEqual(['NOT_PAUSED', 'NO_PAYMENT_PLAN']);
    expect(failing(facts, 'early', early({ notPaused: false }))).toEqual(['NO_PAYMENT_PLAN']);
  });

  it('Disputed invoices are no part of the arrears, by their flag or by a hold in force', () => {
    const byFlag = why(ready({ invoices: [invoice(), invoice(), invoice({ disputed: true })] }));
    const byHold = why(
      ready({
        invoices: [invoice(), invoice(), invoice({ holds: [hold({ scope: 'invoice', reason: 'DISPUTE' })] })],
      }),
    );
    const over = why(
      ready({
        invoices: [
          invoice(),
          invoice(),
          invoice({ holds: [hold({ scope: 'invoice', reason: 'DISPUTE', releasedAt: 1 })] }),
        ],
      }),
    );
    expect([byFlag, byHold, over].map(({ arrears }) => arrears.amount)).toEqual([20_000, 20_000, 30_000]);
  });

  it.each([
    ['due tomorrow', TODAY + 1, 0],
    ['due today', TODAY, 0],
    ['due yesterday', TODAY - 1, 10_000],
  ])('An invoice %s counts from the day after its due date', (_, dueOn, amount) => {
    expect(why(ready({ invoices: [invoice({ dueOn })] })).arrears.amount).toBe(amount);
  });

  it('A type that is off prepares nobody, whatever else holds', () => {
    expect(failing(ready(), 'early', early({ isOn: false }))).toEqual(['TYPE_ON']);
  });

  it('What a creditor leaves out stops nobody', () => {
    const none = early({
      notPaused: false,
      minimumArrears: null,
      notReportedForMonths: null,
      finalReminders: null,
      noPaymentPlan: false,
      consumersOnly: false,
      arrearsDays: null,
      contact: null,
      dataComplete: false,
      consent: null,
    });
    const bare = ready({
      customer: { ...ready().customer, kind: 'business', birthDate: null, name: null },
      invoices: [invoice({ dueOn: TODAY - 1, open: 1, finalReminderOn: null })],
      holds: [hold({ reason: 'PAYMENT_PLAN' })],
      signals: [signal({ sentOn: TODAY })],
      contactAttempts: [],
      consent: null,
    });
    expect(failing(bare, 'early', none)).toEqual([]);
  });
});

describe('Crisis', () => {
  it('An early signal within six months is updated into the crisis', () => {
    const answer = why(inCrisis());
    expect(answer.crisis.filter(({ passes }) => !passes)).toEqual([]);
    expect(answer.verdict).toMatchObject({ type: 'crisis', action: 'update', gateway: 'west' });
    expect(answer.verdict?.replaces?.key).toBe('signal/acme/1/early/create/1');
  });

  it('Ready for both, it is the crisis alone', () => {
    const both = inCrisis({
      signals: [signal({ sentOn: TODAY - 200 })],
      invoices: [invoice({ dueOn: TODAY - 300 }), invoice()],
    });
    const answer = why(both);
    expect(failing(both, 'early')).toEqual([]);
    expect(failing(both, 'crisis')).toEqual([]);
    expect(answer.verdict).toEqual({ type: 'crisis', action: 'create', gateway: 'west', replaces: null });
  });

  it.each<[string, SignalFacts, boolean]>([
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [] }), false],
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [signal({ state: 'rejected' })] }), false],
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [signal({ state: 'removed' })] }), false],
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [signal({ state: 'approved', sentOn: null })] }), false],
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [signal({ state: 'sent' })] }), true],
    // Due 70 days ago, so in arrears from the day after.
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [signal({ sentOn: TODAY - 70 })] }), false],
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [signal({ sentOn: TODAY - 69 })] }), true],
    ['EARLY_SIGNAL_SENT', inCrisis({ signals: [signal({ sentOn: TODAY - 68 })] }), true],
    ['DISCONNECTION_PLANNED', inCrisis({ disconnections: [] }), false],
    [
      'DISCONNECTION_PLANNED',
      inCrisis({
        disconnections: [{ kind: 'eviction', plannedOn: TODAY, contract: null, stoppedBecause: ['MEDICAL'] }],
      }),
      false,
    ],
    [
      'NOT_REPORTED',
      inCrisis({ signals: [signal(), signal({ type: 'crisis', sentOn: TODAY - 10 })] }),
      false,
    ],
    [
      'NOT_REPORTED',
      inCrisis({ signals: [signal(), signal({ type: 'crisis', state: 'rejected', sentOn: TODAY - 10 })] }),
      true,
    ],
  ])('%s fails alone, and only where it should', (code, facts, passes) => {
    expect(failing(facts, 'crisis')).toEqual(passes ? [] : [code]);
  });

  it.each([
    ['paid a day before the next fell into arrears', TODAY - 41, false],
    ['paid on the day that the next fell into arrears', TODAY - 40, true],
    ['paid a day later', TODAY - 39, true],
  ])('The arrears of the early signal %s', (_, settledOn, passes) => {
    // The signal went out 60 days ago about an invoice since paid; the open ones are in arrears from 40 days ago.
    const open = { dueOn: TODAY - 41 };
    const overdueDays = [{ from: TODAY - 99, to: settledOn - 1 }];
    const facts = inCrisis({
      invoices: [invoice({ open: 0, overdueDays, dueOn: TODAY - 100 }), invoice(open), invoice(open)],
    });
    expect(failing(facts, 'crisis', crisis({ arrearsDays: null }))).toEqual(
      passes ? [] : ['EARLY_SIGNAL_SENT'],
    );
  });

  it.each([
    [61, false],
    [60, true],
    [59, true],
  ])('of %i days that must pass after an early signal of 60 days ago', (least, passes) => {
    expect(failing(inCrisis(), 'crisis', crisis({ minDaysAfterEarly: least }))).toEqual(
      passes ? [] : ['EARLY_SIGNAL_SENT'],
    );
  });

  it('counts those days from the first early signal of these arrears', () => {
    const facts = inCrisis({ signals: [signal({ sentOn: TODAY - 68 }), signal({ sentOn: TODAY - 1 })] });
    expect(failing(facts, 'crisis', crisis({ minDaysAfterEarly: 68 }))).toEqual([]);
    expect(failing(facts, 'crisis', crisis({ minDaysAfterEarly: 69 }))).toEqual(['EARLY_SIGNAL_SENT']);
  });

  it('A signal taken back still counts as a report, a refused one does not', () => {
    const takenBack = ready({ signals: [signal({ state: 'removed' })] });
    expect(failing(takenBack, 'early')).toEqual(['NOT_REPORTED']);
    expect(failing(ready({ signals: [signal({ state: 'rejected' })] }), 'early')).toEqual([]);
    expect(failing(ready({ signals: [signal({ action: 'remove' })] }), 'early')).toEqual([]);
  });

  it('A creditor without the two conditions of its own may signal at once', () => {
    const of = crisis({ earlySignalSent: false, disconnectionPlanned: false });
    expect(why(ready(), of).verdict).toMatchObject({ type: 'crisis', action: 'create' });
  });
});

describe('Own conditions', () => {
  it.each([
    [99, false],
    [100, true],
    [101, true],
  ])('arrears of 100 days with at most %i allowed', (value, passes) => {
    const of = early({ extra: [{ name: 'arrearsAtMostDays', value }] });
    expect(failing(since(100), 'early', of)).toEqual(passes ? [] : ['EXTRA:arrearsAtMostDays']);
  });

  it('One that is no longer registered stops everyone and says so', () => {
    const answer = why(ready(), early({ extra: [{ name: 'gone', value: 1 }] }));
    expect(checkOf(answer, 'early', SignalCondition.EXTRA)).toMatchObject({
      passes: false,
      says: "There is no condition gone: take it out of the creditor's file.",
    });
  });
});

it('Every condition says in one sentence why it passes or fails', () => {
  const answers = [
    why(ready()),
    why(inCrisis()),
    why(
      ready({
        customer: { ...ready().customer, postcode: null, birthDate: null },
        invoices: [],
        contactAttempts: [],
        consent: null,
        optOut: { reason: 'HEALTH', on: TODAY },
      }),
    ),
  ];
  for (const { says } of answers.flatMap(({ early: a, crisis: b }) => [...a, ...b])) {
    expect(says).toMatch(/^[A-Z0-9].*\.$/);
  }
  expect(checkOf(answers[2]!, 'early', SignalCondition.NOT_OPTED_OUT).says).toBe(
    'Opted out of signals on 2026-09-01 (HEALTH).',
  );
});
