import { expect, it } from 'vitest';
import { saveCustomer } from '../../../db/customer/customers.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

it('why and forecast say where a workflow still plans what is not so any more', async () => {
  const before = JSON.parse((await prepared.run('why', '1002', '--json')).out);
  expect(before.planned).toMatchObject({ movedOn: false, step: before.next.step, at: before.next.at });
  expect((await prepared.run('why', '1002')).out).not.toContain('still plans');
  const counted = async () => JSON.parse((await prepared.run('forecast', '--json')).out)[0].movedOn as number;
  const known = await counted();
  await prepared.db.transaction((tx) =>
    saveCustomer(tx, 'acme', { reference: 'C-1', name: 'N. N.', dunningOptOut: true }),
  );
  const after = JSON.parse((await prepared.run('why', '1002', '--json')).out);
  expect(after.planned).toMatchObject({ movedOn: true, says: before.next.says });
  const { out } = await prepared.run('why', '1002');
  expect(out).toMatch(/^Next: nothing by itself\. The customer is exempt from dunning\.$/m);
  expect(out).toMatch(
    /^Its workflow still plans, as decided on .*: on .* What is known has moved on since;/m,
  );
  expect(await counted()).toBeGreaterThan(known);
  expect((await prepared.run('forecast')).err).toContain('still planned otherwise');
});
