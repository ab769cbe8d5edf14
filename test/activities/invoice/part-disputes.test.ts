import { expect, it } from 'vitest';
import { AgreementDesk } from './agreement-desk.ts';

it('a disputed part is left out of the letter that goes out, and written down until it is credited', async () => {
  const desk = await AgreementDesk.open('1001');
  await desk.say('1001', 'dispute', { amount: '40.00' });
  expect(await desk.desk.invoiceRow('1001')).toMatchObject({ partDisputed: true, openPrincipal: 10_000 });
  await desk.until('2026-02-24T12:00:00Z', '1001');
  expect(await desk.letters('1001')).toEqual(['level reminder-2 6000']);
  await desk.say('1001', 'resolveDispute', { for: 'debtor' });
  expect(await desk.tasks()).toEqual(['CREDIT_PROPOSED 1001 ']);
  await desk.book('1001', 'credit', 4_000, '2026-02-24');
  expect(await desk.tasks()).toEqual([]);
  expect(await desk.desk.invoiceRow('1001')).toMatchObject({ partDisputed: false, openPrincipal: 6_000 });
  // The same again is a dispute of its own.
  expect(await desk.say('1001', 'dispute', { amount: '10.00' })).toBe(
    'Disputed: 10.00 EUR. The rest is dunned, 50.00 EUR.',
  );
});
