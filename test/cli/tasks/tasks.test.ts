import { beforeAll, describe, expect, it } from 'vitest';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { untakenBatches } from '../../../db/intake/order.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { pendingWakes } from '../../../db/invoice/wake.ts';
import { openTask, type TaskRow, tasksOf } from '../../../db/tasks/tasks.ts';
import { rows } from '../dunwell.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';

const prepared = preparedFolder();
const AT = Date.parse(NOW);
const INVOICE = { creditor: 'acme', subject: 'invoice', about: '1001' } as const;
const BATCH = { creditor: 'acme', subject: 'batch', about: 'b-1' } as const;

const run = (...args: string[]) => prepared.run('tasks', ...args);

/** What a worker does with what was staged. */
async function work(): Promise<void> {
  for (const { id, creditor } of await prepared.db.read((tx) => untakenBatches(tx))) {
    await takeIn(prepared.deps, { creditor, batchId: id }, AT, () => undefined);
  }
}

async function tasks(of: typeof INVOICE | typeof BATCH): Promise<readonly TaskRow[]> {
  return prepared.db.read((tx) => tasksOf(tx, of));
}

beforeAll(async () => {
  await prepared.db.transaction(async (tx) => {
    await openTask(tx, { ...INVOICE, kind: 'EFFECT_BOUNCED', since: AT - 86_400_000, note: 'moved away' });
    await openTask(tx, { ...INVOICE, kind: 'CLOSES_SOON', since: AT });
    await openTask(tx, { ...BATCH, kind: 'BATCH_NOT_TAKEN', since: AT });
  });
});

describe('tasks', () => {
  it('lists all that is open, the oldest first, with what happened and what to do', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    const listed = rows(out);
    expect(listed.map(({ id, subject, about, kind }) => [id, subject, about, kind])).toEqual([
      ['1', 'invoice', '1001', 'EFFECT_BOUNCED'],
      ['2', 'invoice', '1001', 'CLOSES_SOON'],
      ['3', 'batch', 'b-1', 'BATCH_NOT_TAKEN'],
    ]);
    expect(listed[0]?.what).toMatch(/came back: find another address.*\(moved away\)/);
  });

  it.each([
    [['--kind', 'closes_soon'], ['2']],
    [['--subject', 'batch'], ['3']],
    [
      ['--about', '1001'],
      ['1', '2'],
    ],
    [['--before', '2026-03-03'], ['1']],
    [['--owner', 'nobody-yet'], []],
    [['--creditor', 'acme', '--subject', 'case'], []],
  ])('can be narrowed: %j', async (args, ids) => {
    const { out, err } = await run(...args);
    expect(rows(out).map(({ id }) => id)).toEqual(ids);
    expect(err).toBe(ids.length === 0 ? 'No task matches.\n' : '');
  });

  it('as JSON has every column, with moments in UTC', async () => {
    const { out } = await run('--kind', 'BATCH_NOT_TAKEN', '--json');
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({
        ...{ id: 3, creditor: 'acme', subject: 'batch', about: 'b-1', kind: 'BATCH_NOT_TAKEN' },
        ...{ since: '2026-03-03T09:30:00.000Z', owner: null, ended: null, endsWhen: 'it is taken in' },
      }),
    ]);
  });

  it('shows on the invoice how many there are', async () => {
    const { out } = await prepared.run('list', '--needs', '--columns', 'number,needs');
    expect(rows(out)).toEqual([{ number: '1001', needs: 'EFFECT_BOUNCED +1' }]);
    const { out: why } = await prepared.run('why', '1001');
    expect(why.match(/^Needs a person: .*$/gm)).toHaveLength(2);
  });

  it('tells itself apart from the list of cases collected by hand', async () => {
    expect((await run('--help')).out).toMatch(/dunwell case tasks/);
    expect((await run('--help')).out).toMatch(/Without a command: list\./);
  });
});

describe('tasks assign, done and dismiss', () => {
  it('are staged where no worker runs, and written down by the next one', async () => {
    const { code, err } = await run('assign', '1', '--to', 'berta');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/staged/) });
    expect(await tasks(INVOICE)).toMatchObject([{ owner: null }, {}]);
    await work();
    expect(await tasks(INVOICE)).toMatchObject([{ owner: 'berta' }, { owner: null }]);
    expect(rows((await run('--owner', 'berta')).out)).toMatchObject([{ id: '1', owner: 'berta' }]);
  });

  it('end one alone, with who and why; its invoice is woken and shows the next', async () => {
    await run('done', '1', '--note', 'sent to the new address', '--by', 'anna');
    await work();
    expect(await tasks(INVOICE)).toMatchObject([
      { ended: 'done', endedBy: 'anna', endedReason: 'sent to the new address', endedAt: AT },
      { ended: null },
    ]);
    await prepared.db.read(async (tx) => {
      const row = await findInvoiceByNumber(tx, 'acme', '1001');
      expect(row).toMatchObject({ attention: 'CLOSES_SOON', openTasks: 1 });
      expect((await pendingWakes(tx, 100)).map(({ number, cause }) => [number, cause])).toContainEqual([
        '1001',
        'task ended',
      ]);
    });
    const { out } = await prepared.run('timeline', '1001');
    expect(out).toMatch(/task EFFECT_BOUNCED ended \(done\): sent to the new address/);
  });

  it.each([
    [['done', '2'], /CLOSES_SOON ends by itself when .* Dismiss it when nothing is to be done/],
    [['done', '3'], /BATCH_NOT_TAKEN ends by itself when it is taken in/],
    [['done', '1'], /task 1 ended on 2026-03-03 \(done, anna\)/],
  ])('refuse in words: %j', async (args, words) => {
    const id = ['--command-id', args.join('-')];
    await run(...args, ...id);
    await work();
    const { code, err } = await run(...args, ...id);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(words) });
  });

  it('dismiss what ends by itself, for a reason', async () => {
    await run('dismiss', '2', '--reason', 'let it close');
    await work();
    expect(await tasks(INVOICE)).toMatchObject([{}, { ended: 'dismissed', endedReason: 'let it close' }]);
    const { out } = await run('--ended', '--subject', 'invoice');
    expect(rows(out).map(({ id, ended }) => [id, ended])).toEqual([
      ['1', 'done'],
      ['2', 'dismissed'],
    ]);
  });

  it.each([
    [['done', 'x'], 2, /number of a task/],
    [['done', '99'], 1, /There is no task 99/],
    [['dismiss', '3'], 2, /--reason/],
    [['assign', '3'], 2, /--to with a name, or --nobody/],
    [['assign', '3', '--to', 'a', '--nobody'], 2, /--to with a name, or --nobody/],
  ])('say what is wrong with %j', async (args, exit, words) => {
    const { code, err } = await run(...args);
    expect({ code, err }).toEqual({ code: exit, err: expect.stringMatching(words) });
  });
});
