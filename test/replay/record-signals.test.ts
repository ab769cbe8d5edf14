import type { WorkflowHandle } from '@temporalio/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { sendSignalsWorkflowId } from '../../contracts/ids.ts';
import { TASK_QUEUE, WorkflowType } from '../../contracts/task-queues.ts';
import { publishSignalSettings } from '../../db/signals/settings.ts';
import { GatewayFailure } from '../../gateways/port.ts';
import { anAuthority } from '../activities/signals/an-authority.ts';
import { CREDITOR, publishSample, settings } from '../domain/signals/sample-settings.ts';
import { clockOf } from '../workflows/clock.ts';
import { openOffice, until } from '../workflows/office.ts';
import { readyToday } from '../workflows/signal-population.ts';
import { saveHistory } from './histories.ts';

const authority = anAuthority();
const office = openOffice({ municipalities: authority.municipalities });
const away = () => {
  throw new GatewayFailure('The service is away.', { isTemporary: true, mayHaveArrived: false });
};

beforeAll(async () => {
  await publishSample(office.db, { ...settings, crisis: { ...settings.crisis, blackout: null } });
  await readyToday(office.db, 4);
});

/** Every main path of the signal workflows, by the name of its file; in this order, on one population. */
const PATHS: Readonly<Record<string, () => Promise<WorkflowHandle>>> = {
  'signals-evaluated': () => run(WorkflowType.SIGNAL_EVALUATION, 'evaluated', [{ creditor: CREDITOR }]),
  'signals-sent': () => send('s-1', [1, 2]),
  'signals-sent-late': async () => {
    authority.behave(away);
    const handle = await send('s-2', [3]);
    await until(
      'it is delayed',
      async () =>
        (await handle.query<{ outcomes: { delayed: number } } | null>('progress'))?.outcomes.delayed === 1,
    );
    await clockOf(office.temporal, handle).race();
    return handle;
  },
  'signals-erased': () => run(WorkflowType.SIGNAL_RETENTION, 'erased', []),
  'signals-taken-back': async () => {
    await office.db.transaction((tx) =>
      publishSignalSettings(tx, { creditor: CREDITOR, hash: 'none', settings: null, at: 0, by: 'test' }),
    );
    return run(WorkflowType.SIGNAL_EVALUATION, 'taken-back', [{ creditor: CREDITOR }]);
  },
};

async function run(type: WorkflowType, id: string, args: unknown[]): Promise<WorkflowHandle> {
  return office.temporal.workflow.start(type, { taskQueue: TASK_QUEUE, workflowId: `signals/${id}`, args });
}

async function send(sendId: string, candidates: number[]): Promise<WorkflowHandle> {
  await office.client.startSendSignals({ creditor: CREDITOR, sendId, by: 'ann', filter: { candidates } });
  return office.temporal.workflow.getHandle(sendSignalsWorkflowId(CREDITOR, sendId));
}

describe('saving histories', () => {
  test.sequential.each(Object.keys(PATHS))('%s', async (name) => {
    const handle = await PATHS[name]!();
    await handle.result();
    saveHistory(name, await handle.fetchHistory());
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });
});
