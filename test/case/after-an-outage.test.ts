import { describe, expect, it } from 'vitest';
import { CaseDesk } from './case-desk.ts';

describe('a case whose worker was away', () => {
  it('reads what the collector reported before its time runs out', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    await desk.say(reference, 'markAsPrepared');
    desk.at('2027-06-03T08:00:00Z');
    const receipts = [{ id: 'r1', amount: 4_000, currency: 'EUR', on: 20_900 }];
    await desk.report(reference, { revision: 1, status: 'accepted', receipts });
    expect(await desk.row(reference)).toMatchObject({
      state: 'CLOSED',
      outcome: 'TIMED_OUT',
      collected: 4_000,
      attention: null,
    });
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'NOTICED', openPrincipal: 6_000 });
  });
});
