import { describe, expect, it } from 'vitest';
import { Deed } from '../../../contracts/unmatched.ts';
import { setLedgerFreshAt } from '../../../db/creditor/creditors.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { booking, deed, NOW } from '../intake/money-desk.ts';
import { type LetterDesk, letterDesk, mailOnly } from './a-letter-desk.ts';

const DAY = 86_400_000;
/** The first mail is due on Friday 11 December, the next window before its instalment is Monday the 14th. */
const PLAN = { instalments: 2, firstOn: '2026-12-14' };

async function agreed(policy = ''): Promise<LetterDesk> {
  const desk = await letterDesk(mailOnly, {}, policy);
  expect(await desk.ask('agreePlan', PLAN)).not.toMatch(/^refused/);
  await desk.woken();
  return desk;
}

const mails = async (desk: LetterDesk) =>
  (await desk.effects()).filter((effect) => effect.startsWith('plan/')).length;

describe('the mail before an instalment, at its last look', () => {
  it('waits for the next window while the customer has money on no invoice, and is woken', async () => {
    const desk = await agreed();
    await desk.take(booking({ customer: 'C-1', amount: 4_000 }));
    await desk.step(Step.REMIND_OF_INSTALMENT, 14);
    expect(await mails(desk)).toBe(0);
    const row = await desk.row('1001');
    expect(row).toMatchObject({ nextStep: 'remindOfInstalment', keptBackBy: 'UNMATCHED_CREDIT' });
    expect(new Date(row.nextAt ?? 0).toISOString()).toMatch(/^2026-12-14T/);
    const [money] = await desk.unmatched();
    await desk.woken();
    await desk.take(deed({ deed: Deed.RETURN, entry: money!.id }));
    expect(await desk.woken()).toEqual(['1001']);
    await desk.step(Step.REMIND_OF_INSTALMENT, 14);
    expect(await mails(desk)).toBe(1);
    expect(await desk.row('1001')).toMatchObject({ keptBackBy: null });
  });

  it('is not sent about what that money pays', async () => {
    const desk = await agreed();
    await desk.take(booking({ customer: 'C-1', amount: 4_000 }));
    await desk.step(Step.REMIND_OF_INSTALMENT, 14);
    const [money] = await desk.unmatched();
    await desk.take(deed({ deed: Deed.MATCH, entry: money!.id, parts: [{ invoice: '1001' }] }));
    await desk.step(Step.REMIND_OF_INSTALMENT, 17);
    expect(await mails(desk)).toBe(0);
  });

  it.each([
    [23, 1],
    [24, 1],
    [25, 0],
  ])('of a ledger %i h old, where 24 are allowed: %i mails', async (hours, sent) => {
    const desk = await agreed('  ledgerFreshHours: 24\n');
    const freshAt = NOW + 14 * DAY - hours * 3_600_000;
    await desk.deps.db.transaction((tx) => setLedgerFreshAt(tx, 'waitc', freshAt));
    await desk.step(Step.REMIND_OF_INSTALMENT, 14);
    expect(await mails(desk)).toBe(sent);
    expect(await desk.row('1001')).toMatchObject({ keptBackBy: sent === 1 ? null : 'LEDGER_STALE' });
  });

  it('waits for nothing where the policy does not ask for it', async () => {
    const desk = await agreed();
    await desk.step(Step.REMIND_OF_INSTALMENT, 14);
    expect(await mails(desk)).toBe(1);
  });
});
