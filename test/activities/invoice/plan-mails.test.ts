import { describe, expect, it } from 'vitest';
import { placeHold } from '../../../activities/bulk/place-hold.ts';
import type { LevelContent } from '../../../contracts/effects.ts';
import { contentOf } from '../../../db/effects/effects.ts';
import { Channel } from '../../../domain/effects/channels.ts';
import { composeLetter } from '../../../gateways/letters/compose.ts';
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

  it.each([
    [0, FIRST, ['1001', '1002'], 20_000],
    [4_000, FIRST, ['1001', '1002'], 16_000],
    [10_000, SECOND, ['1002'], 10_000],
  ] as const)(
    'once %i is paid of the first says in %s what is open of the plan',
    async (paid, key, numbers, open) => {
      const desk = await agreed({ with: ['1002'] });
      if (paid > 0) await desk.book('1001', 'payment', paid, '2026-02-11');
      await desk.until('2026-03-31T16:00:00Z', '1001', '1002');
      const content = (await desk.desk.db.read((tx) => contentOf(tx, key))) as LevelContent;
      expect(content).toMatchObject({ open: { total: open }, invoice: { number: numbers[0] } });
      const { tables, total } = composeLetter(content, Channel.EMAIL);
      expect(tables.flatMap(({ rows }) => rows.map(([number]) => number))).toEqual(
        numbers.length === 1 ? [] : numbers,
      );
      expect(total.value).toContain(String(open / 100));
    },
  );

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
