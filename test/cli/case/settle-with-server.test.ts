import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { CaseState } from '../../../domain/case/state.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { openDesk } from '../../workflows/desk.ts';
import { openOffice, until } from '../../workflows/office.ts';
import { dunwell } from '../dunwell.ts';

const office = openOffice();

test('a settlement file is taken by the worker of a real server, booked and compared', async (context) => {
  const desk = await openDesk(office, context);
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const folder = office.folder;
  const environment = {
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: office.namespace,
    DUNWELL_DATA: folder,
  };
  const run = (...args: string[]) => dunwell([...args, '--creditor', desk.id], environment);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const collectors = file(
    'collectors.yaml',
    `- { name: people, collector: { kind: hand }, skipReview: true, creditors: [${desk.id}] }\n`,
  );
  expect(await run('collector', 'publish', collectors)).toMatchObject({ code: 0 });
  await desk.invoice('1001', { dueOn: desk.today - 1 });
  expect(await run('case', 'start', '1001')).toMatchObject({ code: 0 });
  expect(await run('case', 'prepare', '1001-1')).toMatchObject({ code: 0 });
  await until('the case is with its collector', async () => {
    const row = await office.db.read((tx) => findCaseByReference(tx, desk.id, '1001-1'));
    return row?.state === CaseState.PROCESSING;
  });
  const day = formatDay(desk.today);
  const settlement = file(
    'settlement.csv',
    `case,receipt,receivedOn,amount,currency
1001-1,R-1,${day},40.00,EUR
1001-1,R-2,${day},twenty,EUR
9999-1,R-3,${day},1.00,EUR
`,
  );
  const taken = await run('case', 'settle', settlement, '--collector', 'people', '--json');
  expect(taken.code).toBe(0);
  expect(taken.err).toContain(`${settlement}:3: amount: "twenty" is no amount`);
  expect(taken.err).toContain(`${settlement}:4: case: "9999-1" is no case`);
  expect(JSON.parse(taken.out)).toMatchObject({
    isTaken: true,
    taken: 1,
    refused: 1,
    unreadable: 1,
    reconciliation: {
      inFile: { EUR: '41.00' },
      inBooks: { EUR: '40.00' },
      differences: [{ kind: 'UNKNOWN_CASE', line: 4 }],
    },
  });
  const shown = JSON.parse((await run('case', 'show', '1001-1', '--json')).out);
  expect(shown).toMatchObject({
    collected: '40.00',
    receipts: [{ externalId: 'R-1', source: 'settlement' }],
  });
  const again = await run('case', 'settle', settlement, '--collector', 'people');
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toMatch(/^0 rows taken, 1 unchanged, 1 refused, 1 not readable\.\n/);
});
