import { describe, expect, test } from 'vitest';
import { levelEffectKey } from '../../contracts/ids.ts';
import { publishCollector } from '../workflows/collectors-of.ts';
import { type Desk, type DeskSettings, openDesk } from '../workflows/desk.ts';
import type { LiveCase } from '../workflows/live-case.ts';
import { openOffice } from '../workflows/office.ts';
import { saveHistory } from './histories.ts';

const ANSWERS_LATER = { collector: { afterwards: 'hand over' } } as const;

/** Walks a path; of its case where it returns one, else of the invoice, the history is saved. */
type Walk = (desk: Desk) => Promise<LiveCase | undefined>;

/** Every main path, by the name of its file. */
const PATHS: Readonly<Record<string, DeskSettings & { walk: Walk }>> = {
  'mode-10': { mode: 10, walk: race },
  'mode-20': { mode: 20, walk: race },
  'mode-30-expired': { mode: 30, walk: race },
  'mode-30-approved': {
    mode: 30,
    async walk(desk) {
      await desk.claim();
      await desk.toStage('LISTED');
      await desk.ask('approve');
      await desk.ask('revokeApproval');
      await desk.tell('approve');
      await desk.toStage('TRANSFERRED');
      return undefined;
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
      return undefined;
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
      return undefined;
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
      return undefined;
    },
  },
  'case-outbox': {
    mode: 10,
    async walk(desk) {
      const opened = await transferred(desk);
      await desk.book('1001', 1000);
      await opened.ask('addCollectedAmount', { amount: '40.00', externalId: 'r-1' });
      await opened.ask('addCollectedAmount', { amount: '50.00', externalId: 'r-2' });
      await opened.ask('close', { reason: 'settled' });
      return opened;
    },
  },
  'case-reviewed': {
    mode: 10,
    gateways: ANSWERS_LATER,
    async walk(desk) {
      await publishCollector(desk, { skipReview: false });
      const opened = await transferred(desk);
      await opened.ask('sendBack', { reason: 'the contract is missing' });
      await opened.ask('markAsPrepared');
      await opened.ask('markAsReviewed');
      await opened.report({ receipts: [moneyOf(desk, 10_000)], status: 'closed' });
      return opened;
    },
  },
  'case-withdrawn': {
    mode: 10,
    gateways: ANSWERS_LATER,
    async walk(desk) {
      await publishCollector(desk);
      const opened = await transferred(desk);
      await opened.report();
      await opened.ask('withdraw', { reason: 'paid to us' });
      await opened.report({ status: 'withdrawn' });
      return opened;
    },
  },
  'case-deactivated': {
    mode: 10,
    gateways: ANSWERS_LATER,
    async walk(desk) {
      await publishCollector(desk);
      const opened = await transferred(desk);
      await opened.ask('pause');
      await opened.ask('deactivate', { acknowledged: ['published'] });
      await opened.report({ status: 'withdrawn' });
      return opened;
    },
  },
  'case-charged-back': {
    mode: 10,
    async walk(desk) {
      const collector = { kind: 'file', folder: 'agency', acknowledged: false, askEveryMinutes: 60 } as const;
      await publishCollector(desk, { collector });
      const opened = await transferred(desk);
      await desk.book('1001', 10_000);
      await desk.book('1001', 10_000, { kind: 'chargeback' });
      await opened.toNextStep();
      return opened;
    },
  },
  'case-rejected': {
    mode: 10,
    gateways: { collector: { acts: ['fail temporarily'], afterwards: 'hand over' } },
    async walk(desk) {
      await publishCollector(desk);
      const opened = await transferred(desk);
      await opened.toNextStep();
      await opened.report({ status: 'rejected', reason: 'address abroad' }, 'lost');
      await opened.toNextStep();
      return opened;
    },
  },
};

async function race(desk: Desk): Promise<undefined> {
  await desk.invoice();
  await desk.race();
}

async function transferred(desk: Desk): Promise<LiveCase> {
  await desk.claim();
  await desk.toStage('TRANSFERRED');
  return desk.onlyCase();
}

function moneyOf(desk: Desk, amount: number) {
  return { id: 'r-1', amount, currency: 'EUR', on: desk.today };
}

describe('saving histories', () => {
  const office = openOffice();
  test.for(Object.keys(PATHS))('%s', async (name, context) => {
    const { walk, ...settings } = PATHS[name]!;
    const desk = await openDesk(office, context, settings);
    const opened = await walk(desk);
    const history = await (opened?.handle ?? desk.handle()).fetchHistory();
    saveHistory(name, history);
    expect(await (opened?.clock ?? desk.clock()).isRunning()).toBe(false);
  });
});
