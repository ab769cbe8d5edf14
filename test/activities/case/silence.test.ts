import { describe, expect, it } from 'vitest';
import { CaseDesk } from './case-desk.ts';

describe('a collector that does not answer', () => {
  it.each([
    ['2026-06-04T07:59:59Z', null],
    ['2026-06-04T08:00:00Z', 'COLLECTOR_SILENT'],
    ['2026-06-04T08:00:01Z', 'COLLECTOR_SILENT'],
  ])('the order of 1 June 08:00 is at %s brought to a person: %s', async (moment, attention) => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    await desk.say(reference, 'markAsPrepared');
    desk.at(moment);
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject({ state: 'PENDING', attention });
  });

  it('is brought up once for each thing it owes, and no more once it has answered', async () => {
    const desk = await CaseDesk.open();
    desk.collector.usually = 'handed over';
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    await desk.say(reference, 'markAsPrepared');
    desk.at('2026-06-05T08:00:00Z');
    await desk.run(reference);
    await desk.say(reference, 'lookAgain');
    desk.at('2026-07-05T08:00:00Z');
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject({ attention: null });
    await desk.report(reference, { revision: 1, status: 'accepted' });

    await desk.say(reference, 'withdraw', { reason: 'paid in cash' });
    desk.at('2026-07-09T08:00:00Z');
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject({ attention: 'COLLECTOR_SILENT' });
    await desk.report(reference, { revision: 2, status: 'withdrawn' });
    expect(await desk.row(reference)).toMatchObject({ state: 'CLOSED', attention: null });
  });

  it.each([
    ['2026-07-05T08:00:00Z', null],
    ['2026-07-08T07:59:59Z', null],
    ['2026-07-08T08:00:00Z', 'COLLECTOR_SILENT'],
  ])(
    'has three days from the withdrawal on, whenever it had the order: at %s %s',
    async (moment, attention) => {
      const desk = await CaseDesk.open();
      desk.collector.usually = 'handed over';
      await desk.invoice('1001');
      const reference = await desk.start('1001');
      await desk.say(reference, 'markAsPrepared');
      await desk.report(reference, { revision: 1, status: 'accepted' });
      desk.at('2026-07-05T08:00:00Z');
      await desk.say(reference, 'withdraw', { reason: 'paid in cash' });
      desk.at(moment);
      await desk.run(reference);
      expect(await desk.row(reference)).toMatchObject({ state: 'PROCESSING', attention });
    },
  );
});
