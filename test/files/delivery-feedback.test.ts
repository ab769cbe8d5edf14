import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDeliveryFeedback } from '../../files/delivery-feedback.ts';
import { formatRowProblem, isBad } from '../../files/item.ts';
import { day } from '../domain/invoice/an-invoice.ts';
import { tempFolder } from '../gateways/temp-folder.ts';

const KEY = 'invoice/acme/2026%2F001/1/level/notice';

async function read(name: string, text: string) {
  const path = join(tempFolder(), name);
  writeFileSync(path, text);
  const rows: object[] = [];
  const problems: string[] = [];
  for await (const item of readDeliveryFeedback(path)) {
    if (isBad(item)) problems.push(formatRowProblem(name, item.line, item.problem));
    else rows.push(item.row);
  }
  return { rows, problems };
}

const SAID = { key: KEY, result: 'returned', on: '2026-03-05', channel: 'letter', externalId: 'r-1' };
const ROW = { ...SAID, on: day('2026-03-05') };

it('what became of letters is read from CSV and from JSON lines alike', async () => {
  const csv = `key,result,on,channel,externalId\n${KEY},returned,2026-03-05,letter,r-1\n`;
  expect(await read('returns.csv', csv)).toEqual({ rows: [ROW], problems: [] });
  const lines = `${JSON.stringify(SAID)}\n\n${JSON.stringify({ ...SAID, note: null })}\n`;
  expect(await read('returns.jsonl', lines)).toEqual({ rows: [ROW, ROW], problems: [] });
});

it('a row without an id is named by what it says', async () => {
  const { rows } = await read(
    'a.csv',
    `key,result,on\n${KEY},bounced,2026-03-05\n${KEY},bounced,2026-03-06\n`,
  );
  const [one, other] = rows as { externalId: string }[];
  expect(one?.externalId).toMatch(/^delivery\/[0-9a-f]{32}$/);
  expect(other?.externalId).not.toBe(one?.externalId);
});

it('what is wrong is named by its line and keeps nothing of the rest back', async () => {
  const lines = [
    { ...SAID, result: 'eaten' },
    { ...SAID, chanel: 'letter' },
    { ...SAID, on: 20260305 },
    SAID,
  ];
  const { rows, problems } = await read(
    'a.jsonl',
    `${lines.map((one) => JSON.stringify(one)).join('\n')}\nno JSON\n`,
  );
  expect(rows).toEqual([ROW]);
  expect(problems).toEqual([
    expect.stringMatching(/^a\.jsonl:1: result: "eaten"/),
    expect.stringMatching(/^a\.jsonl:2: chanel: .*did you mean channel/),
    expect.stringMatching(/^a\.jsonl:3: on: /),
    expect.stringMatching(/^a\.jsonl:5: is no JSON object/),
  ]);
  expect((await read('a.csv', `key,result,on\n${KEY},eaten,2026-03-05\n`)).problems).toHaveLength(1);
});
