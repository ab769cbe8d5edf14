import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, test } from 'vitest';
import { levelEffectKey } from '../../contracts/ids.ts';
import { type Desk, type DeskSettings, openDesk } from '../workflows/desk.ts';
import { openOffice } from '../workflows/office.ts';
import { HISTORIES } from './histories.ts';

/** Every main path, by the name of its file. */
const PATHS: Readonly<Record<string, DeskSettings & { walk: (desk: Desk) => Promise<void> }>> = {
  'mode-10': { mode: 10, walk: async (desk) => race(desk) },
  'mode-20': { mode: 20, walk: async (desk) => race(desk) },
  'mode-30-expired': { mode: 30, walk: async (desk) => race(desk) },
  'mode-30-approved': {
    mode: 30,
    async walk(desk) {
      await desk.claim();
      await desk.toStage('LISTED');
      await desk.ask('approve');
      await desk.ask('revokeApproval');
      await desk.tell('approve');
      await desk.toStage('TRANSFERRED');
    },
  },
  'paused-and-paid': {
    async walk(desk) {
      await desk.invoice();
      await desk.toNextStep();
      await desk.ask('pause');
      await desk.ask('resume');
      await desk.ask('waiveLevel');
      await desk.ask('changeDueDate', { dueOn: '2035-01-02' });
      await desk.book('1001', 4000);
      await desk.book('1001', 6000);
    },
  },
  'gateway-away': {
    gateways: { email: { acts: ['fail temporarily', 'fail for good'] } },
    async walk(desk) {
      await desk.invoice();
      await desk.toNextStep();
      await desk.toNextStep();
      const key = levelEffectKey(desk.id, '1001', 1, 'reminder-1');
      await desk.ask('resolveEffect', { key, outcome: 'delivered' });
      await desk.ask('close', { reason: 'enough' });
    },
  },
  'cancelled-unknown-closed': {
    async walk(desk) {
      await desk.invoice();
      await desk.handle().cancel();
      await desk.untilRow('1001', (row) => row.attention === 'CANCEL_REQUESTED');
      await desk.handle().signal('freeze', { by: 'anna' });
      await desk.ask('approve');
      await desk.ask('close', { reason: 'enough' });
    },
  },
};

async function race(desk: Desk): Promise<void> {
  await desk.invoice();
  await desk.clock().race();
}

describe('saving histories', () => {
  const office = openOffice();
  test.for(Object.keys(PATHS))('%s', async (name, context) => {
    const { walk, ...settings } = PATHS[name]!;
    const desk = await openDesk(office, context, settings);
    await walk(desk);
    const history = await desk.handle().fetchHistory();
    mkdirSync(HISTORIES, { recursive: true });
    // Stack traces hold the paths of whoever recorded them; replay never reads them.
    const text = historyToJSON(history).replaceAll(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
    writeFileSync(join(HISTORIES, `${name}.json`), `${text}\n`);
    expect(await desk.clock().isRunning()).toBe(false);
  });
});
