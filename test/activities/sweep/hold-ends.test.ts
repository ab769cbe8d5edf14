import { beforeEach, describe, expect, it } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { placeHold } from '../../../activities/bulk/place-hold.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { tellOfHoldEnds } from '../../../activities/sweep/hold-ends.ts';
import type { BulkInput } from '../../../contracts/background.ts';
import { endTask, findTask, listTasks, type TaskRow } from '../../../db/tasks/tasks.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { day } from '../../db/samples.ts';
import { CaseDesk } from '../case/case-desk.ts';

let desk: CaseDesk;
let count = 0;

// 2026-02-10 is a Tuesday.
beforeEach(async () => {
  desk = (await CaseDesk.open()).at('2026-02-10T11:00:00Z');
  await desk.invoice('1001');
});

async function say(kind: 'pause' | 'resume', fields: object = {}): Promise<void> {
  const message = { by: 'anna', ...fields };
  const whom = { creditor: 'acme', number: '1001', asOf: desk.now, commandId: `i-${++count}` };
  const { answer } = await applyMessage(INVOICES, desk.deps, { ...whom, kind, message });
  expect(answer).toMatchObject({ ok: true });
}

async function placeOn(scope: BulkInput['scope'], action: BulkInput['action']): Promise<void> {
  const whom = scope === 'customer' ? { customer: 'customer-of-1001' } : {};
  const input = { creditor: 'acme', operationId: `o-${++count}`, by: 'anna', scope, action, ...whom };
  expect(await placeHold(desk.deps, input, desk.now)).toMatchObject({ refused: false });
}

async function tasks() {
  await tellOfHoldEnds(desk.deps, desk.now);
  const rows = await desk.db.read((tx) => listTasks(tx, { creditor: 'acme', limit: 10 }));
  return rows.map(({ kind, subject, about, owner, due, note }) => ({
    ...{ kind, subject, about, owner, note },
    due: due === null ? null : formatDay(due),
  }));
}

const TOLD = {
  ...{ kind: 'HOLD_ENDS_SOON', subject: 'invoice', about: '1001' },
  ...{ owner: 'rita', due: '2026-02-19', note: 'DISPUTE, until 2026-02-19' },
};

describe('the owner of a pause that ends by itself is told', () => {
  const pause = () => say('pause', { reason: 'DISPUTE', until: '2026-02-19', owner: 'rita' });

  it.each([
    ['2026-02-13T22:00:00Z', 0],
    ['2026-02-16T00:00:00Z', 1],
    ['2026-02-18T22:00:00Z', 1],
    ['2026-02-18T23:00:00Z', 0],
  ])('three working days before, not at %s: %s', async (at, told) => {
    await pause();
    desk.at(at);
    expect(await tasks()).toEqual(told === 1 ? [TOLD] : []);
  });

  it('once, however often it is looked, also after the task was dismissed', async () => {
    await pause();
    desk.at('2026-02-16T09:00:00Z');
    for (let i = 0; i < 100; i++) await tellOfHoldEnds(desk.deps, desk.now);
    expect(await tasks()).toEqual([TOLD]);
    const [row] = await desk.db.read((tx) => listTasks(tx, { creditor: 'acme', limit: 10 }));
    const dismissed = { at: desk.now, ended: 'dismissed', by: 'rita' } as const;
    await desk.db.transaction((tx) => endTask(tx, row as TaskRow, dismissed));
    expect(await tasks()).toEqual([]);
    expect((await desk.db.read((tx) => findTask(tx, row?.id ?? 0)))?.ended).toBe('dismissed');
  });

  it('no more when it is resumed', async () => {
    await pause();
    desk.at('2026-02-16T09:00:00Z');
    expect(await tasks()).toHaveLength(1);
    await say('resume');
    const rows = await desk.db.read((tx) => listTasks(tx, { creditor: 'acme', limit: 10 }));
    expect(rows).toEqual([]);
  });

  it('no more when a pause for the same reason goes on after it, and not before that one ends', async () => {
    await pause();
    desk.at('2026-02-16T09:00:00Z');
    expect(await tasks()).toHaveLength(1);
    await say('pause', { reason: 'DISPUTE', from: '2026-02-19', until: '2026-03-19' });
    expect(await tasks()).toEqual([]);
    desk.at('2026-03-17T09:00:00Z');
    expect(await tasks()).toMatchObject([{ due: '2026-03-19', owner: null }]);
  });

  it('all the same when a pause for another reason goes on after it', async () => {
    await pause();
    await say('pause', { reason: 'OPERATOR', from: '2026-02-12' });
    desk.at('2026-02-16T09:00:00Z');
    expect(await tasks()).toEqual([TOLD]);
  });
});

describe.each([
  ['customer', 'customer-of-1001'],
  ['creditor', 'acme'],
] as const)('of a pause of the whole %s', (scope, about) => {
  const pause = {
    kind: 'pause',
    holdKind: 'reminders',
    reason: 'OPERATOR',
    owner: 'rita',
    until: day('2026-02-19'),
  } as const;

  it('its owner is told once, and no more when it is resumed', async () => {
    await placeOn(scope, pause);
    expect(await tasks()).toEqual([]);
    desk.at('2026-02-16T09:00:00Z');
    await tasks();
    expect(await tasks()).toMatchObject([
      { kind: 'HOLD_ENDS_SOON', subject: scope, about, owner: 'rita', due: '2026-02-19' },
    ]);
    await placeOn(scope, { kind: 'resume' });
    expect(await desk.db.read((tx) => listTasks(tx, { creditor: 'acme', limit: 10 }))).toEqual([]);
  });
});
