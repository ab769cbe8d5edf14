import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { decide, StagedFirst } from '../../../activities/actor/decide.ts';
import { orWait } from '../../../activities/actor/or-wait.ts';
import { createActivities } from '../../../activities/create-activities.ts';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { refreshEnded } from '../../../activities/sweep/refresh-ended.ts';
import { wake, wakeDecision } from '../../../activities/wake/wake-invoice.ts';
import { CaseRequestKind } from '../../../contracts/case.ts';
import { RowKind, STRICT_SUFFIX } from '../../../contracts/intake.ts';
import { stageCaseRequest } from '../../../db/case/requests.ts';
import { completeBatch, findBatch, rowsAfter, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { batchesSetAside, noteBatchFailure, untakenBatches } from '../../../db/intake/order.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { openTask, openTasksOf } from '../../../db/tasks/tasks.ts';
import { Because, Step } from '../../../domain/invoice/plan.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import { TaskKind, TaskSubject } from '../../../domain/tasks/task.ts';
import { preparedFolder } from '../../cli/prepared-folder.ts';

const prepared = preparedFolder();
/** Near the end of the sending window: whatever is due that day is due by then. */
const ASOF = Date.parse('2026-03-03T15:50:00Z');
const CREDITOR = 'acme';
let batches = 0;

const payment = (invoice: string, amount: number, externalId: string) => ({
  kind: RowKind.PAYMENT as string,
  body: { invoice, amount, externalId, bookedOn: parseDay('2026-03-02')!, currency: 'EUR', kind: 'payment' },
});

/** Stages rows and lets nobody take them in. */
async function stage(rows: readonly { kind: string; body: object }[], id = `staged-${++batches}`) {
  await prepared.db.transaction(async (tx) => {
    await stageBatch(tx, { id, creditor: CREDITOR, by: 'test', at: ASOF });
    await stageRows(
      tx,
      id,
      rows.map((row, i) => ({ ...row, seq: i + 1, line: i + 2 })),
    );
    await completeBatch(tx, id, rows.length, ASOF);
  });
  return id;
}

const batch = (id: string) => prepared.db.read((tx) => findBatch(tx, id));
const row = (number: string) => prepared.db.read((tx) => findInvoiceByNumber(tx, CREDITOR, number));
const acts = () => createActivities(prepared.deps);
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => payment(`unknown-${batches}-${i}`, 1, `many-${batches}-${i}`));

afterEach(async () => {
  // Nothing is left to the next test.
  for (const { id } of await prepared.db.read(untakenBatches)) {
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId: id }, ASOF, () => undefined);
  }
});

describe('A letter whose moment has come', () => {
  it('does not go out when its payment was staged before, though nobody has taken it in', async () => {
    await stage([payment('1001', 10_000, 'late-1')]);
    const plan = await acts().sendReminder({ creditor: CREDITOR, number: '1001', asOf: ASOF });
    expect(plan).toMatchObject({ stage: 'PAID', step: Step.END });
    expect(prepared.deps.gateways.email).toMatchObject({ name: expect.any(String) });
    expect(await row('1001')).toMatchObject({ stage: 'PAID', levelsDone: 0 });
  });

  it('waits some seconds and says why when more was staged than can be taken in meanwhile; the row stays', async () => {
    await stage(many(450));
    const input = { creditor: CREDITOR, number: '1002', asOf: ASOF };
    const before = await row('1002');
    const impatient = () => decide(prepared.deps, { ...input, patienceMs: 0 }, async () => ({}) as never);
    const plan = await orWait(INVOICES, prepared.deps, input, impatient);
    expect(plan).toMatchObject({ step: Step.WAIT, because: Because.STAGED_FIRST, at: ASOF + 2_000 });
    expect(await row('1002')).toEqual(before);
    await expect(impatient()).rejects.toThrow(StagedFirst);
    // Each waiting takes some in, so that it ends.
    for (let i = 0; i < 5; i++) await impatient().catch(() => undefined);
    expect(await prepared.db.read(untakenBatches)).toEqual([]);
  });
});

describe('Batches of a creditor', () => {
  it('are taken in the order in which they were staged, whichever is asked for', async () => {
    const first = await stage([payment('unknown-a', 1, 'order-1')]);
    const second = await stage([payment('unknown-b', 1, 'order-2')]);
    const third = await stage([payment('unknown-c', 1, 'order-3')]);
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId: second }, ASOF, () => undefined);
    expect(await batch(first)).toMatchObject({ finishedAt: ASOF, taken: 1 });
    expect(await batch(second)).toMatchObject({ finishedAt: ASOF, taken: 1 });
    expect(await batch(third)).toMatchObject({ finishedAt: null, taken: 0 });
  });

  it('are taken once by two takers at once', async () => {
    const ids = [await stage(many(450)), await stage(many(250))];
    const take = (id: string) =>
      takeIn(prepared.deps, { creditor: CREDITOR, batchId: id }, ASOF, () => undefined);
    await Promise.all(ids.flatMap((id) => [take(id), take(id)]));
    expect(await Promise.all(ids.map(batch))).toMatchObject([{ taken: 450 }, { taken: 250 }]);
  });

  it('one that cannot be taken is set aside after three tries and holds up nobody; staged again, it goes on', async () => {
    const broken = await stage([payment('unknown-d', 1, 'broken-1'), { kind: 'nonsense', body: {} }]);
    const behind = await stage([payment('unknown-e', 1, 'broken-2')]);
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId: behind }, ASOF, () => undefined);
    expect(await batch(broken)).toMatchObject({
      failures: 3,
      setAsideAt: ASOF,
      finishedAt: null,
      doneUpTo: 0,
    });
    expect(await batch(behind)).toMatchObject({ finishedAt: ASOF, taken: 1 });
    expect(await prepared.db.read(batchesSetAside)).toMatchObject([{ id: broken }]);
    const { out } = await prepared.run('doctor');
    expect(out).toMatch(
      new RegExp(`^FAIL\\tstaged files\\tSet aside.*${broken} of acme, after 0 of 2 rows`, 'm'),
    );
    expect((await prepared.run('status')).out).toMatch(
      new RegExp(`BATCH_NOT_TAKEN\\tbatch ${broken}: .*nonsense`),
    );
    await prepared.db.transaction((tx) =>
      stageBatch(tx, { id: broken, creditor: CREDITOR, by: 'x', at: ASOF }),
    );
    expect(await prepared.db.read(untakenBatches)).toMatchObject([{ id: broken, failures: 0 }]);
  }, 20_000);
});

describe('A payment that is refused when what was staged is taken in', () => {
  const refused = async (id: string) =>
    prepared.db.read((tx) => openTasksOf(tx, { creditor: CREDITOR, subject: TaskSubject.BATCH, about: id }));
  const inDollars = (externalId: string) => {
    const { kind, body } = payment('1002', 100, externalId);
    return { kind, body: { ...body, currency: 'USD' } };
  };

  it.each([
    ['no task when none is', 0],
    ['a task when one is', 1],
    ['one task for all of a batch', 2],
  ])('is %s, as whoever staged it may be gone', async (_, count) => {
    const bad = Array.from({ length: count }, (_, i) => inDollars(`usd-${count}-${i}`));
    const id = await stage([payment('unknown-f', 1, `good-${count}`), ...bad]);
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId: id }, ASOF, () => undefined);
    expect(await batch(id)).toMatchObject({ taken: 1, refused: count });
    expect(await refused(id)).toMatchObject(
      count === 0 ? [] : [{ kind: TaskKind.PAYMENT_REFUSED, note: expect.stringMatching(/^line 3: .*USD/) }],
    );
  });

  it('is a task too when the batch is strict and nothing of it is taken', async () => {
    const id = `strict-1${STRICT_SUFFIX}`;
    await prepared.db.transaction(async (tx) => {
      await stageBatch(tx, { id, creditor: CREDITOR, by: 'test', at: ASOF });
      await stageRows(tx, id, [{ ...inDollars('usd-strict'), seq: 1, line: 2 }]);
      await completeBatch(tx, id, 1, ASOF, { freshAt: ASOF, partial: false });
    });
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId: id }, ASOF, () => undefined);
    expect(await refused(id)).toMatchObject([{ kind: TaskKind.PAYMENT_REFUSED }]);
  });
});

describe('A batch that was set aside', () => {
  const openTasks = async (id: string) => {
    const of = { creditor: CREDITOR, subject: TaskSubject.BATCH, about: id };
    return prepared.db.read((tx) => openTasksOf(tx, of));
  };
  const setAside = async (rows: readonly { kind: string; body: object }[]) => {
    const batchId = await stage(rows);
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId }, ASOF, () => undefined);
    expect(await batch(batchId)).toMatchObject({ setAsideAt: ASOF, finishedAt: null });
    return batchId;
  };
  const nonsense = { kind: 'nonsense', body: {} };

  it('is given up when somebody dismisses its task: a mended file is another batch', async () => {
    const id = await setAside([payment('unknown-f', 1, 'given-up-1'), nonsense]);
    const [task] = await openTasks(id);
    const word = { task: task!.id, word: 'dismiss', reason: 'mended and taken in as another file' };
    const batchId = await stage([{ kind: RowKind.TASK, body: word }]);
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId }, ASOF, () => undefined);
    expect(await openTasks(id)).toEqual([]);
    expect(await batch(id)).toMatchObject({ finishedAt: ASOF, taken: 0, refused: 2 });
    expect(await prepared.db.read(batchesSetAside)).not.toContainEqual(expect.objectContaining({ id }));
    expect(await prepared.db.read((tx) => rowsAfter(tx, id, 0, 9))).toEqual([]);
  }, 20_000);

  it('ends its task also where it is strict and refused as a whole', async () => {
    const bad = { kind: RowKind.PAYMENT, body: { ...payment('1002', 1, 'strict-1').body, currency: 'USD' } };
    const id = await stage([bad], `strict-batch${STRICT_SUFFIX}`);
    await prepared.db.transaction(async (tx) => {
      await noteBatchFailure(tx, id, { lastError: 'disk', at: ASOF, most: 1 });
      const of = { creditor: CREDITOR, subject: TaskSubject.BATCH, about: id };
      await openTask(tx, { ...of, kind: TaskKind.BATCH_NOT_TAKEN, since: ASOF });
      await stageBatch(tx, { id, creditor: CREDITOR, by: 'test', at: ASOF });
    });
    await takeIn(prepared.deps, { creditor: CREDITOR, batchId: id }, ASOF, () => undefined);
    expect(await batch(id)).toMatchObject({ finishedAt: ASOF, refused: 1 });
    expect(await openTasks(id)).toEqual([]);
  }, 20_000);
});

describe('Whoever decides', () => {
  /** Activities that are no decision about a creditor's money, and why. */
  const DECIDES_NOTHING: Readonly<Record<string, string>> = {
    takeIn: 'it is the taking in',
    relayWakes: 'it tells others to decide',
    reconcile: 'it tells others to decide',
    placeHold: 'a pause keeps back, and must never wait',
    eraseSignals: 'it deletes old data',
    sendSignals: 'each customer is decided on apart; see test/signals',
    followScript: 'rehearsals only, where all is known before',
  };

  it('takes in first what was staged before, whatever the activity', async () => {
    const request = 'request-1';
    const body = { kind: CaseRequestKind.START, invoices: ['1006'], environment: 'TEST' } as const;
    const staged = { ...body, configuration: null, language: null };
    await prepared.db.transaction((tx) =>
      stageCaseRequest(tx, { id: request, creditor: CREDITOR, body: staged, by: 'anna', stagedAt: ASOF }),
    );
    const opened = await acts().openCase({ creditor: CREDITOR, request, asOf: ASOF });
    const reference = opened.ok ? opened.reference : '';
    const input = {
      creditor: CREDITOR,
      number: '1004',
      reference,
      request,
      asOf: ASOF,
      kind: 'reconsider',
      message: { by: 'anna' },
      commandId: 'c',
      afterId: 0,
      operationId: 'o',
      by: 'anna',
      scope: 'creditor',
      action: { kind: 'reconsider' },
      sendId: 's',
      filter: {},
    };
    const all = Object.entries(acts()) as [string, (input: unknown) => Promise<unknown>][];
    const decides = all.filter(([name]) => !(name in DECIDES_NOTHING));
    expect(decides.length).toBeGreaterThan(15);
    for (const [name, activity] of decides) {
      const id = await stage([payment(`unknown-${name}`, 1, `of-${name}`)]);
      const said = await activity({
        ...input,
        kind: name === 'applyCaseCommand' ? 'lookAgain' : input.kind,
      }).catch((error: unknown) => String(error));
      expect({ name, said, ...(await batch(id)) }).toMatchObject({ name, finishedAt: ASOF });
    }
  });

  it('also where an invoice is decided on without a workflow, since that may open its case', async () => {
    const { deps } = prepared;
    const ended = await stage([payment('unknown-ended', 1, 'of-ended')]);
    await refreshEnded(deps, CREDITOR, '1001', ASOF);
    expect(await batch(ended)).toMatchObject({ finishedAt: ASOF });
    const waiting = await stage([payment('unknown-waiting', 1, 'of-waiting')]);
    const known = await row('1002');
    const decision = await deps.db.read((tx) => wakeDecision(tx, deps, known!, ASOF));
    const absent = { ...deps.workflows, wakeInvoice: async () => 'absent' as const };
    const options = { isNew: false, planIsCurrent: false };
    await wake({ ...deps, workflows: absent }, { ...decision, waitsInRow: true }, 'c', options);
    expect(await batch(waiting)).toMatchObject({ finishedAt: ASOF });
  });

  it('sees what came with an invoice that waits in its row for a step that is still far off', async () => {
    const { deps } = prepared;
    await stage([payment('1003', 10_000, 'with-it')]);
    const decision = await deps.db.read(async (tx) =>
      wakeDecision(tx, deps, (await findInvoiceByNumber(tx, CREDITOR, '1003'))!, ASOF),
    );
    const absent = { ...deps.workflows, wakeInvoice: async () => 'absent' as const };
    const options = { isNew: true, planIsCurrent: false };
    await wake({ ...deps, workflows: absent }, { ...decision, waitsInRow: true }, 'c', options);
    expect(await row('1003')).toMatchObject({ stage: 'PAID', openPrincipal: 0 });
  });

  /** Where activities write without deciding about a creditor's money, and why that is none. */
  const WRITES_ONLY: Readonly<Record<string, string>> = {
    'actor/decide.ts': 'the one way',
    'intake/take-next.ts': 'the taking in itself',
    'intake/decide-all.ts': 'rehearsals only, after the last booking',
    'actor/hand-over.ts': 'what became of a hand-over is a fact and is written at once',
    'signals/send.ts': 'results of hand-overs; each last look goes through decide',
    'signals/collect-answers.ts': 'what municipalities answered is a fact',
    'signals/erase.ts': 'deletes old data',
    'bulk/place-hold.ts': 'a pause keeps back, and must never wait; its pages go through decide',
    'wake/queue-kept-back.ts': 'notes who is to be told',
    'wake/relay-page.ts': 'notes who was told',
    'wake/start-again.ts': 'notes who has nothing to do',
    'sweep/tell-failing.ts': 'tells a person whose workflow fails',
    'wake/start-carrier.ts': 'notes who was started',
    'sweep/compare-with-server.ts': 'notes how far it came',
    'sweep/hold-ends.ts': 'tells a person that a pause ends soon',
    'sweep/stuck-effects.ts': 'operator messages that were decided before',
    'sweep/sweep-documents.ts': 'deletes unused contents',
    'sweep/sweep-case-requests.ts': 'erases the words of requests that nobody used',
  };

  it('does it in a transaction that looks for what is staged: all others are known, with their reasons', () => {
    const folder = fileURLToPath(new URL('../../../activities', import.meta.url));
    const writes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) => file.endsWith('.ts') && readFileSync(join(folder, file), 'utf8').includes('.transaction('),
      )
      .map((file) => file.replaceAll('\\', '/'));
    expect(writes.sort()).toEqual(Object.keys(WRITES_ONLY).sort());
  });
});
