import { describe, expect, it } from 'vitest';
import { optIn, optOut } from '../../../activities/intake/take-opt-out.ts';
import { AS_OF, CREDITOR, settings, TODAY } from '../../domain/signals/sample-settings.ts';
import { aDesk, readyCustomer } from './a-desk.ts';
import type { GeneratedCustomer } from './population.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;
type Signals = GeneratedCustomer['signals'];

const planned = [{ plannedOn: TODAY + 14, ended: false, stop: null }];
const early = { type: 'early', action: 'create', state: 'acknowledged', sentOn: TODAY - 60 } as const;
const remove = { type: 'early', action: 'remove', state: 'sent', sentOn: TODAY - 2, replaces: 0 } as const;
const withoutEarly = { ...settings, crisis: { ...settings.crisis, earlySignalSent: false } };

const deskOf = (signals: Signals, of = settings) =>
  aDesk({ settings: of, customers: 1, make: (id) => readyCustomer(id, { signals, plans: planned }) });
const listOf = async (desk: Desk) =>
  (await desk.prepared()).map(({ type, action, replaces }) => [type, action, replaces]);
const optsOut = (desk: Desk) =>
  desk.db.transaction((tx) =>
    optOut(tx, {
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

describe('A Remove that was sent counts at once', () => {
  it.each<[string, Signals, string[][]]>([
    ['without one, the crisis updates the early signal', [early], [['crisis', 'update']]],
    ['sent and not answered yet, no early signal stands', [early, remove], []],
    ['acknowledged, no early signal stands', [early, { ...remove, state: 'acknowledged' }], []],
    ['refused, it did not count', [early, { ...remove, state: 'rejected' }], [['crisis', 'update']]],
    [
      'not sent yet, it does not count',
      [early, { ...remove, sentOn: null, state: 'approved' }],
      [['crisis', 'update']],
    ],
    [
      'of another early signal, this one stands',
      [early, { ...early, sentOn: TODAY - 50 }, remove],
      [['crisis', 'update']],
    ],
    [
      'of the crisis that the early signal had become, that is gone as well',
      [
        early,
        { ...early, type: 'crisis', action: 'update', sentOn: TODAY - 30, state: 'sent', replaces: 0 },
        { ...remove, type: 'crisis', replaces: 1 },
      ],
      [],
    ],
  ])('%s', async (_, signals, expected) => {
    const of = { ...settings, crisis: { ...settings.crisis, notReportedForMonths: null } };
    const desk = await deskOf(signals, of);
    await desk.evaluate();
    expect((await listOf(desk)).map(([type, action]) => [type, action])).toEqual(expected);
  });

  it('The crisis that follows is created, where the creditor asks for no early signal before it', async () => {
    const desk = await deskOf([early, remove], withoutEarly);
    await desk.evaluate();
    expect(await listOf(desk)).toEqual([['crisis', 'create', null]]);
    await desk.approve('s-1');
    expect(await desk.send('s-1')).toMatchObject({ outcomes: { sent: 1 } });
    expect([...desk.authority.received.values()].flat()[0]).toMatchObject({
      action: 'create',
      replaces: null,
    });
  });

  it('A Remove that left after the crisis was approved stops the Update at the last look', async () => {
    const desk = await deskOf([early]);
    await desk.evaluate();
    await desk.approve('s-1');
    await desk.sql.run(
      `insert into signals (creditor, customer_id, candidate_id, key, type, action, state, gateway, amount, currency,
        replaces, approved_by, planned_at, sent_on)
      select creditor, customer_id, 0, 'signal/acme/1/early/remove/2', type, 'remove', 'sent', gateway, 0, currency,
        key, 'ann', 0, ? from signals`,
      TODAY,
    );
    expect(await desk.send('s-1')).toMatchObject({ outcomes: { changed: 1 } });
    expect((await desk.results('s-1'))[0]?.says).toEqual(['EARLY_SIGNAL_SENT']);
  });
});

describe('An opt-out takes back every report that stands', () => {
  const crisis = { ...early, type: 'crisis', sentOn: TODAY - 1 } as const;

  it('with a Remove for each, sent together and not again', async () => {
    const desk = await deskOf([{ ...early, sentOn: TODAY - 300 }, early, crisis]);
    await optsOut(desk);
    await optsOut(desk);
    await desk.evaluate();
    expect(await listOf(desk)).toEqual([
      ['early', 'remove', 'signal/acme/1/early/create/1'],
      ['early', 'remove', 'signal/acme/1/early/create/2'],
      ['crisis', 'remove', 'signal/acme/1/crisis/create/3'],
    ]);
    await desk.approve('s-1');
    expect(await desk.send('s-1')).toMatchObject({ done: 3, outcomes: { sent: 3 } });
    const told = [...desk.authority.received.values()].flat().map(({ replaces }) => replaces);
    expect(told.sort()).toEqual([
      'signal/acme/1/crisis/create/3',
      'signal/acme/1/early/create/1',
      'signal/acme/1/early/create/2',
    ]);
    await desk.evaluate();
    expect(await desk.prepared()).toEqual([]);
  });

  it('but none for one that became another, was taken back or was refused', async () => {
    const update = { ...crisis, action: 'update', replaces: 0 } as const;
    const refused = { ...early, state: 'rejected' } as const;
    const desk = await deskOf([early, update, early, { ...remove, replaces: 2 }, refused]);
    await optsOut(desk);
    await desk.evaluate();
    expect(await listOf(desk)).toEqual([['crisis', 'remove', 'signal/acme/1/crisis/update/2']]);
  });

  it('withdrawn before they are sent, all of them leave the list, and nothing is prepared beside one under way', async () => {
    const desk = await deskOf([early, crisis], withoutEarly);
    await optsOut(desk);
    await desk.approve('s-1', { candidates: [1] });
    await desk.db.transaction((tx) => optIn(tx, 1, AS_OF, 'ann'));
    expect(await listOf(desk)).toEqual([]);
    await desk.sql.run("delete from signals where type = 'crisis'");
    await desk.evaluate();
    expect(await listOf(desk)).toEqual([]);
    expect(await desk.send('s-1')).toMatchObject({ outcomes: { changed: 1 } });
    await desk.evaluate();
    expect(await listOf(desk)).toEqual([['crisis', 'update', 'signal/acme/1/early/create/1']]);
  });
});
