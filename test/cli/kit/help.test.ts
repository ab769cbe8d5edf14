import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../cli/kit/all-commands.ts';
import { dunwell } from '../dunwell.ts';
import { inProcess } from '../in-process.ts';

const SUBCOMMANDS = ['publish', 'show', 'preview', 'migrate'].map((name) => `policy ${name}`);
/** Groups of commands that are loaded one by one, as the top ones are. */
const LOADED = await Promise.all(COMMANDS.map(async ({ name, load }) => [name, await load()] as const));
const GROUPED = LOADED.flatMap(([name, loaded]) =>
  'group' in loaded ? [[name, loaded.group] as const] : [],
);
const CALLS: string[] = [
  ...COMMANDS.map(({ name }) => name),
  ...SUBCOMMANDS,
  ...GROUPED.flatMap(([path, { commands }]) => commands.map(({ name }) => `${path} ${name}`)),
];

describe('help', () => {
  it("of `npm start` is the command's own and costs no installation", async () => {
    const { PATH = '' } = process.env;
    const asked = execFileSync(process.execPath, ['scripts/start.mjs', '--help'], {
      env: { PATH },
      encoding: 'utf8',
    });
    expect(asked).toBe((await dunwell(['start', '--help'])).out);
  });

  it('of the worker counts seconds in seconds', async () => {
    const { out } = await inProcess(['worker', '--help']);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch('how long nothing must be due (default: 30)');
  });

  it('of a change to a case names what its file may hold', async () => {
    const { out } = await inProcess(['case', 'update', '--help']);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'currency, language, environment, contractDate, dueDate, lineItems, billingAddress, collectorConfiguration',
    );
    expect(out).toMatch('`version`');
  });

  it.each(['pause', 'resume'])('of %s says that it can be about a customer or a creditor', async (name) => {
    const { out } = await inProcess([name, '--help']);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('With --customer or --whole-creditor everything of theirs');
  });

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

  it.each(GROUPED)('of %s lists its commands with one line each', async (path, { commands }) => {
    const { code, out } = await inProcess([path, '--help']);
    expect(code).toBe(0);
    for (const { name, summary } of commands) {
      expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
      expect((await inProcess(['help', path, name])).out).toMatch(`Usage: dunwell ${path} ${name}`);
    }
  });

  it.each(['--version', '-V'])('%s tells the version', async (option) => {
    const { code, out } = await inProcess([option]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
