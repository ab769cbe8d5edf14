import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvoiceEvent } from '../../../domain/invoice/machine.ts';
import { CommandKind } from '../../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { HoldReason, isInForce } from '../../../domain/kernel/holds.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type LivingInvoice, livingInvoice } from './a-living-invoice.ts';
import type { AnInvoice } from './an-invoice.ts';
import { anyInvoice } from './any-invoice.ts';
import { isLetter } from './the-path.ts';

const HOUR = 3_600_000;

interface Act {
  /** Hours that pass before it. */
  readonly after: number;
  readonly worker: boolean;
  readonly what: string;
  readonly day: number;
  readonly length: number;
  readonly amount: number;
  readonly reason: HoldReason;
  readonly kind: EntryKind;
}

const anyAct: fc.Arbitrary<Act> = fc.record({
  after: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2_000 })),
  worker: fc.boolean(),
  what: fc.constantFrom(...Object.values(CommandKind), 'book', 'book', 'hold', 'release', 'pass'),
  day: fc.integer({ min: -10, max: 30 }),
  length: fc.integer({ min: 0, max: 40 }),
  amount: fc.constantFrom(10_000, 9_500, 5_000, 100, 1),
  reason: fc.constantFrom(...Object.values(HoldReason)),
  kind: fc.constantFrom(...Object.values(EntryKind)),
});

const ASKED_TWICE: readonly string[] = [
  CommandKind.pause,
  CommandKind.resume,
  CommandKind.approve,
  CommandKind.revokeApproval,
  CommandKind.close,
  CommandKind.changeDueDate,
  CommandKind.restart,
];

const anyLife = fc.tuple(anyInvoice, fc.array(anyAct, { maxLength: 25 }));

interface Life {
  readonly life: LivingInvoice;
  readonly answers: readonly string[];
  /** How long the trail was after each act. */
  readonly lengths: readonly number[];
}

/** Lives through all acts and then two quiet years; `seen` is called after each act. */
function live(invoice: AnInvoice, acts: readonly Act[], seen: (it: LivingInvoice) => void = () => {}): Life {
  const life = livingInvoice(invoice.with({ holds: [], ledger: [] }));
  const answers: string[] = [];
  const lengths: number[] = [];
  for (const act of acts) {
    const moment = life.asOf + act.after * HOUR;
    if (act.worker) life.until(moment);
    else life.withoutWorkerUntil(moment);
    answers.push(perform(life, act, invoice));
    lengths.push(life.trail.length);
    seen(life);
  }
  life.until(life.asOf + 17_520 * HOUR);
  seen(life);
  return { life, answers, lengths };
}

function perform(life: LivingInvoice, act: Act, { calendar, policy }: AnInvoice): string {
  const today = calendar.dayOf(life.asOf);
  const date = formatDay(today + act.day);
  const until = formatDay(today + act.day + act.length);
  switch (act.what) {
    case 'book':
      life.book(act.kind, act.amount, date);
      return 'booked';
    case 'hold':
      life.hold(
        act.length % 2 === 0 ? 'customer' : 'creditor',
        act.reason,
        date,
        act.length > 30 ? undefined : until,
      );
      return 'held';
    case 'release':
      life.release(act.length % 2 === 0 ? 'customer' : 'creditor');
      return 'released';
    case 'pass':
      return 'passed';
    case CommandKind.pause:
      return life.ask(act.what, { reason: act.reason, from: date, ...(act.length > 30 ? {} : { until }) });
    case CommandKind.close:
      return life.ask(act.what, { reason: 'goodwill' });
    case CommandKind.changeDueDate:
      return life.ask(act.what, { dueOn: until });
    case CommandKind.restart:
      return life.ask(act.what, act.length % 3 === 0 ? { level: policy.levels[0]?.name ?? 'none' } : {});
    default:
      return life.ask(act.what as CommandKind);
  }
}

function always(says: string, property: (invoice: AnInvoice, acts: readonly Act[]) => void): void {
  it(says, () => {
    fc.assert(
      fc.property(anyLife, ([invoice, acts]) => property(invoice, acts)),
      { numRuns: 80 },
    );
  });
}

describe('whatever people do and whenever the worker is away', () => {
  always('every command is answered in words', (invoice, acts) => {
    for (const answer of live(invoice, acts).answers) expect(answer.length).toBeGreaterThan(3);
  });

  always('each transition begins where the one before ended, and time never runs back', (invoice, acts) => {
    const { trail } = live(invoice, acts).life;
    for (const [i, { from, at }] of trail.entries()) {
      expect(from).toBe(trail[i - 1]?.to ?? invoice.facts.state.stage);
      expect(at).toBeGreaterThanOrEqual(trail[i - 1]?.at ?? 0);
    }
  });

  always('no level goes out twice in a round, and none is skipped unless waived', (invoice, acts) => {
    const names = invoice.policy.levels.map(({ name }) => name);
    let next = invoice.facts.state.levelsDone;
    for (const { event, level, to } of live(invoice, acts).life.trail) {
      // A restart goes on after the last level, or begins with the first, which is the only one chosen here.
      if (event === InvoiceEvent.RESTARTED && to === 'OPEN') next = 0;
      if (level === null) continue;
      expect(level).toBe(names[next]);
      next += 1;
    }
  });

  always('two letters never go out on one day', (invoice, acts) => {
    const days = live(invoice, acts)
      .life.trail.filter(isLetter)
      .map(({ on }) => on);
    // A restart at the first level may send it on the day of the last letter of the round before.
    const restarts = acts.some(({ what }) => what === CommandKind.restart);
    if (!restarts) expect(new Set(days).size).toBe(days.length);
  });

  always('no letter and no transfer goes out while anything is held', (invoice, acts) => {
    const { trail, facts } = live(invoice, acts).life;
    for (const sent of trail.filter((it) => isLetter(it) || it.event === InvoiceEvent.TRANSFERRED)) {
      // Holds recorded since, also back-dated ones, could not be known then.
      const known = facts.holds.filter((hold) => hold.recordedAt < sent.at);
      expect(known.filter((hold) => isInForce(hold, invoice.calendar, sent.at))).toEqual([]);
    }
  });

  always('letters and transfers keep to working days', (invoice, acts) => {
    const { calendar } = invoice;
    const { trail } = live(invoice, acts).life;
    for (const sent of trail.filter((it) => isLetter(it) || it.event === InvoiceEvent.TRANSFERRED)) {
      expect(calendar.isWorkingDay(calendar.dayOf(sent.at))).toBe(true);
    }
  });

  always('nothing but a reversal, a chargeback or a restart brings back what has ended', (invoice, acts) => {
    const ends = ['PAID', 'CLOSED', 'TRANSFERRED'];
    const comeback: readonly string[] = [
      InvoiceEvent.REOPENED,
      InvoiceEvent.RESTARTED,
      InvoiceEvent.TRANSFERRED_BY_CHARGEBACK,
    ];
    for (const { event, from, to } of live(invoice, acts).life.trail) {
      if (ends.includes(from) && from !== to) expect(comeback).toContain(event);
    }
  });

  always('an approval stands only on a listed claim of mode 30', (invoice, acts) => {
    live(invoice, acts, ({ state }) => {
      if (state.stage === 'LISTED' && state.approvedAt !== null) expect(state.fixedMode).toBe(30);
      if (state.stage === 'OPEN' || state.stage === 'REMINDED' || state.stage === 'NOTICED') {
        expect([state.approvedAt, state.listedOn]).toEqual([null, null]);
      }
    });
  });

  always('settling twice is settling once', (invoice, acts) => {
    const { policy, calendar } = invoice;
    live(invoice, acts, ({ facts, asOf }) => {
      const once = settleInvoice(situation({ facts, policy, calendar }, asOf));
      const twice = settleInvoice(situation({ facts: once.facts, policy, calendar }, asOf));
      expect([twice.transitions, twice.entries]).toEqual([[], []]);
    });
  });

  always('a command given again at once changes nothing more', (invoice, acts) => {
    const once = acts.filter(({ what }) => ASKED_TWICE.includes(what));
    const twice = once.flatMap((act) => [act, { ...act, after: 0, worker: false }]);
    const { lengths } = live(invoice, twice);
    for (let i = 1; i < twice.length; i += 2) expect(lengths[i]).toBe(lengths[i - 1]);
  });
});
