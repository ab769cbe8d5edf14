import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { rows } from '../dunwell.ts';
import { preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();

async function table(...args: string[]): Promise<Record<string, string>[]> {
  const { code, out, err } = await prepared.run(...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return rows(out);
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, out } = await prepared.run(...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(out) as T;
}

describe('status', () => {
  it('shows what stands where, with what is open, held and in need of a person', async () => {
    expect((await table('status')).slice(0, 5)).toEqual([
      expect.objectContaining({ creditor: 'acme', stage: 'OPEN', invoices: '3', open: '240.00', held: '1' }),
      expect.objectContaining({ stage: 'REMINDED', invoices: '1', open: '70.00', held: '0' }),
      expect.objectContaining({ stage: 'NOTICED', invoices: '3', open: '200.00', 'needs a person': '0' }),
      expect.objectContaining({ stage: 'PAID', invoices: '1', open: '0.00', currency: 'EUR' }),
    ]);
  });

  it('as JSON has stages and tasks', async () => {
    const { stages, tasks } = await json<{ stages: object[]; tasks: object[] }>('status');
    expect(stages[0]).toMatchObject({ creditor: 'acme', stage: 'OPEN', count: 3, open: '240.00', held: 1 });
    expect(tasks).toEqual([]);
  });
});

describe('list', () => {
  const numbers = async (...args: string[]) =>
    (await table('list', '--columns', 'number', ...args)).map((row) => row.number);

  it.each<[string[], string[]]>([
    [
      ['--stage', 'noticed'],
      ['1006', '1007', '1008'],
    ],
    [
      ['--stage', 'REMINDED,PAID'],
      ['1003', '1005'],
    ],
    [['--stage', 'NOTICED', '--mode', '30'], ['1007']],
    [['--held'], ['1004']],
    [
      ['--customer', 'C-1'],
      ['1001', '1002'],
    ],
    // Step by step: today at its minute, listing at midnight long past, and so on.
    [
      ['--next-before', '2026-03-04'],
      ['1001', '1005', '1006', '1007'],
    ],
  ])('%s', async (filter, expected) => {
    expect(await numbers(...filter)).toEqual(expected);
  });

  it('shows chosen columns in the order they were chosen', async () => {
    const { out } = await prepared.run('list', '--customer', 'C-1', '--columns', 'open,Number,dueOn');
    expect(out).toBe('open\tnumber\tdueOn\n100.00\t1001\t2026-02-24\n50.00\t1002\t2026-03-03\n');
  });

  it('shows names for people', async () => {
    const [first] = await table('list', '--customer', 'C-2', '--columns', 'name,number');
    expect(first).toEqual({ name: 'Bakkerij "De Gouden Korst" V.O.F.', number: '1003' });
  });

  it('as JSON is one array, amounts as decimals, days as ISO dates', async () => {
    expect(await json('list', '--customer', 'C-1', '--columns', 'number,open,dueOn,held,nextOn')).toEqual([
      {
        number: '1001',
        open: '100.00',
        dueOn: '2026-02-24',
        held: false,
        nextOn: expect.stringMatching(/^2026-03-03T\d\d:\d\d:00\.000Z$/),
      },
      {
        number: '1002',
        open: '50.00',
        dueOn: '2026-03-03',
        held: false,
        nextOn: expect.stringMatching(/^2026-03-10T.*Z$/),
      },
    ]);
  });

  it('that finds nothing is an empty array, and says so to people', async () => {
    expect(await json('list', '--needs')).toEqual([]);
    const { code, err } = await prepared.run('list', '--needs');
    expect({ code, err }).toEqual({ code: 0, err: 'No invoice matches.\n' });
  });
});

describe('why', () => {
  it('tells both numbers of days, what comes next and every rule', async () => {
    const { code, out } = await prepared.run('why', '1001');
    expect(code).toBe(0);
    expect(out).toMatch(/^Invoice 1001 of acme: no level sent yet, mode 20, 100\.00 EUR open\.$/m);
    expect(out).toMatch(/^Days overdue: 7\. Days that count for dunning: 7\.$/m);
    expect(out).toMatch(
      /^Next: on 2026-03-03 \d\d:\d\d the reminder goes out\. The next level is due then\.$/m,
    );
    expect(out).toMatch(/^pass\tSOMETHING_OPEN\t100\.00 EUR is open\.$/m);
    expect(out).toMatch(
      /^pass\tDAYS_AFTER_DUE\tLevel reminder-1 comes 7 days after the due date 2026-02-24/m,
    );
  });

  it('names the pause of a disputed invoice and counts none of its days', async () => {
    const why = await json<{ checks: { rule: string; passes: boolean; says: string }[] }>('why', '1004');
    expect(why).toMatchObject({
      daysOverdue: 7,
      daysCounted: 0,
      next: { step: 'wait', at: null, because: 'HELD' },
    });
    expect(why.checks.find(({ rule }) => rule === 'NOT_HELD')).toEqual({
      rule: 'NOT_HELD',
      passes: false,
      says: 'Paused: this invoice (DISPUTE) from 2026-01-25 until it is resumed.',
    });
  });

  it('says that a paid invoice has ended', async () => {
    expect(await json('why', '1003')).toMatchObject({
      stage: 'PAID',
      checks: [
        { rule: 'STAGED_TAKEN_IN', passes: true },
        { rule: 'PATH_GOES_ON', passes: false, says: expect.stringContaining('paid on 2026-03-02') },
        {},
        {},
      ],
    });
  });
});

describe('timeline', () => {
  it('holds intake, bookings, stages, pauses and commands with their answers, in order', async () => {
    await prepared.command('1002', 'pause', {
      from: '2026-03-01',
      until: '2026-03-20',
      note: 'asked for time',
    });
    await prepared.command('1002', 'approve', {});
    await prepared.command('1002', 'resume', {});
    const { entries } = await json<{ entries: { kind: string; says: string; by: string }[] }>(
      'timeline',
      '1002',
    );
    expect(entries.map(({ kind, says }) => `${kind}: ${says}`)).toEqual([
      'taken in: taken in: 50.00 EUR of 2026-02-01, due on 2026-03-03',
      'transition: paused (OPERATOR)',
      'hold: paused this invoice (OPERATOR) from 2026-03-01 until 2026-03-20: asked for time',
      expect.stringMatching(/^command: pause \[command-\d+\]: The invoice is paused from 2026-03-01/),
      expect.stringMatching(/^command: approve \[command-\d+\]: refused: The claim transfers by itself/),
      'transition: resumed (OPERATOR)',
      'hold: resumed this invoice (OPERATOR)',
      expect.stringMatching(/^command: resume \[command-\d+\]: The invoice goes on\.$/),
    ]);
    expect(entries[1]?.by).toBe('anna');
  });

  it('tells the booking of a payment with the day it counts for', async () => {
    const booking = (await table('timeline', '1001')).find(({ kind }) => kind === 'booking');
    expect(booking).toMatchObject({
      'counts for': '2026-03-02',
      'what happened': 'payment of 25.00 EUR (bank-1)',
    });
  });
});

describe('forecast', () => {
  it('counts what goes out today, tomorrow and until the horizon', async () => {
    const lines = await table('forecast', '--days', '7');
    const title = 'until 2026-03-10';
    const of = (what: string) => lines.find((line) => line.what === what);
    expect(of('reminder-1')).toMatchObject({ today: '1', [title]: '2' });
    expect(of('reminder-2')).toMatchObject({ today: '1', [title]: '1' });
    expect(of('goes on the list')).toMatchObject({ today: '2', tomorrow: '0', [title]: '2' });
    expect(of('transferred to collection')).toMatchObject({ today: '0', [title]: '2' });
  });

  it('gives no two columns one title', async () => {
    const [titles = ''] = (await prepared.run('forecast')).out.split('\n');
    const all = titles.split('\t');
    expect(new Set(all).size).toBe(all.length);
  });

  it('as JSON has the sums day by day, and more when claims are approved', async () => {
    type Forecast = {
      until: string;
      lines: { kind: string; level?: string; total: object; days: object[] }[];
    }[];
    const [plain] = await json<Forecast>('forecast', '--days', '7');
    expect(plain?.until).toBe('2026-03-10');
    expect(plain?.lines.find(({ level }) => level === 'reminder-1')).toMatchObject({
      today: { count: 1, open: '100.00' },
      days: [{ on: '2026-03-03', count: 1, open: '100.00' }, { on: '2026-03-10' }],
    });
    const [approved] = await json<Forecast>('forecast', '--days', '7', '--approve', 'all');
    const transfers = (of: typeof plain) => of?.lines.find(({ kind }) => kind === 'transfer')?.total;
    expect(transfers(plain)).toEqual({ count: 2, open: '135.00' });
    expect(transfers(approved)).toEqual({ count: 3, open: '200.00' });
  });
});

describe('for programs', () => {
  it('moments in JSON lists carry their zone; people see local time', async () => {
    const [invoice] = await json<{ nextOn: string }[]>('list', '--columns', 'nextOn', '--stage', 'OPEN');
    const [shown] = await table('list', '--columns', 'nextOn', '--stage', 'OPEN');
    expect(invoice?.nextOn).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(shown?.nextOn).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  });

  it.each([['status'], ['forecast'], ['list'], ['why', '1001'], ['timeline', '1001']])(
    '%s writes no colours and no bars',
    async (...args) => {
      const { out, err } = await prepared.run(...args);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: looked for on purpose.
      expect(out + err).not.toMatch(/[\u001b\r]/);
    },
  );

  it('a reader that leaves early is no failure', async () => {
    const shell = `node bin/dunwell.mjs list --data ${prepared.folder} | head -c 1; echo " $\{PIPESTATUS[0]}"`;
    const out = await new Promise((resolve) =>
      execFile('bash', ['-c', shell], (_, stdout) => resolve(stdout)),
    );
    expect(out).toBe('c 0\n');
  });
});
