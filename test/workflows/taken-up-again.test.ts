import type { WorkflowHandle } from '@temporalio/client';
import { expect, test } from 'vitest';
import { createDunwellClient } from '../../client/client.ts';
import { RowKind } from '../../contracts/intake.ts';
import { type InvoiceRow, setHasWorkflow } from '../../db/invoice/invoices.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice, until } from './office.ts';
import { reconcileNow } from './reconcile-now.ts';
import { resetTo, taskOf } from './reset.ts';
import { snapshot } from './snapshot.ts';

const office = openOffice();

/** How many claims each way out takes away; by hand with more. */
const CLAIMS = Number(process.env.DUNWELL_LOST_CLAIMS ?? 40);
const PATIENCE = 60_000 + CLAIMS * 2000;

const numbersOf = (n: number) => Array.from({ length: n }, (_, i) => `${1001 + i}`);

/** Claims on the manual list: each waits for its approval, and closes in two months. */
async function listedClaims(desk: Desk, numbers: readonly string[]): Promise<void> {
  const { today } = desk;
  const customer = { customer: 'c', name: 'Jan', email: 'jan@example.org' };
  const opening = { lastLevel: 'notice', lastLevelOn: today - 30, customer: 'c' };
  const invoices = numbers.map((number) => ({
    kind: RowKind.INVOICE,
    body: desk.staged(number, { issuedOn: today - 120, dueOn: today - 90, ...opening }),
  }));
  await desk.takeIn([{ kind: RowKind.CUSTOMER, body: customer }, ...invoices]);
  await untilAll(desk, numbers, ({ stage }) => stage === 'LISTED');
}

/** One after the other: the desk's own waiting looks at all of them each time. */
async function untilAll(desk: Desk, numbers: readonly string[], check: (row: InvoiceRow) => boolean) {
  for (const number of numbers)
    await until(`${number} is as expected`, async () => check(await desk.row(number)), PATIENCE);
  await desk.untilQuiet();
}

const running = async (desk: Desk, numbers: readonly string[]) => {
  const are = await Promise.all(numbers.map((number) => desk.clock(number).isRunning()));
  return are.filter(Boolean).length;
};

async function gone(handle: WorkflowHandle): Promise<void> {
  await until('it is deleted', () =>
    handle.describe().then(
      () => false,
      () => true,
    ),
  );
}

const remove = async (handle: WorkflowHandle) => {
  const { workflowService, options } = office.temporal;
  const { workflowId } = handle;
  await workflowService.deleteWorkflowExecution({
    namespace: options.namespace,
    workflowExecution: { workflowId },
  });
};

const WAYS: readonly {
  readonly name: string;
  readonly take: (handle: WorkflowHandle) => Promise<unknown>;
}[] = [
  { name: 'terminated', take: (handle) => handle.terminate('a slip of the mouse') },
  { name: 'deleted', take: remove },
  {
    name: 'reset to their beginning',
    take: async ({ workflowId }) => resetTo(office.temporal, await taskOf(office.temporal, workflowId)),
  },
  { name: 'asked to cancel', take: (handle) => handle.cancel() },
];

for (const { name, take } of WAYS) {
  test(
    `${CLAIMS} claims that were ${name} are carried on within two sweeps, and nothing stands twice`,
    async (context) => {
      const desk = await openDesk(office, context, { mode: 30 });
      const numbers = numbersOf(CLAIMS);
      await listedClaims(desk, numbers);
      const before = await snapshot(office.db, desk.id);
      await Promise.all(numbers.map((number) => take(desk.handle(number))));
      if (name === 'deleted') for (const number of numbers) await gone(desk.handle(number));
      await reconcileNow(office);
      await reconcileNow(office);
      await desk.untilQuiet();
      expect(await running(desk, numbers)).toBe(CLAIMS);
      const asked = name === 'asked to cancel' ? CLAIMS : 0;
      if (asked > 0) {
        await untilAll(desk, numbers, ({ openTasks }) => openTasks === 1);
        for (const number of numbers) await desk.tell('reconsider', {}, number);
      }
      const { tasks, transitions, ...after } = await snapshot(office.db, desk.id);
      const { tasks: _, transitions: done, ...rest } = before;
      expect(after).toEqual(rest);
      expect(tasks.map((task) => (task as { kind: string }).kind)).toEqual(
        numbers.slice(0, asked).map(() => 'CANCEL_REQUESTED'),
      );
      const asking = transitions.filter((one) => (one as { reason: string }).reason === 'CANCEL_REQUESTED');
      expect(asking.length).toBe(asked);
      expect(transitions.filter((one) => !asking.includes(one))).toEqual(done);
      expect(await desk.bookProblems()).toEqual([]);
      expect(await desk.ask('approve', {}, numbers[0])).toMatchObject({ ok: true });
      for (const number of numbers) await desk.tell('close', { reason: 'end of test' }, number);
    },
    PATIENCE,
  );
}

test.concurrent('what was gone is named by the sweep, a case as well as an invoice', async (context) => {
  const desk = await openDesk(office, context, { mode: 10 });
  await desk.invoice();
  await desk.toStage('TRANSFERRED');
  const opened = await desk.onlyCase();
  await desk.invoice('1002');
  await Promise.all([remove(desk.handle('1002')), remove(opened.handle)]);
  await Promise.all([gone(desk.handle('1002')), gone(opened.handle)]);
  const odd: string[] = [];
  await until('both are taken up', async () => {
    odd.push(...(await reconcileNow(office)).odd);
    return (await desk.clock('1002').isRunning()) && (await opened.clock.isRunning());
  });
  expect(odd.join()).toContain(`invoice 1002 of ${desk.id}`);
  expect(odd.join()).toContain(`case 1001-1 of ${desk.id}`);
});

test.concurrent('a PAID one that was terminated while it looked is started once, not at every sweep', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.handle().terminate();
  await desk.book('1001', 10_000);
  await desk.untilRow('1001', ({ stage }) => stage === 'PAID');
  // As a kill leaves it: terminated before it could say that it ended.
  const { id } = await desk.row();
  await office.db.transaction((tx) => setHasWorkflow(tx, id, true));
  const runs = async () => {
    const { runId } = (await desk.handle().describe()) as { readonly runId: string };
    return runId;
  };
  const first = await runs();
  await until('it is started once', async () => {
    await reconcileNow(office);
    return (await runs()) !== first;
  });
  await desk.untilQuiet();
  const second = await runs();
  expect(await desk.row()).toMatchObject({ stage: 'PAID', hasWorkflow: false });
  await reconcileNow(office);
  await reconcileNow(office);
  expect(await runs()).toBe(second);
});

test.concurrent('a workflow of what is not in the books is named by its id, and left alone', async (context) => {
  const desk = await openDesk(office, context);
  const { temporal } = office;
  const workflowId = `invoice/${desk.id}/mistyped`;
  // No worker takes it: so stood one that an older release left behind.
  await temporal.workflow.start('invoice', { taskQueue: 'nobody', workflowId, args: [{}] });
  const reports: string[] = [];
  await until('it is named', async () => {
    reports.push(...(await reconcileNow(office)).odd);
    return reports.some((line) => line.includes(workflowId));
  });
  expect(await desk.clock('mistyped').isRunning()).toBe(true);
  await temporal.workflow.getHandle(workflowId).terminate();
});

test.concurrent('a mistyped number is answered as not found and leaves no workflow', async (context) => {
  const desk = await openDesk(office, context);
  const client = createDunwellClient(office.temporal);
  const answer = await client.ask({ creditor: desk.id, number: '10O1' }, 'pause', { by: 'anna' });
  expect(answer).toMatchObject({ ok: false, notFound: true });
  await until('its workflow has ended', async () => !(await desk.clock('10O1').isRunning()));
});
