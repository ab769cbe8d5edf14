import { describe, expect, it, onTestFinished } from 'vitest';
import { Output } from '../../cli/output.ts';

const NAME = 'Jan\tJansen\r\n\u001b[31mred\u0007';

/** What a table writes, to a terminal or not. */
async function written(isTTY: boolean, rows: readonly (readonly string[])[]): Promise<string> {
  const { stdout } = process;
  const before = { isTTY: stdout.isTTY, write: stdout.write };
  onTestFinished(() => void Object.assign(stdout, before));
  let text = '';
  Object.assign(stdout, {
    isTTY,
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
});
