import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CollectorSettings } from '../../../domain/case/configuration.ts';
import { createCollectors } from '../../../gateways/collectors/collectors.ts';
import { failureCategoryOf } from '../../../gateways/collectors/failure.ts';
import { failureOf } from '../failure-of.ts';
import { tempFolder } from '../temp-folder.ts';
import { Act, startMisbehavingCollector } from './misbehaving-collector.ts';
import {
  ENVIRONMENT,
  hashOf,
  instructionOf,
  KEY,
  orderOf,
  reportOf,
  SECRET,
  targetOf,
  WORDS,
} from './samples.ts';

async function open(
  changes: Partial<Extract<CollectorSettings, { kind: 'https' }>> = {},
  options: { tls?: boolean; environment?: Record<string, string> } = {},
) {
  const server = await startMisbehavingCollector({ secret: SECRET, tls: options.tls === true });
  const collector = createCollectors({
    folder: tempFolder(),
    environment: options.environment ?? ENVIRONMENT,
  });
  onTestFinished(async () => {
    await collector.close();
    await server.close();
  });
  const target = targetOf({
    kind: 'https',
    url: server.url,
    secret: 'env:COLLECTOR_SECRET',
    timeoutSeconds: 0.5,
    askEveryMinutes: 60,
    ...changes,
  });
  const order = orderOf(target);
  return { server, collector, target, order, trace: () => collector.trace(KEY, order.content) };
}

describe('an order over HTTPS', () => {
  it.each([
    [Act.ACCEPT, 'delivered'],
    [Act.RECEIVE, 'handed over'],
    [Act.REJECT, 'handed over'],
    [Act.DUPLICATE, 'delivered'],
  ])('when the collector is to %s, is %s, and is there once', async (act, state) => {
    const { server, collector, order, trace } = await open();
    server.willDo(act);
    expect(await collector.deliver(order)).toMatchObject({ state });
    expect(server.books.size).toBe(1);
    expect(await trace()).toBe(state);
  });

  it.each([Act.LOSE_ANSWER, Act.CUT_ANSWER, Act.DELAY, Act.FAIL_AFTERWARDS])(
    'when the collector is to %s, may have arrived, is found, and stays one',
    async (act) => {
      const { server, collector, order, trace } = await open();
      server.willDo(act);
      const failure = await failureOf(collector.deliver(order));
      expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: true });
      expect(failureCategoryOf(failure)).toBe('TEMPORARY_ISSUE');
      expect(await trace()).toBe('delivered');
      await collector.deliver(order);
      expect(server.books.size).toBe(1);
    },
  );

  it('answered in words nobody understands may have arrived: it may have been no collector', async () => {
    const { server, collector, order, trace } = await open();
    server.willDo(Act.MUMBLE);
    const failure = await failureOf(collector.deliver(order));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: true });
    expect(failureCategoryOf(failure)).toBe('CONFIGURATION');
    expect(await trace()).toBe('delivered');
  });

  it.each([
    [Act.LOSE_MESSAGE, true, true, 'TEMPORARY_ISSUE'],
    [Act.FAIL, true, true, 'TEMPORARY_ISSUE'],
    [Act.BUSY, true, false, 'TEMPORARY_ISSUE'],
    [Act.REFUSE, false, false, 'END_USER'],
    [Act.DENY, true, false, 'CONFIGURATION'],
  ])('when the collector is to %s, is not there', async (act, isTemporary, mayHaveArrived, category) => {
    const { server, collector, order, trace } = await open();
    server.willDo(act);
    const failure = await failureOf(collector.deliver(order));
    expect(failure).toMatchObject({ isTemporary, mayHaveArrived });
    expect(failureCategoryOf(failure)).toBe(category);
    expect(failure.message).not.toMatch(/Jansen/);
    expect(await trace()).toBe('absent');
    expect(server.books.size).toBe(0);
  });

  it('waits as long as a busy collector asks', async () => {
    const { server, collector, order } = await open();
    server.willDo(Act.BUSY);
    expect(await failureOf(collector.deliver(order))).toMatchObject({ retryAfterMs: 120_000 });
  });

  it('changed under its key is refused for good, and the first is found', async () => {
    const { server, collector, order, trace } = await open();
    await collector.deliver(order);
    const other = { ...order, content: { ...order.content, on: order.content.on + 1 } };
    const failure = await failureOf(collector.deliver(other));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: true });
    expect(failure.message).toMatch(/another order under this key/);
    expect(await trace()).toBe('delivered');
    expect(server.books.size).toBe(1);
  });

  it('goes after its documents, which do not travel again after a cut', async () => {
    const { server, collector, target } = await open();
    const documents = [1, 2].map((n) => ({
      name: `${n}.txt`,
      type: 'text/plain',
      bytes: Buffer.from(`${n}`),
    }));
    const [one = '', two = ''] = documents.map(({ bytes }) => hashOf(bytes));
    server.willDo(Act.ACCEPT, Act.FAIL);
    const failure = await failureOf(collector.deliver(orderOf(target, {}, documents)));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(server.books.size).toBe(0);
    await collector.deliver(orderOf(target, {}, documents));
    expect(server.arrived.filter((path) => path.startsWith('PUT'))).toEqual(
      [one, two, two].map((hash) => `PUT /documents/${hash}`),
    );
    expect(server.books.size).toBe(1);
  });

  it('to where nobody listens has surely not arrived', async () => {
    const { collector, target, server } = await open();
    await server.close();
    const failure = await failureOf(collector.deliver(orderOf(target)));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
  });

  it('to an authority that is not trusted has surely not arrived', async () => {
    const { collector, order } = await open({}, { tls: true });
    expect(await failureOf(collector.deliver(order))).toMatchObject({
      isTemporary: true,
      mayHaveArrived: false,
    });
  });

  it.each([
    [500, 'unknown'],
    [429, 'unknown'],
    [404, 'absent'],
  ])('asked for with answer %i is %s', async (status, trace) => {
    const { server, collector, order, trace: traced } = await open();
    await collector.deliver(order);
    server.willAnswerReads(status);
    expect(await traced()).toBe(trace);
  });
});

describe('a later instruction over HTTPS', () => {
  it('is delivered when it has arrived; a withdrawal when the collector has stopped', async () => {
    const { server, collector, target, order } = await open();
    await collector.deliver(order);
    expect(await collector.deliver(instructionOf(target, WORDS.pause))).toMatchObject({ state: 'delivered' });
    const withdrawal = instructionOf(target, WORDS.withdrawal);
    expect(await collector.deliver(withdrawal)).toMatchObject({ state: 'handed over' });
    server.says(KEY, JSON.stringify(reportOf({ revision: 2, status: 'withdrawn' })));
    expect(await collector.ask(KEY, target)).toMatchObject({ status: 'withdrawn' });
  });

  it('about an order that the collector does not know is refused for good', async () => {
    const { collector, target } = await open();
    const failure = await failureOf(collector.deliver(instructionOf(target, WORDS.message)));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(failure.message).toMatch(/404 \(UNKNOWN_ORDER\)/);
  });

  it.each([Act.LOSE_ANSWER, Act.FAIL_AFTERWARDS, Act.DUPLICATE])('%s: it counts once', async (act) => {
    const { server, collector, target, order } = await open();
    await collector.deliver(order);
    server.willDo(act);
    const word = instructionOf(target, WORDS.booking);
    await collector.deliver(word).catch(() => undefined);
    expect(await collector.trace(word.key, word.content)).toBe('unknown');
    await collector.deliver(word);
    expect(server.books.get(KEY)?.instructions.size).toBe(1);
  });
});

describe('a secret', () => {
  it('is read at every call, from the environment or a file, so that a new one counts at once', async () => {
    const file = join(tempFolder(), 'secret');
    writeFileSync(file, `${SECRET}\n`);
    const { server, collector, order, target } = await open({ secret: `file:${file}` });
    await collector.deliver(order);
    writeFileSync(file, 'another secret of both');
    const failure = await failureOf(collector.deliver(instructionOf(target, WORDS.pause)));
    expect(failure).toMatchObject({ isTemporary: true, message: expect.stringContaining('401') });
    writeFileSync(file, SECRET);
    await collector.deliver(instructionOf(target, WORDS.pause));
    expect(server.books.get(KEY)?.instructions.size).toBe(1);
  });

  it.each([
    ['is not there', 'env:MISSING', /environment has no MISSING/],
    ['lies in a file that is not there', 'file:/nowhere/secret', /file \/nowhere\/secret .* \(ENOENT\)/],
    ['is no reference', 'my secret itself', /write env:NAME or file:\/path/],
    ['names a file by half a path', 'file:secret', /write env:NAME or file:\/path/],
    ['is too short', 'env:SHORT', /at least 16/],
  ])('that %s is for an operator to mend, and is not repeated', async (_, secret, reason) => {
    const { server, collector, order } = await open({ secret }, { environment: { SHORT: 'short one' } });
    const failure = await failureOf(collector.deliver(order));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(failureCategoryOf(failure)).toBe('CONFIGURATION');
    expect(failure.message).toMatch(reason);
    expect(failure.message).not.toMatch(/short one|secret itself/);
    expect(server.arrived).toEqual([]);
  });

  it('goes with a certificate that must be there', async () => {
    const folder = tempFolder();
    const { collector, order } = await open({ ca: join(folder, 'gone.pem') }, { tls: true });
    rmSync(folder, { recursive: true });
    expect((await failureOf(collector.deliver(order))).message).toMatch(
      /gone\.pem .*certificate.* \(ENOENT\)/,
    );
  });
});
