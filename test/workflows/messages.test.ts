import { WorkflowUpdateFailedError } from '@temporalio/client';
import { expect, test } from 'vitest';
import type { ReadAnswer } from '../../contracts/invoice.ts';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();

/** An update as Temporal's UI or another language sends it, with whatever arguments. */
async function rawUpdate(desk: Desk, name: string, args: unknown[]): Promise<string> {
  try {
    const answer = await desk
      .handle()
      .executeUpdate<ReadAnswer, [unknown]>(name, { args: args as [unknown] });
    return `ok: ${answer.ok ? answer.says : answer.refused}`;
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    return `refused: ${error.cause?.message}`;
  }
}

test.concurrent('a message without one JSON object is refused in words, whatever it is', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  for (const args of [[], [null], [[]], [[{ by: 'anna' }]], ['pause'], [7], [true]]) {
    for (const name of [...Object.values(CommandKind), 'resolveEffect']) {
      expect(await rawUpdate(desk, name, args)).toMatch(`refused: ${name} takes one JSON object`);
    }
  }
  expect(await desk.events()).toEqual([]);
});

test.concurrent('fields that are unknown, missing or wrong are refused by name', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const by = 'anna';
  expect(await rawUpdate(desk, 'pause', [{ by, untill: '2030-01-01' }])).toContain('knows no field `untill`');
  expect(await rawUpdate(desk, 'pause', [{}])).toContain('pause needs `by`');
  expect(await rawUpdate(desk, 'pause', [{ by, until: 'soon' }])).toContain('must be a date like 2026-03-01');
  expect(await rawUpdate(desk, 'pause', [{ by, until: 20300101 }])).toContain('must be a text');
  expect(await rawUpdate(desk, 'pause', [{ by, reason: 'MOOD' }])).toContain('must be one of OPERATOR');
  expect(await rawUpdate(desk, 'close', [{ by }])).toContain('close needs `reason`');
  expect(await rawUpdate(desk, 'changeDueDate', [{ by }])).toContain('changeDueDate needs `dueOn`');
  expect(await rawUpdate(desk, 'resolveEffect', [{ by, key: 'x', outcome: 'lost' }])).toContain(
    'must be one of',
  );
});

test.concurrent('names that nobody knows are answered with the names there are', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  expect(await rawUpdate(desk, 'freeze', [{ by: 'anna' }])).toContain(
    'There is no message "freeze": this invoice understands pause, resume',
  );
  await expect(desk.handle().query('status')).rejects.toThrow('There is no query "status"');
  await desk.handle().signal('freeze', { by: 'anna', commandId: 'f-1' });
  await desk.clock().untilQuiet();
  const [command] = await desk.commands();
  expect(command).toMatchObject({ commandId: 'f-1', kind: 'unknown', body: { name: 'freeze' } });
  expect(command?.result).toMatchObject({ ok: false });
});

test.concurrent('approval is refused before listing, in other modes and while paused', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim(5, 'automatic', { transferMode: 20 });
  await desk.claim(5, 'direct', { transferMode: 10 });
  await desk.claim(5, 'manual');
  const refusal = async (number: string) => {
    const answer = await desk.ask('approve', {}, number);
    return answer.ok ? 'approved' : answer.refused;
  };
  expect(await refusal('automatic')).toContain('transfers by itself (mode 20)');
  expect(await refusal('direct')).toContain('transfers by itself (mode 10)');
  expect(await refusal('manual')).toContain('not on the debt collection list yet');
  await desk.toStage('LISTED', 'manual');
  await desk.ask('pause', {}, 'manual');
  expect(await refusal('manual')).toContain('paused by invoice (OPERATOR): resume it before you approve it');
  await desk.ask('resume', {}, 'manual');
  expect(await refusal('manual')).toBe('approved');
});

test.concurrent('a pause voids an approval', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  await desk.ask('approve');
  await desk.ask('pause');
  await desk.ask('resume');
  expect((await desk.row()).approvedAt).toBeNull();
  expect(await desk.events()).toContain('approval voided by a hold');
});

test.concurrent('after the transfer every command is answered with what to do instead', async (context) => {
  const desk = await openDesk(office, context, { mode: 10 });
  await desk.claim();
  await desk.toStage('TRANSFERRED');
  expect(await desk.clock().isRunning()).toBe(false);
  const pause = await desk.ask('pause');
  expect(pause).toMatchObject({ ok: false });
  expect(pause.ok ? '' : pause.refused).toMatch(
    /was transferred .* cannot be paused any more: pause the case/,
  );
  for (const kind of ['resume', 'approve', 'restart', 'waiveLevel'] as const) {
    expect(await desk.ask(kind)).toMatchObject({
      ok: false,
      refused: expect.stringContaining('act on its case'),
    });
  }
  expect(await desk.ask('changeDueDate', { dueOn: '2030-01-01' })).toMatchObject({ ok: false });
  expect(await desk.clock().isRunning()).toBe(false);
});

test.concurrent('a commandId that was used for another message is refused as a conflict', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  expect(await desk.ask('pause', { commandId: 'p-1' })).toMatchObject({ ok: true });
  const conflict = { ok: false, conflict: true };
  expect(await desk.ask('resume', { commandId: 'p-1' })).toMatchObject({
    ...conflict,
    refused: expect.stringMatching(/p-1 was used before, for `pause`: this `resume` was not applied/),
  });
  expect(await desk.ask('pause', { commandId: 'p-1', reason: 'DISPUTE' })).toMatchObject(conflict);
  expect(await desk.row()).toMatchObject({ held: true });
});

test.concurrent('the same commandId is answered the same and counts once', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const first = await desk.ask('pause', { commandId: 'p-1' });
  await desk.ask('resume', { commandId: 'r-1' });
  const again = await desk.ask('pause', { commandId: 'p-1' });
  expect(again).toEqual(first);
  expect((await desk.row()).held).toBe(false);
  await desk.tell('pause', { commandId: 'p-1' });
  expect((await desk.row()).held).toBe(false);
  expect(await desk.events()).toEqual(['paused', 'resumed']);
});

test.concurrent('a refusal is answered the same as well', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  const refused = await desk.ask('approve', { commandId: 'a-1' });
  await desk.toStage('LISTED');
  expect(await desk.ask('approve', { commandId: 'a-1' })).toEqual(refused);
  expect(await desk.ask('approve', { commandId: 'a-2' })).toMatchObject({ ok: true });
});

test.concurrent('state, whyNot, search attributes and current details tell the same truth', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.invoice();
  await desk.ask('pause');
  expect(await desk.handle().query('state')).toMatchObject({ stage: 'OPEN', mode: 30, held: true, at: null });
  expect(await desk.handle().query('whyNot')).toEqual({
    because: 'HELD',
    says: 'The invoice is paused and stays so until someone resumes it.',
  });
  expect(await desk.shown()).toMatchObject({
    DunwellCreditor: desk.id,
    DunwellStage: 'OPEN',
    DunwellMode: '30',
    DunwellHeld: true,
    DunwellApproved: false,
  });
  expect(await desk.shown()).not.toHaveProperty('DunwellNextAt');
  expect(await desk.details()).toContain('**Paused.**');
  await desk.ask('resume');
  const { nextAt } = await desk.row();
  const until = new Date(nextAt!);
  expect(await desk.handle().query('whyNot')).toMatchObject({
    because: 'LEVEL_DUE',
    until: until.toISOString(),
  });
  expect(await desk.shown()).toMatchObject({ DunwellHeld: false, DunwellNextAt: until });
  expect(await desk.details()).toMatch(/On 20.* UTC the reminder goes out \(reminder-1\)/);
  await desk.toNextStep();
  expect(await desk.shown()).toMatchObject({ DunwellStage: 'REMINDED' });
});

test.concurrent('a message reaches all invoices that a filter finds', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  const numbers = ['1', '2', '3'];
  for (const number of numbers) await desk.claim(5, number);
  await desk.claim(5, 'other', { transferMode: 20 });
  for (const number of numbers) await desk.toStage('LISTED', number);
  const query = `DunwellCreditor = "${desk.id}" AND DunwellStage = "LISTED" AND DunwellMode = "30"`;
  await desk.untilFound(query, 3);
  await desk.signalAll(query, 'approve', { by: 'anna', reason: 'weekly run' });
  for (const number of numbers) await desk.untilRow(number, (row) => row.approvedAt !== null);
  expect((await desk.row('other')).approvedAt).toBeNull();
});

test.concurrent('a due date moved beyond the deadline takes a listed claim off the list', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  await desk.ask('approve');
  const { noticeDueOn } = await desk.row();
  const day = (offset: number) => new Date((noticeDueOn! + offset) * 86_400_000).toISOString().slice(0, 10);
  expect(await desk.ask('changeDueDate', { dueOn: day(0) })).toMatchObject({
    ok: true,
    state: { stage: 'LISTED' },
  });
  const moved = await desk.ask('changeDueDate', { dueOn: day(1) });
  expect(moved).toMatchObject({ ok: true, state: { stage: 'NOTICED', approved: false } });
  expect(await desk.row()).toMatchObject({ noticeDueOn: noticeDueOn! + 1, listedOn: null, approvedAt: null });
  await desk.toStage('LISTED');
  expect((await desk.row()).approvedAt).toBeNull();
});

test.concurrent('a waived reminder is not sent; the notice cannot be waived', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  expect(await desk.ask('waiveLevel', { level: 'reminder-2' })).toMatchObject({ ok: false });
  expect(await desk.ask('waiveLevel', { level: 'reminder-1' })).toMatchObject({ ok: true });
  expect(await desk.ask('waiveLevel')).toMatchObject({ ok: true });
  expect(await desk.ask('waiveLevel')).toMatchObject({ ok: false });
  await desk.toNextStep();
  expect(desk.arrived()).toEqual(['1/level/notice']);
});

test.concurrent('an answer and the query say the moment of the next step as an instant with its zone', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const at = new Date((await desk.row()).nextAt ?? 0).toISOString();
  expect(await desk.ask('reconsider')).toMatchObject({ ok: true, state: { at } });
  expect(await desk.handle().query('state')).toMatchObject({ at });
  expect(await desk.ask('pause', { commandId: 'p-1' })).toMatchObject({ state: { at: null } });
  await desk.ask('resume');
  // The first answer once more, with the state as it was then.
  expect(await desk.ask('pause', { commandId: 'p-1' })).toMatchObject({ state: { at: null } });
});
