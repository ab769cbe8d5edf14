import { expect, it } from 'vitest';
import { checkBooks } from '../../../db/books/books.ts';
import { CaseCommandKind } from '../../../domain/case/messages/index.ts';
import { OrderStatus } from '../../../domain/case/report.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import type { Collector } from '../../../gateways/collectors/port.ts';
import { type Delivery, GatewayFailure, type Receipt } from '../../../gateways/port.ts';
import { acme } from '../../db/samples.ts';
import { randomRuns } from '../../db/test-database.ts';
import { CaseDesk, HTTPS, Killed } from './case-desk.ts';

const ORDERS = randomRuns(1_000);
const OPERATIONS = 14;
const MS_PER_HOUR = 3_600_000;

/** Repeatable chance: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A collector whose answers get lost, come late or say no; what it really took, it took under one key once. */
class MoodyCollector implements Collector {
  readonly name = 'moody collector';
  readonly dedupes = true;
  readonly taken = new Map<string, string>();
  /** Keys that came again with other content. */
  readonly changed: string[] = [];
  random: () => number = () => 0;
  isWell = false;

  async deliver({ key, content }: Delivery): Promise<Receipt> {
    const mood = this.isWell ? 0.5 : this.random();
    if (mood < 0.15) throw failure({ isTemporary: true, mayHaveArrived: false });
    const said = JSON.stringify(content);
    const before = this.taken.get(key);
    if (before !== undefined && before !== said) this.changed.push(key);
    if (before === undefined && mood > 0.97) throw failure({ isTemporary: false, mayHaveArrived: false });
    this.taken.set(key, before ?? said);
    if (mood < 0.3) throw failure({ isTemporary: true, mayHaveArrived: true });
    return { state: mood < 0.6 ? 'delivered' : 'handed over', providerId: key };
  }

  async trace(key: string) {
    if (!this.isWell && this.random() < 0.5) return 'unknown' as const;
    return this.taken.has(key) ? ('handed over' as const) : ('absent' as const);
  }

  async ask() {
    return null;
  }
}

function failure(kind: { isTemporary: boolean; mayHaveArrived: boolean }): GatewayFailure {
  return new GatewayFailure('it said no', kind);
}

const CONFIGURATIONS = [
  { ...HTTPS, name: 'agency' },
  { ...HTTPS, name: 'reviewed', skipReview: false },
];

it(`after ${ORDERS} random orders of operations the books agree and no order was sent twice`, {
  timeout: 900_000,
}, async () => {
  const collector = new MoodyCollector();
  const cases = { onPrincipalPaid: 'complete', waiveCostsAfterDays: 3, processingTimeoutDays: 20 } as const;
  const policy = { ...acme.policy, cases: { ...cases, largestDocument: 1_000 } };
  const desk = await CaseDesk.open({ ...acme, policy }, CONFIGURATIONS, collector);
  const reached = new Map<string, number>();
  for (let seed = 1; seed <= ORDERS; seed++) {
    const state = await playOrder(desk, collector, seed);
    reached.set(state, (reached.get(state) ?? 0) + 1);
  }
  expect(await checkBooks(desk.db, (_, at) => Math.floor((at + 2 * MS_PER_HOUR) / 86_400_000))).toEqual([]);
  expect(collector.changed).toEqual([]);
  // Otherwise the orders would not have gone where it matters.
  for (const state of ['CLOSED', 'FAILED', 'PROCESSING', 'deactivated', 'deleted']) {
    expect(reached.get(state) ?? 0, state).toBeGreaterThan(ORDERS / 200);
  }
});

async function playOrder(desk: CaseDesk, collector: MoodyCollector, seed: number): Promise<string> {
  const random = chance(seed);
  collector.random = random;
  collector.isWell = false;
  const customer = await desk.invoice(`${seed}-A`, { dueOn: 20_400 });
  await desk.invoice(`${seed}-B`, { customerId: customer.customerId, dueOn: 20_410 });
  const isTest = random() < 0.1;
  const reference = isTest
    ? await desk.create({
        externalId: `x-${seed}`,
        reference: `x-${seed}`,
        environment: 'TEST',
        currency: 'EUR',
      })
    : await desk.start(`${seed}-A`, `${seed}-B`);
  for (let n = 0; n < OPERATIONS && (await desk.find(reference)) !== undefined; n++) {
    desk.killedAfter = random() < 0.15 ? Math.floor(random() * 4) : null;
    try {
      await act(desk, reference, seed, random);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    desk.killedAfter = null;
  }
  const state = await settle(desk, collector, reference);
  for (const letter of ['A', 'B']) await desk.lookAtInvoice(`${seed}-${letter}`);
  return state;
}

/** Everything is well again, and days go by: nothing may be left lying. */
async function settle(desk: CaseDesk, collector: MoodyCollector, reference: string): Promise<string> {
  collector.isWell = true;
  for (let day = 0; day < 3; day++) {
    if ((await desk.find(reference)) === undefined) return 'deleted';
    await desk.run(reference);
    desk.now += 24 * MS_PER_HOUR;
  }
  const row = await desk.row(reference);
  const isWaiting = row.nextAt === null || row.nextAt > desk.now - 24 * MS_PER_HOUR;
  expect(isWaiting, `${reference} waits for ${row.nextStep} that is long due`).toBe(true);
  return row.deactivatedAt === null ? row.state : 'deactivated';
}

const MOSTLY = Array.from({ length: 10 }, () => OrderStatus.ACCEPTED);

type Act = (desk: CaseDesk, reference: string, seed: number, random: () => number) => Promise<unknown>;

const MESSAGES: readonly [CaseCommandKind, object][] = [
  [CaseCommandKind.markAsPrepared, {}],
  [CaseCommandKind.markAsPrepared, {}],
  [CaseCommandKind.markAsReviewed, {}],
  [CaseCommandKind.markAsReviewed, {}],
  [CaseCommandKind.sendBack, { reason: 'again' }],
  [CaseCommandKind.addCharge, { charge: 'cost', amount: '7.00', externalId: 'c1' }],
  [CaseCommandKind.pause, {}],
  [CaseCommandKind.resume, {}],
  [CaseCommandKind.withdraw, { reason: 'paid in cash' }],
  [CaseCommandKind.close, { reason: 'settled' }],
  [CaseCommandKind.deactivate, { acknowledged: ['published', 'stepsTaken'] }],
  [CaseCommandKind.deactivate, { acknowledged: ['published', 'stepsTaken'] }],
  [CaseCommandKind.delete, {}],
  [CaseCommandKind.waive, { credit: true }],
  [CaseCommandKind.message, { text: 'Please call first.' }],
  [CaseCommandKind.lookAgain, {}],
];

const pick = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;

const ACTS: readonly Act[] = [
  async (desk, reference, _seed, random) => {
    const [kind, fields] = pick(MESSAGES, random);
    await desk.say(reference, kind, fields);
  },
  async (desk, reference, _seed, random) => {
    const externalId = `r${Math.floor(random() * 4)}`;
    await desk.say(reference, 'addCollectedAmount', { amount: pick(['30.00', '80.00'], random), externalId });
  },
  async (desk, reference, seed, random) => {
    const number = `${seed}-${pick(['A', 'B'], random)}`;
    await desk.book(number, pick([EntryKind.PAYMENT, EntryKind.CREDIT, EntryKind.REVERSAL], random), 4_000);
    await desk.run(reference);
  },
  async (desk, reference, _seed, random) => {
    const revision = 1 + Math.floor(random() * 6);
    const receipts = Array.from({ length: Math.floor(revision / 2) }, (_, n) => ({
      id: `k${n}`,
      amount: 2_500,
      currency: 'EUR',
      on: 20_600,
    }));
    const status = pick([...Object.values(OrderStatus), ...MOSTLY], random);
    const steps = [{ id: 's1', what: 'letter', on: 20_600 }];
    if ((await desk.row(reference)).configuration !== null) {
      await desk.report(reference, { revision, receipts, status, steps });
    }
  },
  async (desk, reference, _seed, random) => {
    desk.now += Math.floor(random() * 40 * MS_PER_HOUR);
    await desk.run(reference);
  },
];

async function act(desk: CaseDesk, reference: string, seed: number, random: () => number): Promise<void> {
  // Messages come twice as often as each other thing.
  const which = Math.floor(random() * (ACTS.length + 1)) % ACTS.length;
  await (ACTS[which] as Act)(desk, reference, seed, random);
}
