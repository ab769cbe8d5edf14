import { describe, expect, it } from 'vitest';
import { levelDelivery } from './contents.ts';
import { failureOf } from './failure-of.ts';
import { Act, createScriptedGateway, createScriptedGateways } from './scripted-gateway.ts';

const delivery = levelDelivery();

describe('a scripted gateway', () => {
  it('does act by act what it is told, then delivers', async () => {
    const gateway = createScriptedGateway({ acts: [Act.FAIL_TEMPORARILY, Act.FAIL_FOR_GOOD] });
    expect(await failureOf(gateway.deliver(delivery))).toMatchObject({
      isTemporary: true,
      mayHaveArrived: false,
    });
    expect(await failureOf(gateway.deliver(delivery))).toMatchObject({
      isTemporary: false,
      mayHaveArrived: false,
    });
    expect((await gateway.deliver(delivery)).state).toBe('delivered');
    expect([gateway.attempts.length, gateway.arrived.length]).toEqual([3, 1]);
  });

  it('loses an answer after taking the delivery, and knows of it when asked', async () => {
    const gateway = createScriptedGateway({ acts: [Act.LOSE_THE_ANSWER] });
    expect(await failureOf(gateway.deliver(delivery))).toMatchObject({ mayHaveArrived: true });
    expect(await gateway.trace(delivery.key, delivery.content)).toBe('delivered');
  });

  it('looks from outside the same when it took nothing', async () => {
    const gateway = createScriptedGateway({ acts: [Act.BREAK_OFF], traces: 'unknown' });
    expect(await failureOf(gateway.deliver(delivery))).toMatchObject({ mayHaveArrived: true });
    expect(await gateway.trace(delivery.key, delivery.content)).toBe('unknown');
    expect(gateway.arrived).toEqual([]);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])('with dedupes %s has a key handed over twice %i times', async (dedupes, times) => {
    const gateway = createScriptedGateway({ dedupes });
    await gateway.deliver(delivery);
    await gateway.deliver(delivery);
    expect(gateway.arrived).toHaveLength(times);
  });

  it('hangs until it is released', async () => {
    const gateway = createScriptedGateway({ afterwards: Act.HANG });
    const attempt = failureOf(gateway.deliver(delivery));
    expect(gateway.hanging).toBe(1);
    gateway.release();
    expect(await attempt).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(gateway.hanging).toBe(0);
  });

  it('throws a fault of its own, and can hand over without delivering', async () => {
    const gateway = createScriptedGateway();
    gateway.willDo(Act.THROW, Act.HAND_OVER);
    await expect(gateway.deliver(delivery)).rejects.toThrow(TypeError);
    expect((await gateway.deliver(delivery)).state).toBe('handed over');
  });

  it('stands on every channel', async () => {
    const gateways = createScriptedGateways({ letter: { afterwards: Act.FAIL_FOR_GOOD } });
    await failureOf(gateways.letter.deliver(delivery));
    await gateways.email.deliver(delivery);
    expect([gateways.letter.arrived.length, gateways.email.arrived.length]).toEqual([0, 1]);
  });
});
