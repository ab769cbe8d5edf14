import { beforeAll, describe, expect, it } from 'vitest';
import { findCase, setCaseHasWorkflow } from '../../../db/case/cases.ts';
import { NOW, preparedFolder } from '../prepared-folder.ts';
import { openCase, putCase } from './a-case.ts';

const prepared = preparedFolder();
const MINUTE = 60_000;
const AT = Date.parse(NOW);

interface Status {
  readonly cases: readonly object[];
  readonly tasks: readonly { readonly what: string; readonly case: string | null; readonly says: string }[];
}

beforeAll(async () => {
  const open = { principal: 5000, fees: 0, interest: 0, costs: 40, total: 5040, surplus: 0 };
  const plan = { step: 'waitForCase', at: null, because: 'COLLECTING' } as const;
  const processing = await openCase(prepared, '1005');
  await putCase(prepared, processing.id, { state: 'PROCESSING', open, collected: 2000, held: true, plan });
  const other = await openCase(prepared, '1006');
  await putCase(prepared, other.id, { state: 'PROCESSING', open, task: 'SURPLUS', plan });
  await putCase(prepared, (await openCase(prepared, '1007')).id, { state: 'REVIEWING', plan });
  await putCase(prepared, (await openCase(prepared, '1001')).id, {
    state: 'CLOSED',
    deactivatedAt: AT,
    // What was open when it ended is owed on its invoice.
    open,
    plan,
  });
  await openCase(prepared, '1002');
});

describe('status', () => {
  const status = async () => JSON.parse((await prepared.run('status', '--json')).out) as Status;

  it('shows cases by state, with deactivated ones apart', async () => {
    expect((await status()).cases).toEqual([
      expect.objectContaining({ creditor: 'acme', state: 'PREPARING', count: 1, currency: 'EUR' }),
      expect.objectContaining({ state: 'REVIEWING', count: 1 }),
      expect.objectContaining({
        state: 'PROCESSING',
        count: 2,
        open: '100.80',
        collected: '20.00',
        held: 1,
        needs: 1,
      }),
      expect.objectContaining({ state: 'deactivated', count: 1, open: '0.00' }),
    ]);
  });

  it('shows what of them waits for a person', async () => {
    const { tasks } = await status();
    expect(tasks.filter(({ what }) => what !== 'APPROVAL')).toEqual([
      expect.objectContaining({ what: 'SURPLUS', case: '1006-1', says: expect.stringMatching(/refund it/) }),
      expect.objectContaining({
        what: 'REVIEW',
        says: expect.stringMatching(/^1 case waits for review: dunwell case/),
      }),
      expect.objectContaining({
        what: 'PREPARATION',
        says: expect.stringMatching(/^1 case waits for someone/),
      }),
    ]);
  });

  it('shows both to people', async () => {
    const { out } = await prepared.run('status');
    expect(out).toMatch(/^acme\tPROCESSING\t2\t100\.80\t20\.00\tEUR\t1\t1$/m);
    expect(out).toMatch(/^acme\t\t1006-1\tSURPLUS\t/m);
  });
});

describe('doctor', () => {
  const finding = async (what: string) => {
    const { findings } = JSON.parse((await prepared.run('doctor', '--json')).out) as {
      findings: { what: string; ok: boolean; says: string }[];
    };
    return findings.find((one) => one.what === what);
  };

  it('waits a while before it misses the workflow of a case', async () => {
    expect(await finding('cases without workflow')).toMatchObject({ ok: true });
    const late = (await openCase(prepared, '1008')).id;
    for (const [minutes, ok] of [
      [19, true],
      [20, true],
      [21, false],
    ] as const) {
      await putCase(prepared, late, { decidedAt: AT - minutes * MINUTE });
      expect(await finding('cases without workflow')).toMatchObject({ ok });
    }
    expect(await finding('cases without workflow')).toMatchObject({
      says: expect.stringMatching(/1, such as 1008-1/),
    });
    await prepared.db.transaction((tx) => setCaseHasWorkflow(tx, late, true));
    expect(await finding('cases without workflow')).toMatchObject({ ok: true });
  });

  it('finds steps of cases that are late', async () => {
    const id = (await prepared.db.read((tx) => findCase(tx, 1)))?.id ?? 0;
    const due = (minutes: number) =>
      putCase(prepared, id, {
        plan: { step: 'orderCollection', at: AT - minutes * MINUTE, because: 'ORDER_DUE' },
      });
    await due(20);
    expect(await finding('overdue steps of cases')).toMatchObject({ ok: true });
    await due(21);
    expect(await finding('overdue steps of cases')).toMatchObject({
      ok: false,
      says: expect.stringMatching(/1, such as 1005-1/),
    });
  });

  it('says when no report lies unread and no order needs a person', async () => {
    expect(await finding('reports of collectors')).toMatchObject({ ok: true });
    expect(await finding('orders for a person')).toMatchObject({ ok: true });
  });
});
