import { describe, expect, it } from 'vitest';
import { recordOptOut } from '../../../db/signals/customers.ts';
import { publishSignalSettings } from '../../../db/signals/settings.ts';
import { GatewayFailure } from '../../../gateways/port.ts';
import { AS_OF, CREDITOR, settings, TODAY } from '../../domain/signals/sample-settings.ts';
import { aDesk, readyCustomer } from './a-desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KEY = 'signal/acme/1/early/create/1';
const cutOff = () => {
  throw new GatewayFailure('No answer within 15 s.', { isTemporary: true, mayHaveArrived: true });
};

type Desk = Awaited<ReturnType<typeof aDesk>>;

const optOut = (desk: Desk) =>
  desk.db.transaction((tx) =>
    recordOptOut(tx, {
      creditor: CREDITOR,
      customerId: 1,
      reason: 'PRIVACY',
      source: 'operator',
      onDay: TODAY,
      recordedAt: AS_OF,
      by: 'ann',
      note: null,
    }),
  );

/** One customer whose signal got no answer, from a service that could not be asked either. */
async function withoutAnswer(): Promise<Desk> {
  const desk = await aDesk({ customers: 1 });
  await desk.evaluate();
  await desk.approve('s-1');
  desk.authority.behave(cutOff);
  desk.authority.traces.set(KEY, 'unknown');
  expect(await desk.send('s-1')).toMatchObject({ outcomes: { delayed: 1 }, nextAttemptAt: AS_OF + MINUTE });
  return desk;
}

describe('A signal without an answer may have arrived: the service is asked before anything else', () => {
  it('it has it: that counts as sent, whatever changed, and an opt-out has it taken back', async () => {
    const desk = await withoutAnswer();
    await optOut(desk);
    desk.authority.traces.set(KEY, 'delivered');
    expect(await desk.send('s-1', AS_OF + MINUTE)).toMatchObject({ isDone: true, outcomes: { sent: 1 } });
    expect(desk.authority.received.size).toBe(0);
    expect(await desk.sql.all('select state, sent_on from signals')).toEqual([
      { state: 'acknowledged', sent_on: TODAY },
    ]);
    await desk.evaluate(AS_OF + DAY);
    expect(await desk.prepared()).toMatchObject([{ action: 'remove', replaces: KEY }]);
  });

  it('it never came: what changed wins', async () => {
    const desk = await withoutAnswer();
    await optOut(desk);
    desk.authority.traces.set(KEY, 'absent');
    expect(await desk.send('s-1', AS_OF + MINUTE)).toMatchObject({ isDone: true, outcomes: { changed: 1 } });
    expect(await desk.sql.all('select state from signals')).toEqual([{ state: 'rejected' }]);
  });

  it('it cannot say, and something changed: a person has to find out, and nothing else is prepared', async () => {
    const desk = await withoutAnswer();
    await optOut(desk);
    expect(await desk.send('s-1', AS_OF + MINUTE)).toMatchObject({
      isDone: true,
      outcomes: { uncertain: 1, changed: 0 },
    });
    expect((await desk.results('s-1'))[0]?.says.join()).toContain('NOT_OPTED_OUT');
    expect(await desk.sql.all('select state from effects')).toEqual([{ state: 'uncertain' }]);
    expect(await desk.sql.all('select state from signal_candidates')).toEqual([{ state: 'approved' }]);
  });

  it('it cannot say, and nothing changed: it is handed over again under the same key', async () => {
    const desk = await withoutAnswer();
    expect(await desk.send('s-1', AS_OF + MINUTE)).toMatchObject({ isDone: true, outcomes: { sent: 1 } });
    expect([...desk.authority.received.keys()]).toEqual([KEY]);
    expect(await desk.sql.all('select attempts, state from effects')).toEqual([
      { attempts: 2, state: 'delivered' },
    ]);
  });
});

it('A service that has another signal under the reference needs a person: nothing is reported a second time', async () => {
  const desk = await aDesk({ customers: 1 });
  await desk.evaluate();
  await desk.approve('s-1');
  desk.authority.traces.set(KEY, 'unknown');
  desk.authority.behave(() => {
    throw new GatewayFailure('409', { isTemporary: false, mayHaveArrived: true });
  });
  expect(await desk.send('s-1')).toMatchObject({ isDone: true, outcomes: { uncertain: 1, failed: 0 } });
  await desk.evaluate(AS_OF + DAY);
  expect(await desk.prepared()).toEqual([]);
});

describe('A worker killed at the hand-over, and a gateway that cannot be made since', () => {
  async function killed(): Promise<Desk> {
    const desk = await aDesk({ customers: 2, make: (id) => readyCustomer(id) });
    await desk.evaluate();
    await desk.approve('s-1', { candidates: [1] });
    desk.authority.behave(() => new Promise<never>(() => undefined));
    void desk.send('s-1');
    while ((await desk.sql.one('select count(*) from effects')) === 0)
      await new Promise((next) => setImmediate(next));
    return desk;
  }

  it('delays for a missing secret, and goes on with it', async () => {
    const desk = await killed();
    const { municipalities } = desk.deps;
    desk.deps.municipalities = () => {
      throw new GatewayFailure('The environment has no SECRET.', {
        isTemporary: true,
        mayHaveArrived: false,
      });
    };
    const waiting = await desk.send('s-1', AS_OF + MINUTE);
    expect(waiting).toMatchObject({
      isDone: false,
      outcomes: { delayed: 1 },
      nextAttemptAt: AS_OF + 2 * MINUTE,
    });
    expect((await desk.results('s-1'))[0]?.says.join()).toContain('has no SECRET');
    desk.deps.municipalities = municipalities;
    expect(await desk.send('s-1', AS_OF + 2 * MINUTE)).toMatchObject({ isDone: true, outcomes: { sent: 1 } });
  });

  it('needs a person when the creditor has that gateway no longer', async () => {
    const desk = await killed();
    const gateways = settings.gateways.filter(({ name }) => name !== 'west');
    await desk.db.transaction((tx) =>
      publishSignalSettings(tx, {
        creditor: CREDITOR,
        hash: 'without west',
        settings: { ...settings, gateways, routes: [{ gateway: 'east', from: 1000, to: 9999 }] },
        at: AS_OF,
        by: 'test',
      }),
    );
    expect(await desk.send('s-1', AS_OF + MINUTE)).toMatchObject({
      isDone: true,
      outcomes: { uncertain: 1 },
    });
  });
});

describe('Two workers with the same send', () => {
  it('hand over once between them, and the send is not over before that is', async () => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    await Promise.all([desk.send('s-1'), desk.send('s-1')]);
    expect([...desk.authority.received.values()].flat()).toHaveLength(1);
  });

  it('a send with one still in hand goes on', async () => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    let arrive: (receipt: { state: 'delivered'; providerId: string }) => void = () => undefined;
    desk.authority.behave(() => new Promise((resolve) => (arrive = resolve)));
    const first = desk.send('s-1');
    const second = await desk.send('s-1');
    expect(second).toMatchObject({ isDone: false, outcomes: { delayed: 1 } });
    arrive({ state: 'delivered', providerId: 'w-1' });
    expect(await first).toMatchObject({ isDone: true, outcomes: { sent: 1, delayed: 0 } });
  });
});

describe('A service that asks to be left alone', () => {
  it('is tried again after an hour at the latest', async () => {
    const desk = await aDesk({ customers: 1 });
    await desk.evaluate();
    await desk.approve('s-1');
    desk.authority.behave(() => {
      const retryAfterMs = 365 * DAY;
      throw new GatewayFailure('429', { isTemporary: true, mayHaveArrived: false, retryAfterMs });
    });
    expect(await desk.send('s-1')).toMatchObject({ nextAttemptAt: AS_OF + HOUR });
  });
});

describe('A send of many', () => {
  it('beats its heart between hand-overs, and takes a new look at the time for the next two hundred', async () => {
    const desk = await aDesk({ customers: 201 });
    await desk.evaluate();
    await desk.approve('s-1');
    let beats = 0;
    const send = (asOf: number) => desk.send('s-1', asOf, () => (beats += 1));
    expect(await send(AS_OF)).toMatchObject({ total: 201, done: 200, isDone: false, nextAttemptAt: null });
    expect(beats).toBeGreaterThanOrEqual(40);
    expect(await send(AS_OF + DAY)).toMatchObject({ done: 201, isDone: true });
    expect(
      await desk.sql.all('select sent_on, count(*) as count from signals group by 1 order by 1'),
    ).toEqual([
      { sent_on: TODAY, count: 200 },
      { sent_on: TODAY + 1, count: 1 },
    ]);
  });
});
