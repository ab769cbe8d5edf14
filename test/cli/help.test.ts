import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../cli/commands.ts';
import { dunwell } from './dunwell.ts';
import { inProcess } from './in-process.ts';

const SUBCOMMANDS = ['publish', 'show', 'preview', 'migrate'].map((name) => `policy ${name}`);
const CALLS: string[] = [...COMMANDS.map(({ name }) => name), ...SUBCOMMANDS];

describe('help', () => {
  it.each(CALLS)('of %s has its usage and an example', async (call) => {
    const { code, out, err } = await inProcess([...call.split(' '), '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(`Usage: dunwell ${call}`);
    expect(out).toMatch(/Examples?:\n {2}\$ (TEMPORAL_ADDRESS=\S+ )?(dunwell|npm start)/);
  });

  it('alone lists every command with one line', async () => {
    const { code, out } = await dunwell(['--help']);
    expect(code).toBe(0);
    for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
  });

  it.each(['--version', '-V'])('%s tells the version', async (option) => {
    const { code, out } = await inProcess([option]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
