import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { queueWake } from '../../db/invoice/wake.ts';
import { noticeStaged } from '../../worker/notice-staged.ts';
import { addInvoice } from '../db/samples.ts';
import { freshDatabase } from '../db/test-database.ts';
import { until } from '../workflows/office.ts';

test('wakes that came while a relay was reading its last page are relayed after it', async () => {
  const db = await freshDatabase();
  let asked = 0;
  const start = async () => {
    asked += 1;
    if (asked === 1) throw new WorkflowExecutionAlreadyStartedError('it runs', 'relay', 'relay');
  };
  const watch = noticeStaged(db, { workflow: { start } } as unknown as Client, { everyMs: 10 });
  onTestFinished(() => watch.stop());
  await db.transaction(async (tx) => queueWake(tx, (await addInvoice(tx, '1001')).id, 'test', 1));
  await until('it is relayed', async () => asked === 2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toBe(2);
});
