import { Worker } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { WorkflowType } from '../../contracts/task-queues.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { savedHistories } from './histories.ts';

function bundle(): { codePath: string } {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  return { codePath: server.bundlePath };
}

test('running invoices and cases of earlier releases go on with this one: every saved history replays', async () => {
  installRuntime(() => undefined);
  const saved = savedHistories();
  expect(saved.length).toBeGreaterThanOrEqual(18);
  const histories = saved.map(({ name, history }) => ({ workflowId: name, history: history as never }));
  const replayed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle: bundle() },
    histories,
  )) {
    expect(error, workflowId).toBeUndefined();
    replayed.push(workflowId);
  }
  expect(replayed.sort()).toEqual(saved.map(({ name }) => name).sort());
});

test.each([WorkflowType.SIGNAL_EVALUATION, WorkflowType.SEND_SIGNALS, WorkflowType.SIGNAL_RETENTION])(
  'a saved history shows %s',
  (type) => {
    const types = savedHistories().map(
      ({ history }) => JSON.stringify(history).match(/"workflowType":\{"name":"(\w+)"/)?.[1],
    );
    expect(types).toContain(type);
  },
);

test('a history that this release would have made otherwise is found out', async () => {
  installRuntime(() => undefined);
  const plain = savedHistories().find(({ name }) => name.startsWith('mode-20'));
  const text = JSON.stringify(plain?.history).replaceAll('"sendReminder"', '"sendPostcard"');
  const histories = [{ workflowId: 'altered', history: JSON.parse(text) as never }];
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: bundle() }, histories)) {
    expect(error?.name).toBe('DeterminismViolationError');
  }
});
