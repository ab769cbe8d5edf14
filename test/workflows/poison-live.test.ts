import { randomUUID } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import { expect, test } from 'vitest';
import { FailureType } from '../../contracts/failures.ts';
import { invoiceWorkflowId } from '../../contracts/ids.ts';
import { TASK_QUEUE } from '../../contracts/task-queues.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice, until } from './office.ts';
import { MALFORMED, STRANGE_NAMES } from './serverless/poison.ts';

const office = openOffice();
const { SignalWorkflowExecutionRequest } = temporal.api.workflowservice.v1;
/** The server itself takes no more than that in one request, and no names that are no text. */
const BIGGEST = 2_000_000;
const sizeOf = (payloads: readonly { data?: Uint8Array | null }[]) =>
  payloads.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);

/** A Temporal signal as a client of another make sends it, past ours and its converter. */
async function rawSignal(desk: Desk, signalName: string, payloads: (typeof MALFORMED)[string]) {
  await office.temporal.workflowService.signalWorkflowExecution(
    SignalWorkflowExecutionRequest.create({
      namespace: office.namespace,
      workflowExecution: { workflowId: invoiceWorkflowId(desk.id, '1001') },
      signalName,
      input: { payloads: [...payloads] },
      identity: 'a client of another make',
      requestId: randomUUID(),
    }),
  );
}

test('Temporal signals of content that cannot be read, all at once, leave an invoice that answers the next message', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const sent = Object.entries(MALFORMED).filter(([, payloads]) => sizeOf(payloads) < BIGGEST);
  expect(sent.length).toBeGreaterThan(30);
  for (const [, payloads] of sent) await rawSignal(desk, 'pause', payloads);
  for (const name of STRANGE_NAMES.filter((one) => one !== '\u0000')) {
    await rawSignal(desk, name, MALFORMED['json that is none'] ?? []);
  }
  const answer = await desk.ask('pause', { note: 'the next good one' });
  expect(answer).toMatchObject({ ok: true, state: { held: true } });
  const commands = await until('all of them stand in the books', async () => {
    const kept = await desk.commands();
    return kept.length >= sent.length + 1 && kept;
  });
  const refused = commands.filter(({ result }) => (result as { ok: boolean }).ok === false);
  for (const { kind, body, result } of refused) {
    expect((result as { refused: string }).refused.length).toBeLessThan(600);
    expect(JSON.stringify(body).length).toBeLessThan(400);
    if (kind === 'pause') expect(body).toBeNull();
  }
  const { raw } = await desk.handle().describe();
  expect(raw.pendingWorkflowTask ?? null).toBeNull();
}, 90_000);

test('an update of content that cannot be read fails as the one documented type', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const [payload] = MALFORMED['json that is none'] ?? [];
  const answer = await office.temporal.workflowService.updateWorkflowExecution({
    namespace: office.namespace,
    workflowExecution: { workflowId: invoiceWorkflowId(desk.id, '1001') },
    waitPolicy: { lifecycleStage: 3 },
    request: { meta: { updateId: randomUUID() }, input: { name: 'pause', args: { payloads: [payload!] } } },
  });
  const failure = answer.outcome?.failure;
  expect(failure?.applicationFailureInfo?.type).toBe(FailureType.BAD_MESSAGE);
  expect(failure?.message).toMatch(/^pause cannot be read/);
});

test('starts with wrong input go on from the books or end with words', async (context) => {
  const desk = await openDesk(office, context);
  const started = await office.temporal.workflow.start('invoice', {
    taskQueue: TASK_QUEUE,
    workflowId: invoiceWorkflowId(desk.id, 'nobody'),
    args: [{ number: 7, plan: 'none', rehearsal: { startsAt: 0 } }],
  });
  await started.result();
  const unknown = await office.temporal.workflow.start('invioce', {
    taskQueue: TASK_QUEUE,
    workflowId: `invioce/${desk.id}/1`,
    args: [],
  });
  await expect(unknown.result()).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/^There is no workflow invioce/) },
  });
});
