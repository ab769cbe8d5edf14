import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { openDesk } from '../../workflows/desk.ts';
import { openOffice, until } from '../../workflows/office.ts';
import { inProcess } from '../in-process.ts';

const office = openOffice();

test('a case without a configuration waits, and goes on once one is published that takes it', async (context) => {
  const desk = await openDesk(office, context);
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const folder = office.folder;
  const environment = {
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: office.namespace,
    DUNWELL_DATA: folder,
  };
  const run = (...args: string[]) => inProcess([...args, '--creditor', desk.id], environment);
  const publish = (priority: number, atLeast: string) => {
    const file = join(folder, 'collectors.yaml');
    const condition = `{ kind: amount, currency: EUR, atLeast: "${atLeast}" }`;
    writeFileSync(
      file,
      `- { name: people, collector: { kind: hand }, priority: ${priority}, conditions: [${condition}] }\n`,
    );
    return run('collector', 'publish', file);
  };
  const row = async () => office.db.read((tx) => findCaseByReference(tx, desk.id, '1001-1'));
  await publish(1, '100.01');
  await desk.invoice('1001', { dueOn: desk.today - 1 });
  await run('case', 'start', '1001');
  await run('case', 'prepare', '1001-1');
  await until('the case waits', async () => (await row())?.because === 'NO_CONFIGURATION');
  expect(await row()).toMatchObject({ state: 'PREPARING', attention: 'NO_CONFIGURATION' });
  const why = await run('collector', 'why', '1001-1');
  expect(why.out).toMatch(/No configuration takes it.*FAIL\tAMOUNT\tThe amount is 100\.00 EUR/s);

  expect((await publish(2, '100.00')).out).toBe(
    'people: version 2 has changed.\n1 case that waited for a configuration will look again.\n',
  );
  await until('it is reviewed', async () => (await row())?.state === 'REVIEWING');
  expect(await row()).toMatchObject({ configuration: 'people', configurationVersion: 2, attention: null });

  expect((await publish(3, '100.01')).out).toBe('people: version 3 has changed.\n');
  expect(await row()).toMatchObject({ state: 'REVIEWING', configurationVersion: 2 });
  expect((await run('collector', 'why', '1001-1')).out).toMatch(
    /It got people, version 2, when it was prepared/,
  );
});
