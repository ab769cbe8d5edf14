import { describe, expect, it } from 'vitest';
import { listPrepared, preparedOf } from '../../../db/signals/prepared-signals.ts';
import { SignalState } from '../../../domain/signals/signal.ts';
import { signalDesk } from './signal-desk.ts';

const desk = signalDesk();
const file = (row: string) => `customer,name,signalOptOut\n${row}\n`;
const open = async (customer: string) => {
  const id = await desk.customerId(customer);
  return desk.db.read(async (tx) => (await preparedOf(tx, id))[0]);
};
const customer = async (reference: string) => {
  await desk.takeIn({ customers: file(`${reference},N. N.,`) });
};

describe('a customer who opts out', () => {
  it('after a signal has it put on the list to be taken back, once', async () => {
    await customer('C-1a');
    const key = await desk.signal('C-1a', '2026-02-01');
    for (let time = 0; time < 2; time++) await desk.takeIn({ customers: file('C-1a,N. N.,PRIVACY') });
    expect(await open('C-1a')).toMatchObject({
      action: 'remove',
      replaces: key,
      state: 'prepared',
      gateway: 'ris',
    });
    const all = await desk.db.read((tx) =>
      listPrepared(tx, { creditor: 'acme', action: 'remove', limit: 10 }),
    );
    expect(all.map((row) => row.customer)).toEqual(['C-1a']);
  });

  it('without a signal has nothing to be taken back', async () => {
    await customer('C-2a');
    await desk.takeIn({ customers: file('C-2a,N. N.,PRIVACY') });
    expect(await open('C-2a')).toBeUndefined();
  });

  it('whose signal was rejected has nothing to be taken back', async () => {
    await customer('C-3a');
    const key = await desk.signal('C-3a', '2026-02-01');
    await desk.takeIn({ feedback: `reference,result,on,rejectionCode\n${key},REJECTED,2026-02-02,X\n` });
    await desk.takeIn({ customers: file('C-3a,N. N.,PRIVACY') });
    expect(await open('C-3a')).toBeUndefined();
  });

  it('and takes it back before it was sent, stays reported', async () => {
    await customer('C-4a');
    await desk.signal('C-4a', '2026-02-01');
    await desk.takeIn({ customers: file('C-4a,N. N.,PRIVACY') });
    await desk.takeIn({ customers: file('C-4a,N. N.,no') });
    expect(await open('C-4a')).toBeUndefined();
    const ended = await desk.db.read((tx) =>
      listPrepared(tx, { creditor: 'acme', states: [SignalState.REMOVED], action: 'remove', limit: 10 }),
    );
    expect(ended).toMatchObject([{ customer: 'C-4a', endedBecause: ['OPT_OUT_WITHDRAWN'] }]);
  });
});
