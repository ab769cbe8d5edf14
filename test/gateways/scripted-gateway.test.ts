import { describe, expect, it } from 'vitest';
import { levelParcel } from './contents.ts';
import { failureOf } from './failure-of.ts';
import { Act, createScriptedGateway, createScriptedGateways } from './scripted-gateway.ts';

const parcel = levelParcel();

describe('a scripted gateway', () => {
  it('does act by act what it is told, then delivers', async () => {
    const gateway = createScriptedGateway({ acts: [Act.FAIL_TEMPORARILY, Act.FAIL_FOR_GOOD] });
    expect(await failureOf(gateway.deliver(parcel))).toMatchObject({
      isTemporary: true,
      mayHaveArrived: false,
    });
    expect(await failureOf(gateway.deliver(parcel))).toMatchObject({
      isTemporary: false,
      mayHaveArrived: false,
    });
    expect((await gateway.deliver(parcel)).state).toBe('delivered');
    expect([gateway.attempts.length, gateway.arrived.length]).toEqual([3, 1]);
  });

  it('loses an answer after taking the parcel, and knows of it when asked', async () => {
    const gateway = createScriptedGateway({ acts: [Act.LOSE_THE_ANSWER] });
    expect(await failureOf(gateway.deliver(parcel))).toMatchObject({ mayHaveArrived: true });
    expect(await gateway.trace(parcel.key, parcel.content)).toBe('delivered');
  });

  it('looks from outside the same when it took nothing', async () => {
    const gateway = createScriptedGateway({ acts: [Act.BREAK_OFF], traces: 'unknown' });
    expect(await failureOf(gateway.deliver(parcel))).toMatchObject({ mayHaveArrived: true });
    expect(await gateway.trace(parcel.key, parcel.content)).toBe('unknown');
    expect(gateway.arrived).toEqual([]);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])('with dedupes %s has a key handed over twice %i times', async (dedupes, times) => {
    const gateway = createScriptedGateway({ dedupes });
    await gateway.deliver(parcel);
    await gateway.deliver(parcel);
    expect(gateway.arrived).toHaveLength(times);
  });

  it('hangs until it is released', async () => {
    const gateway = createScriptedGateway({ afterwards: Act.HANG });
    const attempt = failureOf(gateway.deliver(parcel));
    expect(gateway.hanging).toBe(1);
    gateway.release();
    expect(await attempt).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(gateway.hanging).toBe(0);
  });

  it('throws a fault of its own, and can hand over without delivering', async () => {
    const gateway = createScriptedGateway();
    gateway.willDo(Act.THROW, Act.HAND_OVER);
    await expect(gateway.deliver(parcel)).rejects.toThrow(TypeError);
    expect((await gateway.deliver(parcel)).state).toBe('handed over');
  });

  it('stands on every channel', async () => {
    const gateways = createScriptedGateways({ letter: { afterwards: Act.FAIL_FOR_GOOD } });
    await failureOf(gateways.letter.deliver(parcel));
    await gateways.email.deliver(parcel);
    expect([gateways.letter.arrived.length, gateways.email.arrived.length]).toEqual([0, 1]);
  });
});
