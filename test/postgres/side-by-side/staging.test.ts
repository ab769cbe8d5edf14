import { expect, it } from 'vitest';
import { untakenBatches } from '../../../db/intake/order.ts';
import { getSetting } from '../../../db/settings.ts';
import { type StageRequest, stageFiles } from '../../../intake/stage-files.ts';
import { opened, someBooks } from '../../db/drivers/postgres/opened.ts';
import { acme, addCreditor } from '../../db/samples.ts';

const NOW = Date.UTC(2026, 10, 27, 9);

it('What a creditor tells is staged to its end while a long intake of another one is under way', async () => {
  const url = await someBooks();
  const [taking, staging] = [await opened({ url }), await opened({ url })];
  await staging.transaction(async (tx) => {
    for (const creditor of ['acme', 'bolt']) await addCreditor(tx, { ...acme, creditor });
  });
  let isStaged = false;
  const longIntake = taking.transaction(
    async (tx) => {
      while (!isStaged) await getSetting(tx, 'name');
    },
    { creditor: 'acme' },
  );
  const told: StageRequest = { db: staging, creditor: 'bolt', by: 'anna', asOf: NOW };
  const { batchId } = await stageFiles(told, () => undefined);
  isStaged = true;
  await longIntake;
  expect(await staging.read(untakenBatches)).toMatchObject([{ id: batchId, creditor: 'bolt', place: 1 }]);
});
