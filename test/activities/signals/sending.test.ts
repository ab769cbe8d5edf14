import { describe, expect, it } from 'vitest';
import { recordOptOut } from '../../../db/signals/customers.ts';
import { SignalRejected } from '../../../gateways/municipalities/port.ts';
import { GatewayFailure } from '../../../gateways/port.ts';
import { AS_OF, CREDITOR, settings, TODAY } from '../../domain/signals/sample-settings.ts';
import { aDesk, readyCustomer } from './a-desk.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const away = () => {
  throw new GatewayFailure('The service is away.', { isTemporary: true, mayHaveArrived: false });
};

describe('Sending', () => {
  it('What was approved goes to its gateway once, and counts as a report from that day on', async () => {
    const desk = await aDesk();
    await desk.evaluate();
    expect((await desk.prepared()).map(({ customer, type, action }) => [customer, type, action])).toEqual([
      ['C1', 'early', 'create'],
      ['C2', 'early', 'create'],
      ['C3', 'early', 'create'],
    ]);
    expect(desk.authority.received.size).toBe(0);
    expect(await desk.approve('s-1')).toMatchObject({ total: 3, done: 0 });
    const progress = await desk.send('s-1');
    expect(progress).toMatchObject({ done: 3, isDone: true, outcomes: { sent: 3 } });
    // Several hands send them: which comes first is nobody's business.
    expect([...desk.authority.received.keys()].sort()).toEqual([
      'signal/acme/1/early/create/1',
      'signal/acme/2/early/create/1',
      'signal/acme/3/early/create/1',
    ]);
    const sent = await desk.sql.all(
      'select state, sent_on, approved_by, municipality_reference from signals order by municipality_reference',
    );
    const same = { state: 'acknowledged', sent_on: TODAY, approved_by: 'ann' };
    expect(sent).toEqual(
      ['west-1', 'west-2', 'west-3'].map((reference) => ({ ...same, municipality_reference: reference })),
    );
    await desk.evaluate();
    expect(await desk.prepared()).toEqual([]);
  });

  it('The gateway is given the snapshot of the moment of sending, and it is kept', async () => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    await desk.sql.run('update invoices set due_on = ? where id = 10', TODAY - 100);
    await desk.send('s-1');
    const [content] = [...desk.authority.received.values()].flat();
    expect(content).toMatchObject({
      kind: 'signal',
      action: 'create',
      type: 'early',
      participant: '123',
      sector: 'energy',
      customer: { reference: 'C1', birthDate: 5_000, postcode: '3511 AB' },
      arrears: { amount: 20_000, currency: 'EUR', originOn: TODAY - 100, invoices: [{}, {}] },
      contactAttempts: [{ on: TODAY - 10, channel: 'phone' }],
      consent: { status: 'offered' },
      disconnection: null,
      on: TODAY,
    });
    expect(JSON.parse((await desk.sql.one('select content from effect_contents')) as string)).toEqual(
      content,
    );
  });

  it('The same approval again approves nothing more and sends nothing twice', async () => {
    const desk = await aDesk();
    await desk.evaluate();
    await desk.approve('s-1', { candidates: [1] });
    expect(await desk.approve('s-1')).toMatchObject({ total: 1 });
    await desk.send('s-1');
    await desk.send('s-1');
    expect([...desk.authority.received.values()].flat()).toHaveLength(1);
    expect(await desk.prepared()).toHaveLength(2);
  });

  it.each([
    [{ type: 'crisis' as const }, 0],
    [{ type: 'early' as const, action: 'create' as const }, 3],
    [{ gateway: 'east' }, 1],
    [{ amountAtLeast: 20_001 }, 0],
    [{ amountAtLeast: 20_000 }, 3],
    [{ preparedUntil: AS_OF - 1 }, 0],
    [{ preparedUntil: AS_OF }, 3],
    [{ candidates: [1, 3] }, 2],
  ])('A filter approves what it names: %j', async (filter, total) => {
    const desk = await aDesk({ make: (id) => readyCustomer(id, id === 3 ? { postcode: '5000 AA' } : {}) });
    await desk.evaluate();
    expect(await desk.approve('s-1', filter)).toMatchObject({ total });
    expect(JSON.parse((await desk.sql.one('select filter from signal_sends')) as string)).toEqual(filter);
  });

  it('Each customer goes by postcode to its own gateway', async () => {
    const desk = await aDesk({
      customers: 2,
      make: (id) => readyCustomer(id, { postcode: id === 1 ? '3999 ZZ' : '4000 AA' }),
    });
    await desk.evaluate();
    await desk.approve('s-1');
    await desk.send('s-1');
    expect(
      await desk.sql.all('select gateway, municipality_reference as reference from signals order by id'),
    ).toEqual([
      { gateway: 'west', reference: 'west-1' },
      { gateway: 'east', reference: 'east-2' },
    ]);
  });
});

describe('What changed in between wins, and is shown', () => {
  it.each<[string, (desk: Awaited<ReturnType<typeof aDesk>>) => Promise<unknown>, string[]]>([
    [
      'an opt-out',
      (desk) =>
        desk.db.transaction((tx) =>
          recordOptOut(tx, {
            creditor: CREDITOR,
            customerId: 1,
            reason: 'PRIVACY',
            source: 'link',
            onDay: TODAY,
            recordedAt: AS_OF,
            by: 'customer',
            note: null,
          }),
        ),
      ['NOT_OPTED_OUT'],
    ],
    [
      'a payment that no one has looked at yet',
      async (desk) =>
        await desk.sql.run(
          `insert into ledger_entries (invoice_id, creditor, external_id, kind, amount, booked_on, recorded_at, by)
          values (10, 'acme', 'p-1', 'payment', 10000, ?, 0, 'import')`,
          TODAY,
        ),
      ['FINAL_REMINDERS'],
    ],
    [
      'a pause',
      async (desk) =>
        await desk.sql.run(
          `insert into holds (creditor, scope, customer_id, kind, reason, from_on, recorded_at, by)
          values ('acme', 'customer', 1, 'reminders', 'OPERATOR', ?, 0, 'ann')`,
          TODAY,
        ),
      ['NOT_PAUSED'],
    ],
    [
      'a move to another municipality',
      async (desk) => await desk.sql.run(`update customers set postcode = '5000 AA' where id = 1`),
      ['NOW:gateway east'],
    ],
    [
      'a disconnection planned and an early signal of before',
      async (desk) => {
        await desk.sql.run(
          `insert into signals (creditor, customer_id, candidate_id, key, type, action, state, gateway, amount,
            currency, approved_by, planned_at, sent_on)
          values ('acme', 1, 0, 'old', 'early', 'create', 'acknowledged', 'west', 1, 'EUR', 'ann', 0, ?)`,
          TODAY - 20,
        );
        await desk.sql.run(
          `insert into disconnection_plans (creditor, customer_id, kind, planned_on, recorded_at, by)
          values ('acme', 1, 'eviction', ?, 0, 'ann')`,
          TODAY + 20,
        );
      },
      ['NOT_REPORTED'],
    ],
    [
      'the creditor taking its settings back',
      async (desk) =>
        await desk.sql.run(
          `insert into signal_settings (creditor, version, hash, body, published_at, published_by)
          values ('acme', 2, 'none', 'null', 0, 'ann')`,
        ),
      ['TYPE_ON'],
    ],
  ])('%s', async (_, change, says) => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    await change(desk);
    expect(await desk.send('s-1')).toMatchObject({ isDone: true, outcomes: { sent: 0, changed: 1 } });
    expect(await desk.results('s-1')).toMatchObject([{ customer: 'C1', outcome: 'changed', says }]);
    expect(desk.authority.received.size).toBe(0);
    expect(await desk.sql.one('select count(*) from effects')).toBe(0);
    expect(await desk.prepared()).toEqual([]);
  });

  it('A smaller debt that still passes is reported as it is at that moment', async () => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    await desk.sql.run(
      `insert into ledger_entries (invoice_id, creditor, external_id, kind, amount, booked_on, recorded_at, by)
      values (10, 'acme', 'p-1', 'payment', 9999, ?, 0, 'import')`,
      TODAY,
    );
    await desk.send('s-1');
    expect([...desk.authority.received.values()].flat()).toMatchObject([{ arrears: { amount: 10_001 } }]);
    expect(await desk.sql.one('select amount from effects')).toBe(10_001);
  });
});

describe('Trouble on the way', () => {
  it('A service that is away delays, everything is looked at again, and the key stays', async () => {
    const desk = await aDesk({ customers: 2 });
    await desk.evaluate();
    await desk.approve('s-1');
    desk.authority.behave(away, away);
    const first = await desk.send('s-1');
    expect(first).toMatchObject({ isDone: false, outcomes: { delayed: 2 }, nextAttemptAt: AS_OF + MINUTE });
    expect(await desk.send('s-1', AS_OF + MINUTE - 1)).toMatchObject({ outcomes: { delayed: 2 } });
    await desk.sql.run('update customers set archived = 1 where id = 2');
    const second = await desk.send('s-1', AS_OF + MINUTE);
    expect(second).toMatchObject({ isDone: true, outcomes: { sent: 1, changed: 1, delayed: 0 } });
    expect([...desk.authority.received.keys()]).toEqual(['signal/acme/1/early/create/1']);
    expect(await desk.sql.all('select state, attempts from effects order by key')).toEqual([
      { state: 'delivered', attempts: 2 },
      { state: 'cancelled', attempts: 1 },
    ]);
    // What was never sent blocks nothing once it may be reported again, under a key of its own.
    await desk.sql.run('update customers set archived = 0 where id = 2');
    await desk.evaluate(AS_OF + DAY);
    await desk.approve('s-2', {}, AS_OF + DAY);
    await desk.send('s-2', AS_OF + DAY);
    expect([...desk.authority.received.keys()]).toContain('signal/acme/2/early/create/2');
  });

  it('A rejection with its code does not count for the six months', async () => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    desk.authority.behave(() => {
      throw new SignalRejected('NOT_IN_MUNICIPALITY', 'west rejected the signal (NOT_IN_MUNICIPALITY).');
    });
    expect(await desk.send('s-1')).toMatchObject({ isDone: true, outcomes: { rejected: 1 } });
    expect(await desk.sql.all('select state, rejected_code, sent_on from signals')).toEqual([
      { state: 'rejected', rejected_code: 'NOT_IN_MUNICIPALITY', sent_on: null },
    ]);
    await desk.evaluate();
    expect(await desk.prepared()).toHaveLength(1);
  });

  it('What may have arrived at a service that cannot tell is never sent a second time by itself', async () => {
    const desk = await aDesk({ customers: 1, dedupes: false });
    await desk.evaluate();
    await desk.approve('s-1');
    desk.authority.behave(() => {
      throw new GatewayFailure('The connection broke.', { isTemporary: true, mayHaveArrived: true });
    });
    expect(await desk.send('s-1')).toMatchObject({ isDone: true, outcomes: { uncertain: 1 } });
    await desk.send('s-1', AS_OF + DAY);
    await desk.evaluate(AS_OF + DAY);
    expect(desk.authority.received.size).toBe(0);
    expect(await desk.prepared()).toEqual([]);
    expect(await desk.sql.one('select state from signal_candidates')).toBe('approved');
  });

  it.each([
    ['delivered', true, { sent: 1 }, 1],
    ['absent', true, { sent: 1 }, 1],
    ['unknown', true, { sent: 1 }, 1],
    ['unknown', false, { uncertain: 1 }, 0],
  ] as const)(
    'A worker killed at the hand-over: the service says %s, dedupes %s',
    async (trace, dedupes, outcomes, sent) => {
      const desk = await aDesk({ customers: 1, dedupes });
      await desk.evaluate();
      await desk.approve('s-1');
      const never = new Promise<never>(() => undefined);
      desk.authority.behave(() => never);
      void desk.send('s-1');
      while ((await desk.sql.one('select count(*) from effects')) === 0)
        await new Promise((next) => setImmediate(next));
      const key = 'signal/acme/1/early/create/1';
      desk.authority.traces.set(key, trace);
      // Another attempt may still run: it waits for the end of its lease.
      if (trace !== 'delivered')
        expect(await desk.send('s-1', AS_OF + 29_999)).toMatchObject({ isDone: false });
      expect(await desk.send('s-1', AS_OF + 30_000)).toMatchObject({ isDone: true, outcomes });
      expect(await desk.sql.all('select key from signals')).toEqual([{ key }]);
      expect([...desk.authority.received.values()].flat()).toHaveLength(trace === 'delivered' ? 0 : sent);
    },
  );
});

describe('Early, then crisis, then taken back', () => {
  const DAYS_LATER = 30;
  const later = AS_OF + DAYS_LATER * DAY;
  const withoutWinter = { ...settings, crisis: { ...settings.crisis, blackout: null } };

  it('A crisis within six months updates the early signal; an opt-out takes the last one back', async () => {
    const desk = await aDesk({ customers: 1, settings: withoutWinter });
    await desk.evaluate();
    await desk.approve('s-1');
    await desk.send('s-1');
    await desk.sql.run(
      `insert into disconnection_plans (creditor, customer_id, kind, planned_on, recorded_at, by)
      values ('acme', 1, 'disconnection', ?, 0, 'ann')`,
      TODAY + 60,
    );
    await desk.evaluate(later);
    expect(await desk.prepared()).toMatchObject([
      { type: 'crisis', action: 'update', replaces: 'signal/acme/1/early/create/1' },
    ]);
    await desk.approve('s-2', {}, later);
    await desk.send('s-2', later);
    const crisis = 'signal/acme/1/crisis/update/2';
    expect(desk.authority.received.get(crisis)).toMatchObject([
      {
        type: 'crisis',
        action: 'update',
        replaces: 'signal/acme/1/early/create/1',
        disconnection: { kind: 'disconnection', plannedOn: TODAY + 60 },
      },
    ]);
    await desk.evaluate(later + DAY);
    expect(await desk.prepared()).toEqual([]);

    await optOut(desk, later + DAY);
    await desk.evaluate(later + 2 * DAY);
    await desk.evaluate(later + 3 * DAY);
    expect(await desk.prepared()).toMatchObject([{ type: 'crisis', action: 'remove', replaces: crisis }]);
    await desk.approve('s-3', {}, later + 3 * DAY);
    await desk.send('s-3', later + 3 * DAY);
    expect(desk.authority.received.get('signal/acme/1/crisis/remove/3')).toMatchObject([
      { action: 'remove', replaces: crisis, arrears: null, contactAttempts: [], disconnection: null },
    ]);
    expect(await desk.sql.one(`select state from signals where key = '${crisis}'`)).toBe('removed');
    await desk.evaluate(later + 4 * DAY);
    expect(await desk.prepared()).toEqual([]);
  });

  it('An opt-out that was withdrawn stops the Remove at the last look', async () => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    await desk.send('s-1');
    await optOut(desk, AS_OF);
    await desk.evaluate(AS_OF + DAY);
    await desk.approve('s-2', { action: 'remove' }, AS_OF + DAY);
    await desk.sql.run('update signal_opt_outs set withdrawn_at = 1');
    await desk.send('s-2', AS_OF + DAY);
    expect(await desk.results('s-2')).toMatchObject([{ outcome: 'changed', says: ['OPT_OUT_WITHDRAWN'] }]);
    expect(desk.authority.received.size).toBe(1);
  });
});

async function optOut(desk: Awaited<ReturnType<typeof aDesk>>, at: number): Promise<void> {
  await desk.db.transaction((tx) =>
    recordOptOut(tx, {
      creditor: CREDITOR,
      customerId: 1,
      reason: 'CUSTOMER_REFUSES',
      source: 'operator',
      onDay: TODAY,
      recordedAt: at,
      by: 'ann',
      note: null,
    }),
  );
}
