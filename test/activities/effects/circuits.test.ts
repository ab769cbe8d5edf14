import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Circuits } from '../../../activities/effects/circuits.ts';
import { tryOnce } from '../../../activities/effects/try-once.ts';
import { gatewaysAway } from '../../../db/effects/circuits.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { GatewayFailure } from '../../../gateways/port.ts';
import { reminder } from '../../gateways/contents.ts';
import { Act, createScriptedGateway, type Script } from '../../gateways/scripted-gateway.ts';
import { letterDesk } from '../invoice/a-letter-desk.ts';

const AT = Date.parse('2026-03-03T09:00:00Z');
const TIME = { asOf: AT, limitMs: 20 };

function hangs(limitMs = TIME.limitMs) {
  const gateway = createScriptedGateway({ afterwards: Act.HANG });
  onTestFinished(() => gateway.release());
  return Object.assign(gateway, { limitMs });
}

const through = (circuits: Circuits, name: string, gateway: Parameters<typeof tryOnce>[0], at = AT) =>
  circuits.through(name, { ...TIME, asOf: at }, () =>
    tryOnce(gateway, { key: 'k', content: reminder() }, at),
  );

const times = <T>(n: number, work: () => Promise<T>) => Promise.all(Array.from({ length: n }, work));

describe('a gateway that hangs', () => {
  it('has its time, and what it was handed may have arrived', async () => {
    const gateway = Object.assign(createScriptedGateway({ afterwards: Act.HANG, traces: 'unknown' }), {
      limitMs: 20,
    });
    onTestFinished(() => gateway.release());
    expect(await tryOnce(gateway, { key: 'k', content: reminder() }, AT)).toMatchObject({
      ...{ kind: 'delayed', mayHaveArrived: true, error: 'No answer within 20 ms.' },
    });
    const unsure = Object.assign(
      createScriptedGateway({ afterwards: Act.HANG, dedupes: false, traces: 'unknown' }),
      {
        limitMs: 20,
      },
    );
    onTestFinished(() => unsure.release());
    expect(await tryOnce(unsure, { key: 'k', content: reminder() }, AT)).toMatchObject({ kind: 'uncertain' });
  });

  it('takes only so many places, while others are handed theirs at once', async () => {
    const circuits = new Circuits();
    const slow = hangs(1_500);
    const works = createScriptedGateway();
    const stuck = times(20, () => through(circuits, 'slow', slow));
    const others = await times(20, () => through(circuits, 'works', works));
    expect(others.every(({ attempt }) => attempt.kind === 'delivered')).toBe(true);
    expect(slow.hanging).toBeLessThanOrEqual(6);
    const ends = await stuck;
    // Those that came too late did not count as attempts.
    expect(ends.filter(({ attempt }) => 'isUntried' in attempt).length).toBeGreaterThanOrEqual(8);
  });

  it('is left alone after some failures, tried by one, and used again once that arrives', async () => {
    const circuits = new Circuits();
    const gateway = createScriptedGateway({ acts: Array(5).fill(Act.FAIL_TEMPORARILY) });
    for (let i = 0; i < 5; i++) await through(circuits, 'mail', gateway);
    expect(circuits.all().get('mail')).toMatchObject({ state: 'open', failures: 5 });
    const refused = await times(10, () => through(circuits, 'mail', gateway, AT + 1000));
    expect(gateway.attempts).toHaveLength(5);
    expect(refused[0]?.attempt).toMatchObject({
      ...{ kind: 'delayed', isUntried: true, mayHaveArrived: false },
      error: expect.stringMatching(/^Its gateway has been away since 2026-03-03/),
    });
    const later = await times(10, () => through(circuits, 'mail', gateway, AT + 60_000));
    expect(later.filter(({ attempt }) => attempt.kind === 'delivered')).toHaveLength(1);
    expect(circuits.all().get('mail')).toMatchObject({ state: 'closed' });
    expect((await through(circuits, 'mail', gateway, AT + 60_000)).attempt.kind).toBe('delivered');
  });

  it.each<[string, { isTemporary: boolean; isAboutOne?: boolean }]>([
    ['refuses single ones for good', { isTemporary: false }],
    ['cannot take single ones now', { isTemporary: true, isAboutOne: true }],
  ])('is not the same as one that %s', async (_, failure) => {
    const circuits = new Circuits();
    const gateway = createScriptedGateway();
    vi.spyOn(gateway, 'deliver').mockRejectedValue(
      new GatewayFailure('not this one', { mayHaveArrived: false, ...failure }),
    );
    await times(20, () => through(circuits, 'mail', gateway));
    expect(circuits.all().get('mail')).toMatchObject({ state: 'closed', failures: 0 });
  });
});

it('a letter whose gateway is away waits without an attempt, and a pause is served meanwhile', async () => {
  const away: Script = { acts: Array(5).fill(Act.FAIL_TEMPORARILY) };
  const desk = await letterDesk(undefined, { email: away });
  const circuits = new Circuits();
  Object.assign(desk.deps, { circuits });
  Object.assign(desk.gateways.email, { circuitOf: () => 'mail' });
  for (let i = 0; i < 4; i++) await through(circuits, 'mail', desk.gateways.email);
  await desk.step(Step.SEND_REMINDER);
  expect(await desk.deps.db.read(gatewaysAway)).toMatchObject([{ name: 'mail', failures: 5 }]);
  await desk.step(Step.HAND_OVER, 3);
  await desk.step(Step.HAND_OVER, 3);
  expect(desk.left()).toEqual(['email r1']);
  expect(await desk.deps.db.read(gatewaysAway)).toEqual([]);
});
