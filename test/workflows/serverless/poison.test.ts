import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CASE_MESSAGES } from '../../../domain/case/messages/index.ts';
import { INVOICE_MESSAGES } from '../../../domain/invoice/messages/index.ts';
import { FakeCase } from './fake-case.ts';
import { FakeInvoice } from './fake-invoice.ts';
import { MALFORMED, randomContent, STRANGE_NAMES } from './poison.ts';
import { type Engine, randomFrom, type Stage } from './random-order.ts';
import { createStage, type VirtualWorkflow } from './virtual-workflow.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const MOST_TOLD = 1_000;
/** Random contents for each subject; raise it after a change of what is read (20,000 passed when this was written). */
const RANDOM_CONTENTS = 1_000;
/** One would do: all kinds are read by the same code; the random contents go through all of them. */
const KINDS_EACH = 2;
let stage: Stage;

beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  stage = await createStage(readFileSync(server.bundlePath, 'utf8'));
});

afterAll(() => stage.close());

interface Subject {
  readonly type: 'invoice' | 'case';
  readonly workflowId: string;
  readonly input: object;
  readonly engine: () => Engine;
  readonly kinds: readonly string[];
  readonly good: readonly [kind: string, content: object];
}

const INVOICE: Subject = {
  type: 'invoice',
  workflowId: 'invoice/acme/1001',
  input: { creditor: 'acme', number: '1001' },
  engine: () => new FakeInvoice(START),
  kinds: INVOICE_MESSAGES.map(({ kind }) => kind),
  good: ['pause', { by: 'anna', commandId: 'the good one' }],
};
const CASE: Subject = {
  type: 'case',
  workflowId: 'case/acme/1001-1',
  input: { creditor: 'acme', reference: '1001-1' },
  engine: () => new FakeCase(START),
  kinds: CASE_MESSAGES.map(({ kind }) => kind),
  good: ['lookAgain', { by: 'anna', commandId: 'the good one' }],
};

/** Serves all activities that wait; returns the inputs of those that applied a message. */
async function serve(run: VirtualWorkflow, engine: Engine): Promise<Record<string, unknown>[]> {
  const applied: Record<string, unknown>[] = [];
  for (let rounds = 0; run.activities.size > 0 && rounds < 100; rounds++) {
    for (const activity of [...run.activities.values()]) {
      if (activity.type.startsWith('apply')) applied.push(activity.input);
      await run.activate([run.resolve(activity, engine.run(activity))]);
    }
  }
  return applied;
}

async function opened({ type, workflowId, input, engine }: Subject) {
  const books = engine();
  const run = await stage.start({ type, workflowId, input: { ...input, plan: books.plan() } }, START, 1);
  return { run, books };
}

async function answersTheNext({ good: [kind, content] }: Subject, run: VirtualWorkflow, books: Engine) {
  await run.activate([run.signal(kind, content)]);
  const applied = await serve(run, books);
  expect(applied).toContainEqual(expect.objectContaining({ kind, commandId: 'the good one' }));
}

describe.each([INVOICE, CASE])('a running $type', (subject) => {
  test.each(Object.entries(MALFORMED))('writes down and outlives a message of %s', async (_, input) => {
    const { run, books } = await opened(subject);
    for (const kind of subject.kinds.slice(0, KINDS_EACH)) {
      await run.activate([run.rawSignal(kind, [...input])]);
      const applied = await serve(run, books);
      for (const one of applied) {
        expect(JSON.stringify(one).length).toBeLessThan(MOST_TOLD);
        if (one.kind === 'refused') expect(one.message).toEqual({ name: kind, because: expect.any(String) });
      }
      expect(applied).toHaveLength(1);
    }
    await answersTheNext(subject, run, books);
    await run.dispose();
  });

  test.each(Object.entries(MALFORMED))('refuses an update of %s in words', async (name, input) => {
    const { run, books } = await opened(subject);
    for (const kind of subject.kinds.slice(0, KINDS_EACH)) {
      const id = `${kind} ${name}`;
      await run.activate([run.rawUpdate(id, kind, [...input])]);
      await serve(run, books);
      expect(run.updates.get(id)).toBe('rejected');
      expect(run.rejections.get(id)?.length).toBeGreaterThan(10);
      expect(run.rejections.get(id)?.length).toBeLessThan(MOST_TOLD);
    }
    await answersTheNext(subject, run, books);
    await run.dispose();
  });

  test.each(STRANGE_NAMES)('writes down a message called %j, whatever it holds', async (name) => {
    const { run, books } = await opened(subject);
    for (const input of [
      [],
      MALFORMED['json that is none'] ?? [],
      MALFORMED['a commandId of 1.2 MB'] ?? [],
    ]) {
      await run.activate([run.rawSignal(name, [...input])]);
      const applied = await serve(run, books);
      expect(applied).toHaveLength(1);
      expect(applied[0]).toMatchObject({ kind: 'unknown' });
      expect(JSON.stringify(applied).length).toBeLessThan(MOST_TOLD);
      const id = `${name} ${input.length}`;
      await run.activate([run.rawUpdate(id, name, [...input])]);
      expect(run.updates.get(id)).toBe('rejected');
    }
    await answersTheNext(subject, run, books);
    await run.dispose();
  });

  test(`outlives ${RANDOM_CONTENTS} random contents`, async () => {
    const random = randomFrom(7);
    for (let round = 0; round < RANDOM_CONTENTS / 50; round++) {
      const { run, books } = await opened(subject);
      for (let i = 0; i < 50; i++) {
        const kind = subject.kinds[random(subject.kinds.length)] ?? 'pause';
        const input = randomContent(random);
        await run.activate([
          random(2) === 0 ? run.rawSignal(kind, input) : run.rawUpdate(`u${i}`, kind, input),
        ]);
        await serve(run, books);
      }
      await answersTheNext(subject, run, books);
      await run.dispose();
    }
  }, 120_000);

  const starts: Readonly<Record<string, unknown>> = {
    'a plan that is none': { ...subject.input, plan: { step: 'dance', at: 'now' } },
    'a plan without a version': {
      ...subject.input,
      plan: { ...subject.engine().plan(), version: undefined },
    },
    'another name than its id says': { creditor: 'acme', number: '2', reference: '2' },
    'names of wrong types': { creditor: 7, number: {}, reference: [] },
    'a rehearsal, live': { ...subject.input, rehearsal: { startsAt: 0 } },
    'a text': 'acme',
  };
  test.each([
    ...Object.entries(starts).map(([name, value]) => [name, value, undefined] as const),
    ...Object.entries(MALFORMED).map(([name, input]) => [name, undefined, [...input]] as const),
  ])(
    'that was started with %s goes on from the books, and says what was wrong',
    async (_, input, rawInput) => {
      const { type, workflowId } = subject;
      const books = subject.engine();
      const raw = rawInput === undefined ? {} : { rawInput: [...rawInput] };
      const run = await stage.start({ type, workflowId, input: input as object, ...raw }, START, 1);
      const [first] = run.activities.values();
      expect(first?.input).toMatchObject(subject.input);
      expect(first?.isLocal).toBe(false);
      const applied = await serve(run, books);
      expect(applied.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['refused']));
      expect(applied[0]?.message).toMatchObject({ name: 'start' });
      await answersTheNext(subject, run, books);
      await run.dispose();
    },
  );

  test('names the same messages the same when they come again in a run that was reset', async () => {
    const [kind] = subject.good;
    const say = async () => {
      const { run, books } = await opened(subject);
      const ids: unknown[] = [];
      for (const content of [{ by: 'anna' }, { by: 'anna' }, { by: 'ben' }]) {
        await run.activate([run.signal(kind, content)]);
        ids.push(...(await serve(run, books)).map(({ commandId }) => commandId));
      }
      await run.dispose();
      return ids;
    };
    const first = await say();
    expect(new Set(first).size).toBe(3);
    expect(await say()).toEqual(first);
  });
});

test('an input that names nothing, under an id that names nothing, ends with words', async () => {
  const started = stage.start({ type: 'invoice', workflowId: 'mine', input: {} }, START, 1);
  await expect(started).rejects.toThrow(
    /the workflow failed: Neither its id nor its start says which invoice/,
  );
});

test('a workflow of an unknown type ends with words', async () => {
  const started = stage.start({ type: 'invioce', workflowId: 'invoice/acme/1', input: {} }, START, 1);
  await expect(started).rejects.toThrow(
    /the workflow failed: There is no workflow invioce: there are invoice, /,
  );
});
