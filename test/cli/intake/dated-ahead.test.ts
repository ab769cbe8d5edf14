import { expect, it } from 'vitest';
import { dunwell } from '../dunwell.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';

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

it('a warning has no colours where nobody sits at a terminal, on a build machine neither', async () => {
  const file = prepared.file('ci.csv', `${HEAD}\n1002,2027-05-01,5.00,EUR,ci-1\n`);
  const env = { DUNWELL_DATA: prepared.folder, DUNWELL_NOW: NOW, CI: 'true' };
  const { err } = await dunwell(['payments', file], env);
  expect(err).toContain('dated ahead');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looked for on purpose.
  expect(err).not.toMatch(/\u001b/);
});
