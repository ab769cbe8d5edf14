import { beforeEach, describe, expect, it } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { placeHold, wakeAffected } from '../../../activities/bulk/place-hold.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import type { BulkInput } from '../../../contracts/background.ts';
import { findEffect, finishEffect, planEffect } from '../../../db/effects/effects.ts';
import type { HoldReason } from '../../../domain/kernel/holds.ts';
import { day, letter } from '../../db/samples.ts';
import { CaseDesk } from '../case/case-desk.ts';

interface Asked {
  readonly reason?: HoldReason;
  readonly from?: string;
  readonly until?: string;
}

/** What is said to one scope, and whether it was taken. */
interface Subject {
  pause(asked: Asked): Promise<[taken: boolean, says: string]>;
  resume(): Promise<unknown>;
}

let desk: CaseDesk;
let count = 0;

beforeEach(async () => {
  desk = (await CaseDesk.open()).at('2026-02-10T11:00:00Z');
  await desk.invoice('1001');
});

function theInvoice(): Subject {
  const say = async (kind: 'pause' | 'resume', fields: object) => {
    const message = { by: 'anna', ...fields };
    const whom = { creditor: 'acme', number: '1001', asOf: desk.now, commandId: `i-${++count}` };
    const { answer } = await applyMessage(INVOICES, desk.deps, { ...whom, kind, message });
    return [answer.ok, answer.ok ? answer.says : answer.refused] as [boolean, string];
  };
  return { pause: (asked) => say('pause', asked), resume: () => say('resume', {}) };
}

function allOf(scope: BulkInput['scope']): Subject {
  const place = async (action: BulkInput['action']) => {
    const whom = scope === 'customer' ? { customer: 'customer-of-1001' } : {};
    const input = { creditor: 'acme', operationId: `o-${++count}`, by: 'anna', scope, action, ...whom };
    const { says, refused } = await placeHold(desk.deps, input, desk.now);
    if (!refused) await wakeAffected(desk.deps, { ...input, afterId: 0 }, desk.now);
    return [!refused, says] as [boolean, string];
  };
  return {
    pause: ({ reason = 'OPERATOR', from, until }) =>
      place({
        kind: 'pause',
        holdKind: 'reminders',
        reason,
        ...(from === undefined ? {} : { from: day(from) }),
        ...(until === undefined ? {} : { until: day(until) }),
      }),
    resume: () => place({ kind: 'resume' }),
  };
}

describe.each([
  ['invoice', theInvoice],
  ['customer', () => allOf('customer')],
  ['creditor', () => allOf('creditor')],
] as const)('a pause of the %s', (scope, subjectOf) => {
  it('that was called off before it began gives its days back', async () => {
    const subject = subjectOf();
    desk.at('2026-02-05T11:00:00Z');
    await subject.pause({ from: '2026-02-10', until: '2026-02-20' });
    await subject.resume();
    expect(await subject.pause({ from: '2026-02-03', until: '2026-02-12' })).toEqual([
      true,
      `The ${scope} is paused from 2026-02-03 until 2026-02-12.`,
    ]);
  });

  it('may lie behind', async () => {
    expect(await subjectOf().pause({ from: '2026-02-05', until: '2026-02-08' })).toEqual([
      true,
      `The ${scope} counts as paused from 2026-02-05 until 2026-02-08: those days lie behind.`,
    ]);
  });

  it('may touch one that was resumed, not overlap the days it had', async () => {
    const subject = subjectOf();
    await subject.pause({});
    desk.at('2026-02-14T11:00:00Z');
    await subject.resume();
    expect((await subject.pause({ from: '2026-02-12' }))[0]).toBe(false);
    expect((await subject.pause({ from: '2026-02-14' }))[0]).toBe(true);
  });

  it('asked for twice is one pause', async () => {
    const subject = subjectOf();
    await subject.pause({ until: '2026-03-01' });
    expect(await subject.pause({ until: '2026-03-01' })).toEqual([
      true,
      `The ${scope} was already paused like that.`,
    ]);
  });

  it('for a reason that Dunwell sets itself is refused by name', async () => {
    expect(await subjectOf().pause({ reason: 'CASE_ENDED' })).toEqual([
      false,
      expect.stringContaining('A pause for CASE_ENDED is set by Dunwell itself'),
    ]);
  });

  it.each([
    ['2026-02-08', false],
    ['2026-02-09', true],
    ['2026-02-11', true],
    ['2026-02-12', false],
  ])('from the 9th until the 12th flags what was delivered on %s: %s', async (on, flagged) => {
    const { id } = await desk.invoiceRow('1001');
    await desk.db.transaction(async (tx) => {
      const effect = letter(id);
      await planEffect(tx, effect);
      const sent = {
        state: 'delivered',
        providerId: 'p',
        deliveredOn: day(on),
        finishedAt: desk.now,
      } as const;
      await finishEffect(tx, effect.key, { ...sent, attemptToken: 'attempt-1' });
    });
    desk.at('2026-02-14T11:00:00Z');
    await subjectOf().pause({ from: '2026-02-09', until: '2026-02-12' });
    const effect = await desk.db.read((tx) => findEffect(tx, letter(id).key));
    expect(effect?.sentInsideHold).toBe(flagged);
  });
});
