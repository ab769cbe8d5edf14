import { describe, expect, it } from 'vitest';
import type { SignalContent } from '../../../contracts/signals.ts';
import { SignalRejected } from '../../../gateways/municipalities/port.ts';
import { type Delivery, isReceived } from '../../../gateways/port.ts';
import { failureOf } from '../failure-of.ts';
import { Act, AS_OF, fileMunicipality, httpsMunicipality } from './municipality.ts';
import { crisis, early, removal } from './signals.ts';

const delivery = (content: SignalContent): Delivery<SignalContent> => ({
  key: content.reference,
  content,
  asOf: AS_OF,
});
const KEY = early().reference;

/** What every gateway to a municipality has to do, whatever way it goes. */
describe.each([
  ['over HTTPS', httpsMunicipality],
  ['by files', fileMunicipality],
])('a gateway to a municipality %s', (_, open) => {
  it('hands over what was frozen, and brings the other side’s id', async () => {
    const { gateway, kept } = await open();
    const receipt = await gateway.deliver(delivery(early()));
    expect(receipt).toEqual({ state: 'delivered', providerId: 'id-1' });
    expect(kept().get(KEY)).toMatchObject({
      format: 'dunwell/signal/1',
      action: 'create',
      type: 'early',
      on: '2026-03-03',
      creditor: { id: 'acme', sector: 'energy', participant: '12345' },
      customer: { reference: 'C-100', birthDate: '1980-02-29', postcode: '1015 AA' },
      arrears: { amount: '412.50', currency: 'EUR', originOn: '2025-12-31' },
      contactAttempts: [{ on: '2026-02-20', channel: 'phone', outcome: 'not reached' }],
      consent: { status: 'offered', on: '2026-02-10' },
      disconnection: null,
    });
  });

  it('tells create, update and remove apart, and what they are about', async () => {
    const { gateway, kept } = await open();
    for (const content of [early(), crisis(), removal()]) await gateway.deliver(delivery(content));
    expect([...kept().values()].map(({ action, type, replaces }) => [action, type, replaces])).toEqual([
      ['create', 'early', null],
      ['update', 'crisis', KEY],
      ['remove', 'early', crisis().reference],
    ]);
    expect(kept().get(crisis().reference)?.disconnection).toEqual({
      kind: 'disconnection',
      plannedOn: '2026-05-01',
      contract: 'E-77',
    });
    expect(kept().get(removal().reference)?.arrears).toBeNull();
  });

  it('handed the same signal twice, the service has it once', async () => {
    const { gateway, kept, willDo } = await open();
    willDo(Act.RECEIVE, Act.RECEIVE);
    const first = await gateway.deliver(delivery(early()));
    expect(await gateway.deliver(delivery(early()))).toEqual(first);
    expect(kept().size).toBe(1);
    expect(gateway.dedupes).toBe(true);
  });

  it('a signal that something on the way delivers twice is one signal', async () => {
    const { gateway, kept, arrived, willDo } = await open();
    willDo(Act.DUPLICATE);
    await gateway.deliver(delivery(early()));
    expect([arrived().length, kept().size]).toEqual([2, 1]);
  });

  it('word that comes later is found by the reference', async () => {
    const { gateway, willDo, says } = await open();
    willDo(Act.RECEIVE);
    expect(await gateway.deliver(delivery(early()))).toMatchObject({ state: 'handed over' });
    expect([await gateway.answer(KEY), await gateway.trace(KEY, null)]).toEqual([null, 'handed over']);
    says(KEY, { state: 'acknowledged', id: 'V-1' });
    expect(await gateway.answer(KEY)).toEqual({ state: 'acknowledged', id: 'V-1' });
    expect(await gateway.trace(KEY, null)).toBe('delivered');
  });

  it('a rejection that comes later has its code', async () => {
    const { gateway, willDo, says } = await open();
    willDo(Act.RECEIVE);
    await gateway.deliver(delivery(early()));
    says(KEY, { state: 'rejected', code: 'DUPLICATE_REPORT' });
    expect(await gateway.answer(KEY)).toEqual({ state: 'rejected', code: 'DUPLICATE_REPORT', id: null });
  });

  it('a rejection at once is final, with its code, and names nobody', async () => {
    const { gateway, willDo } = await open();
    willDo(Act.REJECT);
    const failure = await failureOf(gateway.deliver(delivery(early())));
    expect(failure).toBeInstanceOf(SignalRejected);
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false, code: 'NOT_IN_MUNICIPALITY' });
    expect(failure.message).not.toMatch(/Jansen|Keizersgracht/);
  });

  it.each([Act.LOSE_ANSWER, Act.DELAY])('%s: it is found, and handing it over again is once', async (act) => {
    const { gateway, kept, willDo } = await open();
    willDo(act);
    await expect(gateway.deliver(delivery(early()))).rejects.toThrow();
    expect(isReceived(await gateway.trace(KEY, early()))).toBe(true);
    await gateway.deliver(delivery(early()));
    expect(kept().size).toBe(1);
  });

  it('a signal that never got there is absent, and goes with the next attempt', async () => {
    const { gateway, kept, willDo } = await open();
    willDo(Act.LOSE_SIGNAL);
    expect(await failureOf(gateway.deliver(delivery(early())))).toMatchObject({ isTemporary: true });
    expect(await gateway.trace(KEY, early())).toBe('absent');
    await gateway.deliver(delivery(early()));
    expect(kept().size).toBe(1);
  });

  it('an answer nobody understands is no word yet', async () => {
    const { gateway, willDo } = await open();
    willDo(Act.MUMBLE);
    expect(await gateway.deliver(delivery(early()))).toMatchObject({ state: 'handed over' });
    expect(await gateway.answer(KEY)).toBeNull();
  });

  it('a reference nobody handed over is absent', async () => {
    const { gateway } = await open();
    expect(await gateway.trace('signal/acme/C-1/9', null)).toBe('absent');
    expect(await gateway.answer('signal/acme/C-1/9')).toBeNull();
  });

  it.each([
    ['reports no arrears', early({ arrears: null }), /no arrears/],
    ['reports arrears of nothing', early({ arrears: { ...early().arrears!, amount: 0 } }), /no arrears/],
    ['lacks the birth date', early({ customer: { ...early().customer, birthDate: null } }), /birth date/],
    ['lacks the postcode', early({ customer: { ...early().customer, postcode: null } }), /postcode/],
    ['is an update of nothing', crisis({ replaces: null }), /to update/],
    ['takes nothing back', removal({ replaces: null }), /to remove/],
  ])('a signal that %s never leaves', async (_what, content, reason) => {
    const { gateway, kept } = await open();
    const failure = await failureOf(gateway.deliver(delivery(content)));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(failure.message).toMatch(reason);
    expect(kept().size).toBe(0);
  });
});
