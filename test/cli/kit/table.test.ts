import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Output } from '../../../cli/kit/output.ts';

const NAME = 'Jan\tJansen\r\n\u001b[31mred\u0007';

/** What a table writes, to a terminal or not. */
async function written(
  isTTY: boolean,
  rows: readonly (readonly string[])[],
  columns: number | undefined = undefined,
): Promise<string> {
  const { stdout } = process;
  const before = { isTTY: stdout.isTTY, write: stdout.write, columns: stdout.columns };
  onTestFinished(() => void Object.assign(stdout, before));
  let text = '';
  Object.assign(stdout, {
    isTTY,
    columns,
    write: (part: string) => {
      text += part;
      return true;
    },
  });
  const output = new Output(false);
  const table = output.table([{ title: 'name' }, { title: 'open', align: 'right' }]);
  for (const row of rows) await table.row(row);
  await table.end();
  Object.assign(stdout, before);
  return text;
}

describe('a table', () => {
  it('is tab-separated for programs, one line for each row whatever a cell holds', async () => {
    expect(
      await written(false, [
        [NAME, '1.00'],
        ['b', '20.00'],
      ]),
    ).toBe('name\topen\nJan Jansen [31mred\t1.00\nb\t20.00\n');
  });

  it('is aligned for people, and no text of a ledger reaches the terminal as a command', async () => {
    const text = await written(true, [
      [NAME, '1.00'],
      ['b', '20.00'],
    ]);
    const [, first, second] = text.split('\n');
    expect(first).toBe('Jan Jansen [31mred   1.00');
    expect(second).toBe('b                   20.00');
  });

  it('writes long lists as they come', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => [String(i), '1.00']);
    expect((await written(true, many)).trimEnd().split('\n')).toHaveLength(1001);
  });

  it.each([22, 23, 24])('breaks words into lines where a terminal has %i characters', async (columns) => {
    const text = stripVTControlCharacters(await written(true, [['three short words here', '1.00']], columns));
    const lines = text.trimEnd().split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(lines.map((line) => line.slice(0, columns - 6).trim()).join(' ')).toBe(
      'name three short words here',
    );
    expect(lines[1]).toMatch(/ {2}1\.00$/);
  });

  it('leaves a line that fits just so as it is', async () => {
    const text = stripVTControlCharacters(await written(true, [['three short words here', '1.00']], 28));
    expect(text.split('\n')[1]).toBe('three short words here  1.00');
  });

  it('makes a block of each row where the columns do not fit side by side', async () => {
    const text = stripVTControlCharacters(
      await written(
        true,
        [
          ['three short words here', '1.00'],
          ['b', ''],
        ],
        15,
      ),
    );
    expect(text).toBe(
      ['name  three', '      short', '      words', '      here', 'open  1.00', '', 'name  b', '', ''].join(
        '\n',
      ),
    );
  });

  it('loses no character of a word that is longer than its column', async () => {
    const key = 'invoice/acme/2026%2F001/1/level/reminder-1';
    const text = stripVTControlCharacters(await written(true, [[key, '1.00']], 30));
    const cells = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 24).trim());
    expect(cells.join('')).toBe(key);
  });
});
