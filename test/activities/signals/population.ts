import type { Database } from '../../../db/database.ts';
import type { Address } from '../../db/address.ts';
import { withSql } from '../../db/sql.ts';
import { CREDITOR, FINAL_REMINDER, NOTICE, TODAY } from '../../domain/signals/sample-settings.ts';

/*
 * A population by seed: each customer is made of its own number alone, so that any size can be streamed and the
 * first thousand of a million are the thousand of a small one.
 */

interface Booking {
  readonly kind: string;
  readonly amount: number;
  readonly bookedOn: number;
}

interface Pause {
  readonly reason: string;
  readonly kind: string;
  readonly from: number;
  readonly until: number | null;
  readonly releasedAt: number | null;
}

interface GeneratedInvoice {
  readonly amount: number;
  readonly currency: string;
  readonly dueOn: number | null;
  readonly disputed: boolean;
  readonly contract: string | null;
  readonly bookings: readonly Booking[];
  readonly policyVersion: number;
  readonly levelsDone: number;
  readonly noticeDeliveredOn: number | null;
  readonly openingLevel: string | null;
  readonly reminder: { readonly state: string; readonly on: number | null } | null;
  readonly holds: readonly Pause[];
  readonly paidOn: number | null;
}

export interface GeneratedCustomer {
  readonly id: number;
  readonly name: string | null;
  readonly kind: string | null;
  readonly registerNumber: string | null;
  readonly birthDate: number | null;
  readonly street: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country?: string | null;
  readonly archived: boolean;
  readonly invoices: readonly GeneratedInvoice[];
  readonly holds: readonly Pause[];
  readonly optOut: { readonly reason: string; readonly withdrawn: boolean } | null;
  readonly signals: readonly {
    readonly type: string;
    readonly action: string;
    readonly state: string;
    readonly sentOn: number | null;
    /** The place in this list of the one that it updates or takes back. */
    readonly replaces?: number;
  }[];
  readonly attempts: readonly { readonly on: number; readonly channel: string }[];
  readonly consents: readonly string[];
  readonly plans: readonly {
    readonly plannedOn: number;
    readonly ended: boolean;
    readonly stop: {
      readonly from: number;
      readonly until: number | null;
      readonly released: boolean;
    } | null;
  }[];
}

const MS_PER_DAY = 86_400_000;

/** A number in [0, 1) per call, the same for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One customer. Most values lie close to a threshold, so that every condition decides about some. */
export function customerOf(seed: number, id: number, today = TODAY): GeneratedCustomer {
  const chance = chanceOf(Math.imul(seed, 2_654_435_761) ^ Math.imul(id, 40_503));
  /** Most customers have nothing in their way but one thing or another; the rest have anything. */
  const isTidy = chance() < 0.7;
  const maybe = (p: number) => chance() < (isTidy ? p / 6 : p);
  const int = (from: number, to: number) => from + Math.floor(chance() * (to - from + 1));
  const one = <T>(...values: readonly T[]): T => values[int(0, values.length - 1)] as T;
  /** The first one is what lets a signal through. */
  const mostly = <T>(good: T, ...others: readonly T[]): T =>
    isTidy && chance() < 0.9 ? good : one(good, ...others);
  const pause = (reason: string, from = today - int(0, 60)): Pause => ({
    reason,
    kind: one('reminders', 'full'),
    from: one(from, today, today + 1),
    until: maybe(0.5) ? null : one(today - 1, today, today + 1, today + 30),
    releasedAt: maybe(0.3) ? (today - int(-1, 20)) * MS_PER_DAY : null,
  });

  const invoice = (): GeneratedInvoice => {
    const amount = mostly(10_000, 4_000, 5_000, 10_001, 25_000);
    const dueOn = maybe(0.03) ? null : today - mostly(65, -5, 0, 1, 15, 29, 30, 31, 59, 60, 61, 200);
    const policyVersion = one(1, 1, 2);
    const stageOf = mostly(3, 0, 1, 2);
    const bookings: Booking[] = [];
    const day = () => today - one(-1, 0, 1, 10, 40);
    if (maybe(0.25))
      bookings.push({ kind: 'payment', amount: one(1, 1_000, amount - 1, amount), bookedOn: day() });
    if (maybe(0.05)) bookings.push({ kind: 'payment', amount, bookedOn: day() });
    if (maybe(0.05)) bookings.push({ kind: one('cost', 'interest', 'fee'), amount: 4_000, bookedOn: day() });
    if (maybe(0.05))
      bookings.push({ kind: one('credit', 'waiver', 'write-off'), amount: 2_000, bookedOn: day() });
    // Paid in full and charged back: owed anew, unless both fall on one day.
    if (chance() < 0.12) {
      const paidOn = today - one(60, 59, 58, 40, 31, 30, 29, 1, 0);
      bookings.push({ kind: 'payment', amount, bookedOn: paidOn });
      if (chance() < 0.8)
        bookings.push({ kind: 'chargeback', amount, bookedOn: paidOn + one(-1, 0, 0, 1, 2, 20) });
    }
    if (maybe(0.05))
      bookings.push({ kind: one('reversal', 'chargeback', 'refund'), amount: 1_000, bookedOn: day() });
    return {
      amount,
      currency: maybe(0.02) ? 'USD' : 'EUR',
      dueOn,
      disputed: maybe(0.05),
      contract: one(null, 'gas', 'power'),
      bookings,
      policyVersion,
      levelsDone: stageOf,
      noticeDeliveredOn: stageOf === 3 ? today - mostly(20, -1, 0, 1) : null,
      openingLevel:
        policyVersion === 2 && stageOf >= 2 && maybe(0.3) ? one('reminder-1', FINAL_REMINDER, NOTICE) : null,
      reminder:
        stageOf >= 2 && chance() < 0.9
          ? {
              state: mostly('delivered', 'handed over', 'bounced', 'cancelled'),
              on: mostly(today - 30, today, today + 1),
            }
          : null,
      holds: [
        ...(maybe(0.05) ? [pause('DISPUTE')] : []),
        ...(maybe(0.05) ? [pause('PAYMENT_PLAN')] : []),
        ...(maybe(0.03) ? [pause('OPERATOR')] : []),
      ],
      paidOn: null,
    };
  };

  const sentOn = () => today - one(0, 30, 60, 100, 181, 182, 183, 184, 185, 200, 400);
  const signalCount = one(0, 0, 1, 1, 2, 3);
  const empty = <T>(p: number, value: T): T | null => (maybe(p) ? null : value);
  return {
    id,
    name: empty(0.02, 'N'),
    kind: mostly('consumer', null, 'business'),
    registerNumber: maybe(0.05) ? one('12345678', ' ', '') : null,
    birthDate: empty(0.1, 3_000 + int(0, 9_000)),
    street: maybe(0.03) ? one(null, ' ') : 'Dorpsstraat 1',
    postcode: mostly(
      '3511 AB',
      null,
      '1000 AA',
      '3511AB',
      '3511 AB',
      '3511 AB',
      ' 5000 CD',
      '9999 ZZ',
      'NL-1000 AA',
      'nl 4000bb',
      '1000',
      '20095',
      'B-1000',
    ),
    city: empty(0.02, 'Utrecht'),
    country: mostly('NL', null, null, '', 'nl', 'BE', 'DE', 'CH'),
    archived: maybe(0.02),
    invoices: Array.from({ length: mostly(2, 0, 1, 3, 4) }, invoice),
    holds: [
      ...(maybe(0.06) ? [pause('OPERATOR')] : []),
      ...(maybe(0.04) ? [pause('SIGNAL_HELP')] : []),
      ...(maybe(0.04) ? [pause('PAYMENT_PLAN')] : []),
    ],
    optOut: maybe(0.08) ? { reason: 'PRIVACY', withdrawn: maybe(0.4) } : null,
    signals: Array.from({ length: signalCount }, (_, place) => ({
      type: mostly('early', 'crisis'),
      action:
        place === 0 ? mostly('create', 'update', 'remove') : one('create', 'update', 'remove', 'remove'),
      ...(place > 0 ? { replaces: int(0, place - 1) } : {}),
      state: mostly('acknowledged', 'sent', 'rejected', 'removed', 'approved'),
      sentOn: maybe(0.05) ? null : sentOn(),
    })),
    attempts: Array.from({ length: mostly(1, 0, 2) }, () => ({
      on: today - mostly(10, -1, 0, 89, 90, 91),
      channel: mostly('phone', 'visit', 'letter'),
    })),
    consents: Array.from({ length: mostly(1, 0, 2) }, () => mostly('offered', 'given', 'refused')),
    plans: Array.from({ length: one(0, 1, 1) }, () => ({
      plannedOn: today + int(-5, 60),
      ended: maybe(0.1),
      stop: maybe(0.15)
        ? { from: today - one(-1, 0, 5), until: one(null, today - 1, today, today + 1), released: maybe(0.3) }
        : null,
    })),
  };
}

/** Writes customers `from` to `to` into a migrated database, a thousand at a time. */
export async function insertPopulation(
  where: Database | Address,
  options: {
    readonly seed: number;
    readonly from?: number;
    readonly to: number;
    readonly today?: number;
    readonly make?: (seed: number, id: number, today: number) => GeneratedCustomer;
  },
): Promise<void> {
  const { seed, from = 1, to, today = TODAY, make = customerOf } = options;
  await withSql(where, async (sql) => {
    await sql.forgetForeignKeys();
    for (let first = from; first <= to; first += 1_000) {
      const rows = new RowsToInsert(today);
      for (let id = first; id <= Math.min(first + 999, to); id++) rows.add(make(seed, id, today));
      for (const table of Object.keys(COLUMNS) as Table[]) {
        await sql.insert(table, COLUMNS[table], rows.of[table]);
      }
    }
  });
}

/** Every 17th: half of it is. */
const isPartDisputed = (id: number) => id % 17 === 0;

const COLUMNS = {
  customers:
    'id,creditor,reference,name,kind,register_number,birth_date,street,postcode,city,country,archived',
  invoices:
    'id,creditor,number,customer_id,amount,currency,issued_on,due_on,disputed,part_disputed,contract,policy_version,taken_in_at,' +
    'stage,round,levels_done,notice_delivered_on,opening_level,opening_level_on,paid_on,next_step,because,decided_at,open_principal',
  disputes: 'creditor,invoice_id,amount,status,recorded_at,by',
  ledger_entries: 'invoice_id,creditor,external_id,kind,amount,booked_on,recorded_at,by',
  effects:
    'key,invoice_id,kind,level,round,channel,state,request_hash,amount,next_attempt_at,planned_at,delivered_on',
  holds: 'id,creditor,scope,customer_id,invoice_id,kind,reason,from_on,until_on,recorded_at,by',
  hold_releases: 'hold_id,released_at,by',
  signal_opt_outs: 'creditor,customer_id,reason,source,on_day,recorded_at,by,withdrawn_at',
  signals:
    'creditor,customer_id,candidate_id,key,type,action,state,gateway,amount,currency,approved_by,planned_at,sent_on,replaces',
  contact_attempts: 'creditor,customer_id,channel,outcome,on_day,recorded_at,by',
  signal_consents: 'creditor,customer_id,status,on_day,recorded_at,by',
  disconnection_plans: 'id,creditor,customer_id,kind,planned_on,recorded_at,by,ended_at',
  disconnection_stops: 'plan_id,reason,from_on,until_on,recorded_at,by,released_at',
} as const;
type Table = keyof typeof COLUMNS;
type InsertedRow = readonly (string | number | null)[];

/** Of each customer no more than ten invoices, and holds and plans that others name. */
const MOST = 100;

/** The rows of some customers, by their table. */
class RowsToInsert {
  readonly of = Object.fromEntries(Object.keys(COLUMNS).map((table) => [table, []])) as unknown as Record<
    Table,
    InsertedRow[]
  >;
  private readonly today: number;

  constructor(today: number) {
    this.today = today;
  }

  add(c: GeneratedCustomer): void {
    let holds = 0;
    const addHold = (pause: Pause, scope: string, customerId: number | null, invoiceId: number | null) => {
      const { kind, reason, from, until, releasedAt } = pause;
      const id = c.id * MOST + holds++;
      const about = [CREDITOR, scope, customerId, invoiceId];
      this.of.holds.push([id, ...about, kind, reason, from, until, 0, 'test']);
      if (releasedAt !== null) this.of.hold_releases.push([id, releasedAt, 'test']);
    };
    this.of.customers.push([
      ...[c.id, CREDITOR, `C${c.id}`, c.name, c.kind, c.registerNumber, c.birthDate],
      ...[c.street, c.postcode, c.city, c.country ?? null, Number(c.archived)],
    ]);
    c.invoices.forEach((invoice, place) => {
      const invoiceId = c.id * 10 + place;
      this.addInvoice(c.id, invoiceId, invoice);
      for (const pause of invoice.holds) addHold(pause, 'invoice', null, invoiceId);
    });
    for (const pause of c.holds) addHold(pause, 'customer', c.id, null);
    if (c.optOut !== null) {
      const { reason, withdrawn } = c.optOut;
      const said = [reason, 'operator', this.today - 10, 0, 'test', withdrawn ? 1 : null];
      this.of.signal_opt_outs.push([CREDITOR, c.id, ...said]);
    }
    const keys = c.signals.map(
      ({ type, action }, n) => `signal/${CREDITOR}/${c.id}/${type}/${action}/${n + 1}`,
    );
    c.signals.forEach(({ type, action, state, sentOn, replaces }, n) => {
      const before = (replaces === undefined ? null : keys[replaces]) ?? null;
      const what = [keys[n] as string, type, action, state, 'west', 1, 'EUR', 'test', 0];
      this.of.signals.push([CREDITOR, c.id, 0, ...what, sentOn, before]);
    });
    for (const { on, channel } of c.attempts) {
      this.of.contact_attempts.push([CREDITOR, c.id, channel, 'reached', on, 0, 'test']);
    }
    for (const status of c.consents) {
      this.of.signal_consents.push([CREDITOR, c.id, status, this.today - 100, 0, 'test']);
    }
    c.plans.forEach(({ plannedOn, ended, stop }, n) => {
      const id = c.id * MOST + n;
      const plan = [id, CREDITOR, c.id, 'disconnection', plannedOn, 0, 'test', ended ? 1 : null];
      this.of.disconnection_plans.push(plan);
      if (stop === null) return;
      const { from, until, released } = stop;
      this.of.disconnection_stops.push([id, 'MEDICAL', from, until, 0, 'test', released ? 1 : null]);
    });
  }

  private addInvoice(customerId: number, id: number, i: GeneratedInvoice): void {
    const { today } = this;
    this.of.invoices.push([
      ...[id, CREDITOR, `I${id}`, customerId, i.amount, i.currency, today - 400, i.dueOn],
      ...[Number(i.disputed), isPartDisputed(id) ? 1 : 0],
      ...[i.contract, i.policyVersion, 0, i.paidOn === null ? 'REMINDED' : 'PAID', 1, i.levelsDone],
      ...[i.noticeDeliveredOn, i.openingLevel, i.openingLevel === null ? null : today - 90, i.paidOn],
      ...['wait', 'NOTHING_PLANNED', 0, i.amount],
    ]);
    if (isPartDisputed(id)) {
      this.of.disputes.push([CREDITOR, id, Math.ceil(i.amount / 2), 'OPEN', 0, 'test']);
      this.of.disputes.push([CREDITOR, id, i.amount, 'ENDED', 0, 'test']);
    }
    i.bookings.forEach((b, n) => {
      const booked = [b.kind, b.amount, b.bookedOn, 0, 'test'];
      this.of.ledger_entries.push([id, CREDITOR, `B${id}-${n}`, ...booked]);
    });
    if (i.reminder === null) return;
    const { state, on } = i.reminder;
    const what = ['level', FINAL_REMINDER, 1, 'letter', state, 'h', i.amount, 0, 0, on];
    this.of.effects.push([`invoice/${id}/level`, id, ...what]);
  }
}
