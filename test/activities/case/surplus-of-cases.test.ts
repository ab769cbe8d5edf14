import { expect, it } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { openCase } from '../../../activities/case/open-case.ts';
import { CASES } from '../../../activities/case/subject.ts';
import { CaseRequestKind } from '../../../contracts/case.ts';
import { RowKind } from '../../../contracts/intake.ts';
import { stageCaseRequest } from '../../../db/case/requests.ts';
import { listTasks } from '../../../db/tasks/tasks.ts';
import type { CaseCommandKind } from '../../../domain/case/messages/index.ts';
import { Because, Step } from '../../../domain/invoice/plan.ts';
import { TaskKind } from '../../../domain/tasks/task.ts';
import { invoice, type MoneyDesk, moneyDesk, NOW } from '../intake/money-desk.ts';

type Say = (kind: CaseCommandKind, message: object) => Promise<void>;

/** Starts a case for an invoice of 80.00, for which its collector brings in 100.00. */
async function collectTooMuch({ deps }: MoneyDesk, number: string): Promise<Say> {
  const body = { kind: CaseRequestKind.START, invoices: [number], environment: 'TEST' } as const;
  const staged = { ...body, configuration: null, language: null };
  await deps.db.transaction((tx) =>
    stageCaseRequest(tx, { id: 'r-1', creditor: 'waitc', body: staged, by: 'anna', stagedAt: NOW }),
  );
  const opened = await openCase(deps, { creditor: 'waitc', request: 'r-1', asOf: NOW });
  if (!opened.ok) throw new Error(opened.refused);
  let version = 0;
  const say: Say = async (kind, message) => {
    version += 1;
    const { reference } = opened;
    const { answer } = await applyMessage(CASES, deps, {
      ...{ creditor: 'waitc', reference, kind, commandId: `c-${version}`, asOf: NOW },
      message: { by: 'anna', version, ...message },
    });
    expect(answer).toMatchObject({ ok: true });
  };
  await say('addCollectedAmount', { amount: '100.00', externalId: 'receipt-1', receivedOn: '2026-11-26' });
  return say;
}

it('A reminder waits for what a collector brought in too much for the customer, until somebody saw to the refund', async () => {
  const desk = await moneyDesk();
  await desk.take(invoice('W-8', 'K70'), invoice('W-12', 'K70'), invoice('W-13', 'K71'));
  await collectTooMuch(desk, 'W-8');
  expect(await desk.step('W-12', Step.SEND_REMINDER)).toMatchObject({ because: Because.UNMATCHED_CREDIT });
  await desk.step('W-13', Step.SEND_REMINDER);
  expect((await desk.row('W-13')).stage).toBe('REMINDED');
  await desk.woken();
  const [surplus] = await desk.deps.db.read((tx) => listTasks(tx, { kind: TaskKind.SURPLUS, limit: 9 }));
  await desk.take({ kind: RowKind.TASK, body: { task: surplus!.id, word: 'done' } });
  expect(await desk.woken()).toEqual(['W-12']);
  await desk.step('W-12', Step.SEND_REMINDER);
  expect((await desk.row('W-12')).stage).toBe('REMINDED');
});

it('It goes on when the case is deleted with all that was to be refunded', async () => {
  const desk = await moneyDesk();
  await desk.take(invoice('W-8', 'K70'), invoice('W-12', 'K70'));
  const say = await collectTooMuch(desk, 'W-8');
  await desk.step('W-12', Step.SEND_REMINDER);
  await say('deactivate', { acknowledged: [] });
  await desk.woken();
  await say('delete', {});
  expect(await desk.woken()).toEqual(['W-12']);
});
