import { expect, it } from 'vitest';
import { preparedFolder } from './prepared-folder.ts';

const prepared = preparedFolder();
const HEAD = 'invoice,bookedOn,amount,currency,externalId';

it.each([
  ['today', '2026-03-03', false],
  ['tomorrow', '2026-03-04', true],
  ['in another year', '2027-03-02', true],
])('a booking dated %s', async (_, on, isAhead) => {
  const file = prepared.file(`${on}.csv`, `${HEAD}\n1002,${on},50.00,EUR,ahead-${on}\n`);
  const { code, err } = await prepared.run('payments', file);
  expect(code).toBe(0);
  const note = `${on}.csv:2: a booking is dated ahead, ${on}: it counts from that day on.`;
  if (isAhead) expect(err).toContain(note);
  else expect(err).not.toContain('dated ahead');
});

it('several are one note that names the first, and keep no ledger from being fresh', async () => {
  const rows = ['2027-01-01', '2027-01-02'].map((on) => `1002,${on},5.00,EUR,many-${on}`);
  const file = prepared.file('many.csv', `${[HEAD, ...rows].join('\n')}\n`);
  const { code, err } = await prepared.run('payments', file, '--json');
  expect({ code, err }).toMatchObject({ code: 0 });
  const { out } = await prepared.run('payments', file, '--json');
  expect(JSON.parse(out).problems).toEqual([
    expect.objectContaining({
      says: expect.stringContaining('2 bookings are dated ahead, the first 2027-01-01'),
    }),
  ]);
});
