import { expect, it } from 'vitest';
import { RepeatedLines } from '../../worker/repeated-lines.ts';

function listening() {
  let now = 0;
  const heard: string[] = [];
  const lines = new RepeatedLines(
    (line) => void heard.push(line),
    () => now,
  );
  return { heard, lines, at: (seconds: number) => (now = seconds * 1000) };
}

it('the same trouble is told once, and a minute later again with how often it came', () => {
  const { heard, lines, at } = listening();
  for (const second of [0, 1, 59]) {
    at(second);
    lines.tell('the server is away', `the server is away (workflow ${second})`);
  }
  expect(heard).toEqual(['the server is away (workflow 0)']);
  at(60);
  lines.tell('the server is away', 'the server is away (workflow 60)');
  expect(heard[1]).toBe('the server is away (workflow 60) (and 2 more since)');
});

it('another trouble is told at once', () => {
  const { heard, lines } = listening();
  lines.tell('a', 'a');
  lines.tell('b', 'b');
  expect(heard).toEqual(['a', 'b']);
});

it('keeps no more than a few hundred kinds, however many there are', () => {
  const { heard, lines } = listening();
  for (let i = 0; i < 10_000; i++) lines.tell(`kind ${i}`, `line ${i}`);
  expect(heard).toHaveLength(10_000);
  lines.tell('kind 9999', 'again');
  expect(heard).toHaveLength(10_000);
});
