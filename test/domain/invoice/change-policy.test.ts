import { describe, expect, it } from 'vitest';
import { changePolicy } from '../../../domain/invoice/change-policy.ts';
import type { InvoiceFacts } from '../../../domain/invoice/facts.ts';
import type { Level, Policy } from '../../../domain/invoice/policy.ts';
import {
  type AnInvoice,
  aClaim,
  anInvoice,
  aPolicy,
  at,
  day,
  inMode,
  NOTICE,
  REMINDER_1,
  REMINDER_2,
} from './an-invoice.ts';

/** Moves an invoice on 2026-04-01; the facts it has then, or why it stays. */
function moved(invoice: AnInvoice, to: Policy, changes: Partial<InvoiceFacts> = {}): InvoiceFacts | string {
  const facts = { ...invoice.facts, ...changes };
  const policies = { from: invoice.policy, to, calendar: invoice.calendar };
  const author = { by: 'anna', reason: 'policy version 1 to 2', commandId: 'bulk-1' };
  const change = changePolicy(facts, policies, at('2026-04-01 12:00'), author);
  return change.refused ?? change.decision.facts;
}

const stateOf = (facts: InvoiceFacts | string) => (typeof facts === 'string' ? facts : facts.state);
const reminder = (name: string, daysAfterDue: number): Level => ({
  name,
  kind: 'reminder',
  daysAfterDue,
  minDaysSincePrevious: 10,
});
const levels = (...of: Level[]) => aPolicy({ levels: of });

describe('an invoice moved to another policy', () => {
  it.each<[string, Policy, number]>([
    ['the same levels', levels(REMINDER_1, REMINDER_2, NOTICE), 1],
    ['one more before it', levels(reminder('reminder-0', 1), REMINDER_1, NOTICE), 2],
    ['one more after it', levels(REMINDER_1, reminder('reminder-1b', 10), REMINDER_2, NOTICE), 1],
    ['the next one gone', levels(REMINDER_1, NOTICE), 1],
  ])('goes on after its last level by name: %s', (_, to, levelsDone) => {
    const reminded = anInvoice({ opening: ['reminder-1', '2026-03-20'] });
    expect(stateOf(moved(reminded, to))).toMatchObject({
      stage: 'REMINDED',
      levelsDone,
      anchorOn: day('2026-03-20'),
    });
  });

  it('starts at the first level when none was delivered', () => {
    expect(stateOf(moved(anInvoice(), levels(reminder('other', 3), NOTICE)))).toMatchObject({
      levelsDone: 0,
    });
  });

  it('has all levels behind it after the notice, and keeps its printed deadline', () => {
    const later = aPolicy({
      levels: [REMINDER_1, REMINDER_2, reminder('third', 28), { ...NOTICE, paymentDays: 30 }],
    });
    expect(stateOf(moved(aClaim('2026-03-25'), later))).toMatchObject({
      stage: 'NOTICED',
      levelsDone: 4,
      noticeDueOn: day('2026-04-08'),
    });
  });

  it.each<[string, Policy, RegExp]>([
    ['gone', levels(reminder('other', 3), NOTICE), /reminder-1 was delivered, and the new policy has none/],
    [
      'of another kind',
      levels({ ...NOTICE, name: 'reminder-1' }),
      /delivered as a reminder, and is a notice/,
    ],
  ])('stays when a delivered level is %s', (_, to, why) => {
    expect(moved(anInvoice({ opening: ['reminder-1', '2026-03-20'] }), to)).toMatch(why);
  });

  it('stays when a delivered level would come again', () => {
    const swapped = levels(reminder('reminder-2', 3), reminder('reminder-1', 20), NOTICE);
    expect(moved(anInvoice({ opening: ['reminder-2', '2026-03-20'] }), swapped)).toMatch(
      /reminder-1 was delivered, and would come again after level reminder-2/,
    );
  });

  it.each([
    ['handing over', /Level reminder-1 is handing over/],
    ['uncertain', /Level reminder-1 is uncertain/],
  ] as const)('stays while a letter is %s', (state, why) => {
    const pendingEffect = { key: 'k', kind: 'level', level: 'reminder-1', state, nextAttemptAt: 0 } as const;
    expect(moved(anInvoice(), aPolicy(), { pendingEffect })).toMatch(why);
  });

  it('moves with a letter that is only planned', () => {
    const pendingEffect = {
      key: 'k',
      kind: 'level',
      level: 'reminder-1',
      state: 'planned',
      nextAttemptAt: 0,
    } as const;
    expect(moved(anInvoice(), aPolicy(), { pendingEffect })).not.toBeTypeOf('string');
  });

  it.each(['PAID', 'CLOSED', 'TRANSFERRED'] as const)('stays once it is %s', (stage) => {
    expect(moved(anInvoice({ state: { stage } }), aPolicy())).toBe(`Its path has ended (${stage}).`);
  });
});

describe('the transfer mode of a claim that is moved', () => {
  it('is kept on the list', () => {
    const listed = aClaim('2026-03-11', {
      policy: inMode(20),
      state: { stage: 'LISTED', listedOn: day('2026-03-26'), fixedMode: 20 },
    });
    expect(stateOf(moved(listed, inMode(30)))).toMatchObject({ stage: 'LISTED', fixedMode: 20 });
  });

  it.each([
    ['2026-03-18', 'on the last day of its deadline', null],
    ['2026-03-17', 'the day after', 10],
  ])('10 with a notice of %s, %s, is fixed to %s', (noticeOn, _, fixedMode) => {
    expect(stateOf(moved(aClaim(noticeOn, { policy: inMode(10) }), inMode(20)))).toMatchObject({ fixedMode });
  });

  it('20 follows the new policy while it is not listed', () => {
    expect(stateOf(moved(aClaim('2026-03-25', { policy: inMode(20) }), inMode(10)))).toMatchObject({
      stage: 'NOTICED',
      fixedMode: null,
    });
  });
});
