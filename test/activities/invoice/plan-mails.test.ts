import { describe, expect, it } from 'vitest';
import { placeHold } from '../../../activities/bulk/place-hold.ts';
import { AgreementDesk } from './agreement-desk.ts';

const TWO_PARTS = { instalments: 2, firstOn: '2026-03-02' };
/** The Friday and the Monday three days before, or the next working day: 27 February, 30 March. */
const FIRST = 'plan/acme/1/instalment/1/mail';
const SECOND = 'plan/acme/1/instalment/2/mail';

async function agreed(fields: object = {}): Promise<AgreementDesk> {
  const desk = await AgreementDesk.open('1001', '1002');
  await desk.say('1001', 'agreePlan', { ...TWO_PARTS, ...fields });
  return desk;
}

describe('the mail before an instalment', () => {
  it('goes out three days before it is due, once, under its own key, while the invoice is paused', async () => {
    const desk = await agreed();
    await desk.until('2026-02-27T07:59:00Z', '1001');
    expect(await desk.mails()).toEqual([]);
    await desk.until('2026-02-27T16:00:00Z', '1001');
    expect(await desk.mails()).toEqual([`${FIRST} delivered`]);
    for (let i = 0; i < 100; i++) await desk.say('1001', 'reconsider');
    expect(await desk.mails()).toEqual([`${FIRST} delivered`]);
  });

  it('goes out while the whole creditor is fully paused', async () => {
    const desk = await agreed();
    const pause = { kind: 'pause', holdKind: 'full', reason: 'OPERATOR' } as const;
    const of = { creditor: 'acme', operationId: 'o-1', by: 'anna', scope: 'creditor' } as const;
    await placeHold(desk.desk.deps, { ...of, action: pause }, desk.desk.now);
    await desk.until('2026-02-27T16:00:00Z', '1001');
    expect(await desk.mails()).toEqual([`${FIRST} delivered`]);
  });

  it('is carried by the first invoice of several, also once that is paid', async () => {
    const desk = await agreed({ with: ['1002'] });
    await desk.book('1001', 'payment', 10_000, '2026-02-11');
    await desk.until('2026-03-31T16:00:00Z', '1001', '1002');
    // The first instalment, 100.00, is covered by that.
    expect(await desk.mails()).toEqual([`${SECOND} delivered`]);
  });

  it('is left out when its instalment is covered, or the plan was cancelled', async () => {
    const desk = await agreed();
    await desk.book('1001', 'payment', 5_000, '2026-02-20');
    await desk.until('2026-03-10T16:00:00Z', '1001');
    await desk.say('1001', 'cancelAgreement');
    await desk.until('2026-04-10T16:00:00Z', '1001');
    expect(await desk.mails()).toEqual([]);
  });

  it('is handed over once, whatever is killed', async () => {
    for (const transactions of [0, 1, 2]) {
      const desk = await agreed();
      await desk.until('2026-02-27T07:59:00Z', '1001');
      desk.desk.killedAfter = transactions;
      await desk.until('2026-02-27T16:30:00Z', '1001');
      desk.desk.killedAfter = null;
      expect(await desk.mails()).toEqual([`${FIRST} delivered`]);
    }
  });
});
