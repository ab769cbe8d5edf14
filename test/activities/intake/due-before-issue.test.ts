import { expect, it } from 'vitest';
import { preparedStatements } from '../../../db/tx.ts';
import { booking, day, invoice, moneyDesk } from './money-desk.ts';

const EARLY = { issuedOn: day('2026-11-20'), dueOn: day('2026-11-19') };

it.each([
  ['the day before it was issued', EARLY, 'dueOn: 2026-11-19 lies before the day of issue, 2026-11-20;'],
  ['the day it was issued', { ...EARLY, dueOn: day('2026-11-20') }, null],
  ['the day after', { ...EARLY, dueOn: day('2026-11-21') }, null],
])('a new invoice that is due %s', async (_, dates, refused) => {
  const desk = await moneyDesk();
  const taken = await desk.take(invoice('1001', 'C-1', dates));
  expect(taken.refused).toEqual(refused === null ? [] : [expect.stringContaining(refused)]);
});

const statements = preparedStatements(({ raw }) => ({
  age: raw('update invoices set issued_on = :issuedOn, due_on = :dueOn'),
}));

it('what is told of one that is known with such dates is taken all the same', async () => {
  const desk = await moneyDesk();
  await desk.take(invoice('1001', 'C-1'));
  await desk.deps.db.transaction((tx) => statements(tx).age.run(EARLY));
  const again = await desk.take(
    invoice('1001', 'C-1', { ...EARLY, disputed: true }),
    booking({ invoice: '1001', amount: 8_000 }),
  );
  expect(again).toMatchObject({ taken: 2, refused: [] });
  expect(await desk.row('1001')).toMatchObject({ disputed: true });
});
