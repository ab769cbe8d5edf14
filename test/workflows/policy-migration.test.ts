import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { BulkFilter, BulkInput, BulkProgress } from '../../contracts/background.ts';
import { publishPolicy } from '../../db/creditor/creditors.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import { type Desk, openDesk, POLICY } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();

async function publish(desk: Desk, changed: Partial<Policy>): Promise<number> {
  const policy = { ...desk.creditor.policy, ...changed };
  const { version } = await office.db.transaction((tx) =>
    publishPolicy(tx, { creditor: desk.id, hash: randomUUID(), policy, at: Date.now(), by: 'test' }),
  );
  return version;
}

async function migrate(
  desk: Desk,
  toVersion: number,
  filter: BulkFilter = {},
  numbers: readonly string[] = ['1001'],
): Promise<BulkProgress> {
  const action = { kind: 'migratePolicy', toVersion, filter } as const;
  const base = { creditor: desk.id, operationId: randomUUID(), by: 'anna', scope: 'creditor' } as const;
  const input: BulkInput = { ...base, action };
  await office.client.startBulk(input);
  const progress = await office.client.bulkResult(input);
  for (const number of numbers) await desk.clock(number).untilQuiet();
  return progress;
}

const [FIRST, SECOND, NOTICE] = POLICY.levels as [
  Policy['levels'][number],
  Policy['levels'][number],
  Policy['levels'][number],
];

test.concurrent('an invoice moved to another policy goes on by it, after its last level', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toNextStep();
  const before = await desk.row();
  const levels = [FIRST, { ...SECOND, daysAfterDue: 60 }, { ...NOTICE, daysAfterDue: 90 }];
  const version = await publish(desk, { levels });
  expect((await desk.row()).policyVersion).toBe(1);
  expect(await migrate(desk, version)).toMatchObject({
    says: 'Invoices under way are moved to policy version 2.',
    woken: 1,
    refused: 0,
    done: true,
  });
  const after = await desk.row();
  expect(after).toMatchObject({ policyVersion: 2, levelsDone: 1, nextStep: 'sendReminder' });
  expect(after.nextAt).toBeGreaterThan(before.nextAt!);
  expect((await desk.transitions()).at(-1)).toMatchObject({
    event: 'moved to another policy',
    by: 'anna',
    reason: 'policy version 1 to 2',
  });
  // Its workflow has the new plan: nothing goes out at the old moment.
  await desk.advanceTo(before.nextAt! + 1000);
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
  await desk.toNextStep();
  expect(desk.arrived()).toEqual(['1/level/reminder-1', '1/level/reminder-2']);
});

test.concurrent('moving again moves nothing; a version that is not there is refused', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const version = await publish(desk, { minimumAmount: 500 });
  await migrate(desk, version);
  const moved = await desk.transitions();
  await migrate(desk, version);
  expect(await desk.transitions()).toEqual(moved);
  expect(await migrate(desk, 7)).toMatchObject({ says: expect.stringContaining('it has 1, 2'), woken: 0 });
});

test.concurrent('an invoice whose level the new policy lacks stays, and is named', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice('1');
  await desk.invoice('2');
  await desk.toNextStep('1');
  const version = await publish(desk, { levels: [{ ...FIRST, name: 'first' }, NOTICE] });
  const progress = await migrate(desk, version, {}, ['1', '2']);
  expect(progress).toMatchObject({ woken: 1, refused: 1 });
  expect(progress.refusals).toEqual([
    { number: '1', because: expect.stringContaining('Level reminder-1 was delivered') },
  ]);
  expect([(await desk.row('1')).policyVersion, (await desk.row('2')).policyVersion]).toEqual([1, 2]);
});

test.concurrent('a listed claim keeps its mode; the filter leaves others where they are', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim(5, '1');
  await desk.invoice('2');
  await desk.toStage('LISTED', '1');
  const transfer = { ...POLICY.transfer, mode: 10 } as const;
  const version = await publish(desk, { transfer });
  await migrate(desk, version, { stages: ['LISTED'] }, ['1', '2']);
  expect(await desk.row('1')).toMatchObject({ policyVersion: 2, stage: 'LISTED', fixedMode: 30 });
  expect(await desk.row('2')).toMatchObject({ policyVersion: 1 });
  expect(await desk.ask('approve', {}, '1')).toMatchObject({ ok: true });
  await desk.toStage('TRANSFERRED', '1');
});
