import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CaseEvent } from '../../../domain/case/machine.ts';
import { createCollectors } from '../../../gateways/collectors/collectors.ts';
import { randomRuns } from '../../db/test-database.ts';
import { Act, startMisbehavingCollector } from '../../gateways/collectors/misbehaving-collector.ts';
import { ENVIRONMENT, reportOf, SECRET } from '../../gateways/collectors/samples.ts';
import { tempFolder } from '../../gateways/temp-folder.ts';
import { CaseDesk, HTTPS } from './case-desk.ts';

const ORDER = 'case/acme/test-case/order';
const HOUR_MS = 3_600_000;

/** A case of a desk that reaches a real collector on this machine. */
async function open() {
  const server = await startMisbehavingCollector({ secret: SECRET });
  const collectors = createCollectors({ folder: tempFolder(), environment: ENVIRONMENT });
  const close = async () => {
    await collectors.close();
    await server.close();
  };
  const settings = {
    kind: 'https',
    url: server.url,
    secret: 'env:COLLECTOR_SECRET',
    timeoutSeconds: 0.3,
    askEveryMinutes: 60,
  } as const;
  const desk = await CaseDesk.open(undefined, [{ ...HTTPS, collector: settings }], collectors);
  const reference = await desk.create();
  /** Lets time pass, attempt by attempt, until the collector has been asked once more. */
  const goOn = async () => {
    const until = desk.now + 12 * HOUR_MS;
    for (let plan = await desk.run(reference); plan.at !== null && plan.at <= until; ) {
      desk.now = Math.max(desk.now, plan.at);
      plan = await desk.run(reference);
    }
    desk.now = until;
  };
  return { server, desk, reference, goOn, close };
}

async function opened() {
  const subject = await open();
  onTestFinished(() => subject.close());
  return subject;
}

describe('an order of a case, whatever its collector does,', () => {
  const troubles: readonly (readonly Act[])[] = [
    [Act.LOSE_MESSAGE],
    [Act.LOSE_ANSWER],
    [Act.CUT_ANSWER],
    [Act.DELAY],
    [Act.DUPLICATE],
    [Act.MUMBLE],
    [Act.FAIL],
    [Act.FAIL_AFTERWARDS],
    [Act.BUSY],
    [Act.DENY],
    [Act.FAIL, Act.LOSE_ANSWER],
    [Act.BUSY, Act.FAIL, Act.LOSE_MESSAGE, Act.CUT_ANSWER],
  ];

  it.each(troubles.map((acts) => ({ acts, says: acts.join(', then ') })))(
    'is taken once and processed: $says',
    async ({ acts }) => {
      const { server, desk, reference, goOn } = await opened();
      server.willDo(...acts);
      await desk.say(reference, 'markAsPrepared');
      await goOn();
      expect(await desk.row(reference)).toMatchObject({ state: 'PROCESSING', attention: null });
      expect([...server.books.keys()]).toEqual([ORDER]);
    },
  );

  it('is asked for until the collector decides', async () => {
    const { server, desk, reference, goOn } = await opened();
    server.willDo(Act.RECEIVE);
    await desk.say(reference, 'markAsPrepared');
    expect(await desk.row(reference)).toMatchObject({ state: 'PENDING' });
    const receipts = [{ id: 'r-1', amount: '20.00', currency: 'CHF', on: '2026-06-01' }];
    server.says(ORDER, JSON.stringify(reportOf({ order: ORDER, revision: 2, receipts })));
    await goOn();
    expect(await desk.row(reference)).toMatchObject({ state: 'PROCESSING', collected: 2_000 });
  });

  it('fails the case when it is refused for good, and says whose it is to mend', async () => {
    const { server, desk, reference } = await opened();
    server.willDo(Act.REFUSE);
    await desk.say(reference, 'markAsPrepared');
    expect(await desk.row(reference)).toMatchObject({
      state: 'FAILED',
      failureCategory: 'END_USER',
      failureReason: expect.stringContaining('UNKNOWN_COUNTRY'),
    });
    expect(server.books.size).toBe(0);
  });
});

it('a report that cannot be read asks a person, once, and is read when it is mended', async () => {
  const { server, desk, reference, goOn } = await opened();
  await desk.say(reference, 'markAsPrepared');
  const receipt = { id: 'r-1', amount: 20, currency: 'CHF', on: '2026-06-01' };
  server.says(ORDER, JSON.stringify(reportOf({ order: ORDER, revision: 2, receipts: [receipt] })));
  await goOn();
  expect(await desk.row(reference)).toMatchObject({ attention: 'COLLECTOR_CONTRADICTS', collected: 0 });
  await goOn();
  const conflicts = (await desk.events(reference)).filter(({ event }) => event === CaseEvent.CONFLICT);
  expect(conflicts.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/receipts\[0\]\.amount: 20 stands without quotes/),
  ]);
  server.says(
    ORDER,
    JSON.stringify(reportOf({ order: ORDER, revision: 2, receipts: [{ ...receipt, amount: '20.00' }] })),
  );
  await goOn();
  expect(await desk.row(reference)).toMatchObject({ collected: 2_000 });
});

it('any trouble on the way leaves one order, and each later instruction once', async () => {
  const trouble = [
    Act.ACCEPT,
    Act.RECEIVE,
    Act.LOSE_MESSAGE,
    Act.LOSE_ANSWER,
    Act.CUT_ANSWER,
    Act.DUPLICATE,
    Act.MUMBLE,
    Act.FAIL,
    Act.FAIL_AFTERWARDS,
    Act.BUSY,
    Act.DENY,
  ] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...trouble), { maxLength: 8 }), async (acts) => {
      const { server, desk, reference, goOn, close } = await open();
      try {
        server.willDo(...acts);
        await desk.say(reference, 'markAsPrepared');
        await goOn();
        server.says(ORDER, JSON.stringify(reportOf({ order: ORDER, revision: 2 })));
        await goOn();
        await desk.say(reference, 'pause', { reason: 'talks' });
        await goOn();
        await desk.say(reference, 'resume');
        await goOn();
        await desk.say(reference, 'withdraw', { reason: 'settled' });
        await goOn();
        server.says(ORDER, JSON.stringify(reportOf({ order: ORDER, revision: 3, status: 'withdrawn' })));
        await goOn();
        expect(await desk.row(reference)).toMatchObject({ state: 'CLOSED', outcome: 'WITHDRAWN' });
        expect([...server.books.keys()]).toEqual([ORDER]);
        const [book] = server.books.values();
        expect([...(book?.instructions.values() ?? [])].map(({ instruction }) => instruction.kind)).toEqual([
          'pause',
          'resume',
          'withdrawal',
        ]);
      } finally {
        await close();
      }
    }),
    { numRuns: randomRuns(15), seed: 20_260_601 },
  );
}, 120_000);
