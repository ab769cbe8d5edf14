import { beforeAll, describe, expect, it } from 'vitest';
import { takeStep } from '../../../activities/actor/take-step.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { signalsHash } from '../../../config/hash.ts';
import type { LevelContent } from '../../../contracts/effects.ts';
import { levelEffectKey } from '../../../contracts/ids.ts';
import { contentOf } from '../../../db/effects/effects.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { consentsOf } from '../../../db/signals/customers.ts';
import { findSignalSettings, publishSignalSettings } from '../../../db/signals/settings.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { parseLinkKeys, readOptOutToken } from '../../../gather/signals/opt-out-link.ts';
import { createSources } from '../../../gather/sources.ts';
import { AS_OF, day, signalDesk } from './signal-desk.ts';

const desk = signalDesk();
const KEYS = 'a:0123456789abcdef';
const OWED = (number: string, customer: string) =>
  `number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn
${number},${customer},2025-12-01,2025-12-31,125.00,EUR,reminder-2,2026-02-01
`;

beforeAll(async () => {
  await desk.db.transaction(async (tx) => {
    const before = (await findSignalSettings(tx, 'acme'))?.settings;
    if (before === undefined) throw new Error('no settings');
    const optOutLink = { url: 'https://pay.example.com/opt-out', keys: 'OPT_OUT_KEYS', days: 30 };
    const settings = { ...before, letter: { offer: true, optOutLink } };
    await publishSignalSettings(tx, {
      creditor: 'acme',
      hash: signalsHash(settings),
      settings,
      at: AS_OF,
      by: 'test',
    });
  });
});

/** Sends the notice of a customer's invoice and says what it offered, and what is on record afterwards. */
async function noticeTo(customer: string, columns: string, secrets: Record<string, string> = {}) {
  const number = `L-${customer}`;
  await desk.takeIn({ customers: columns, invoices: OWED(number, customer) });
  const row = await desk.db.read((tx) => findInvoiceByNumber(tx, 'acme', number));
  const asOf = Math.max(AS_OF, row?.nextAt ?? 0);
  const deps = { ...desk.deps, sources: createSources(false, false, secrets) };
  await takeStep(INVOICES, deps, Step.SEND_NOTICE, { creditor: 'acme', number, asOf });
  const key = levelEffectKey('acme', number, 1, 'notice');
  const id = await desk.customerId(customer);
  return desk.db.read(async (tx) => ({
    offer: ((await contentOf(tx, key)) as LevelContent | undefined)?.signalOffer,
    consents: (await consentsOf(tx, id)).map(({ status, onDay, text }) => ({
      status,
      on: formatDay(onDay),
      text,
    })),
  }));
}

describe('the final reminder of a creditor that sends signals', () => {
  it('offers to pass contact data on, and the offer is on record once it arrived', async () => {
    const { offer, consents } = await noticeTo('L1', 'customer,name\nL1,N\n');
    expect(offer).toEqual({ optOutLink: null });
    expect(consents).toEqual([
      { status: 'offered', on: '2026-03-03', text: expect.stringMatching(/gemeente/) },
    ]);
  });

  it('has a link that opts out, for as long as the creditor says, when there are keys', async () => {
    const { offer, consents } = await noticeTo('L2', 'customer,name\nL2,N\n', { OPT_OUT_KEYS: KEYS });
    const token = offer?.optOutLink?.split('/').at(-1) ?? '';
    expect(offer?.optOutLink).toMatch(/^https:\/\/pay\.example\.com\/opt-out\//);
    const read = (today: string) => readOptOutToken(parseLinkKeys(KEYS), token, day(today));
    expect(read('2026-04-02')).toMatchObject({ ok: true, creditor: 'acme', customer: 'L2' });
    expect(read('2026-04-03')).toMatchObject({ ok: false, because: 'EXPIRED' });
    expect(JSON.stringify(consents)).not.toContain(token);
  });

  it.each(['short:secret', 'no key', ','])('goes out without a link when the keys are %j', async (keys) => {
    const customer = `K${keys.length}`;
    const { offer } = await noticeTo(customer, `customer,name\n${customer},N\n`, { OPT_OUT_KEYS: keys });
    expect(offer).toEqual({ optOutLink: null });
  });

  it.each([
    ['a business', 'customer,name,kind\nL3,N,business\n', 'L3'],
    ['a sole trader', 'customer,name,registerNumber\nL4,N,12345678\n', 'L4'],
    ['a customer who opted out', 'customer,name,signalOptOut\nL5,N,PRIVACY\n', 'L5'],
  ])('offers nothing to %s', async (_, columns, customer) => {
    expect(await noticeTo(customer, columns)).toEqual({ offer: undefined, consents: [] });
  });

  it('leaves what a customer answered as the last word', async () => {
    const { offer, consents } = await noticeTo(
      'L6',
      'customer,name,signalConsent,signalConsentOn\nL6,N,refused,2026-02-01\n',
    );
    expect(offer).toBeDefined();
    expect(consents.map(({ status }) => status)).toEqual(['refused']);
  });
});
