import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectAnswers } from '../../../activities/signals/collect-answers.ts';
import { findSignal, signalsOf } from '../../../db/signals/signals.ts';
import { fileNameOf } from '../../../gateways/file-name.ts';
import { createMunicipalityGateways } from '../../../gateways/municipalities/gateways.ts';
import { temporaryFolder } from '../../workflows/temporary-folder.ts';
import { AS_OF, signalDesk } from './signal-desk.ts';

const desk = signalDesk();
const outbox = temporaryFolder('dunwell-answers-');
const { of } = createMunicipalityGateways({ folder: outbox, secrets: {} });
const says = (reference: string, answer: object | string) => {
  const folder = join(outbox, 'ris', 'answers');
  mkdirSync(folder, { recursive: true });
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  writeFileSync(join(folder, fileNameOf(reference, '.json')), text);
};
const collect = async (municipalities = of) => {
  const odd: string[] = [];
  const answered = await collectAnswers({ ...desk.deps, municipalities }, AS_OF, odd);
  return { answered, odd };
};
const stateOf = async (key: string) => (await desk.db.read((tx) => findSignal(tx, key)))?.state;
const reported = async (customer: string, sentOn = '2026-03-01') => {
  await desk.takeIn({ customers: `customer,name\n${customer},N\n` });
  return desk.signal(customer, sentOn);
};

describe('what a service says later', () => {
  it('is taken in once: received with its id, or rejected with its code', async () => {
    const [taken, refused, silent] = [await reported('K-1'), await reported('K-2'), await reported('K-3')];
    says(taken, { state: 'acknowledged', id: 'V-9' });
    says(refused, { state: 'rejected', code: 'UNKNOWN_PARTICIPANT' });
    says(silent, { state: 'received' });
    expect(await collect()).toEqual({ answered: 2, odd: [] });
    expect(await desk.db.read((tx) => findSignal(tx, taken))).toMatchObject({
      state: 'acknowledged',
      municipalityReference: 'V-9',
    });
    expect(await desk.db.read((tx) => findSignal(tx, refused))).toMatchObject({
      state: 'rejected',
      rejectedCode: 'UNKNOWN_PARTICIPANT',
    });
    expect(await stateOf(silent)).toBe('sent');
    expect(await collect()).toEqual({ answered: 0, odd: [] });
  });

  it('is asked for during sixty days, and not after', async () => {
    const [old, young] = [await reported('K-4', '2026-01-01'), await reported('K-5', '2026-01-02')];
    for (const key of [old, young]) says(key, { state: 'acknowledged', id: 'V' });
    await collect();
    expect([await stateOf(old), await stateOf(young)]).toEqual(['sent', 'acknowledged']);
  });

  it('is asked for in turn: one that stays silent keeps none behind it waiting', async () => {
    await desk.takeIn({ customers: 'customer,name\nK-6,N\n' });
    const keys: string[] = [];
    for (let i = 0; i < 60; i++) keys.push(await desk.signal('K-6', '2026-03-01'));
    const last = keys.at(-1) ?? '';
    says(last, { state: 'acknowledged', id: 'V' });
    await collect();
    await collect();
    expect(await stateOf(last)).toBe('acknowledged');
    const id = await desk.customerId('K-6');
    const states = (await desk.db.read((tx) => signalsOf(tx, id))).map(({ state }) => state);
    expect(states.filter((state) => state === 'sent')).toHaveLength(59);
  });

  it('cannot be asked for: that is said, once per creditor, and the rest goes on', async () => {
    const away = () => {
      throw new Error('the share is not mounted');
    };
    expect(await collect(away)).toEqual({
      answered: 0,
      odd: ['The gateway ris of acme cannot be asked for answers: the share is not mounted'],
    });
  });
});
