import { describe, expect, it } from 'vitest';
import {
  cancelEffect,
  claimEffect,
  contentOf,
  delayEffect,
  effectsOf,
  failingEffects,
  findEffect,
  finishEffect,
  flagSentInside,
  listEffects,
  pendingEffectOf,
  planEffect,
  planForLater,
  rerouteEffect,
  rewriteEffect,
  stuckEffects,
} from '../../../db/effects/effects.ts';
import { findInvoice, saveInvoice } from '../../../db/invoice/invoices.ts';
import type { Tx } from '../../../db/tx.ts';
import { NEW_INVOICE } from '../../../domain/invoice/facts.ts';
import { eraseContent } from '../erase-contents.ts';
import { addCase, addInvoice, day, instant, letter } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const KEY = letter(1).key;
const NOON = instant('2026-02-09T12:00:00Z');
const delivered = {
  state: 'delivered',
  providerId: 'p-1',
  deliveredOn: day('2026-02-09'),
  finishedAt: NOON,
} as const;

async function inOne(work: (tx: Tx, invoiceId: number) => Promise<void>): Promise<void> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => work(tx, (await addInvoice(tx, '1001')).id));
}

describe('Planning an effect', () => {
  it('claims its first attempt and keeps what is sent', () =>
    inOne(async (tx, id) => {
      expect(await planEffect(tx, letter(id))).toBe('claimed');
      expect(await findEffect(tx, KEY)).toMatchObject({
        invoiceId: id,
        state: 'handing over',
        attempts: 1,
        attemptToken: 'attempt-1',
        nextAttemptAt: letter(id).leaseUntil,
        sentInsideHold: false,
        finishedAt: null,
      });
      expect(await contentOf(tx, KEY)).toEqual({ text: 'Please pay.' });
    }));

  it('a second time under the same key answers with the first and changes nothing', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      const again = await planEffect(tx, letter(id, { attemptToken: 'other', content: 'other' }));
      expect(again).toMatchObject({ key: KEY, attemptToken: 'attempt-1', state: 'handing over' });
      expect(await contentOf(tx, KEY)).toEqual({ text: 'Please pay.' });
    }));

  it('takes a cancelled one up again with what is asked for now', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      await delayEffect(tx, KEY, { nextAttemptAt: NOON, lastError: 'away' });
      expect(await cancelEffect(tx, KEY, NOON)).toBe(true);
      expect(await pendingEffectOf(tx, id)).toBeNull();
      expect(await planEffect(tx, letter(id, { attemptToken: 'new', amount: 5_000, content: 'less' }))).toBe(
        'claimed',
      );
      expect(await findEffect(tx, KEY)).toMatchObject({
        state: 'handing over',
        attempts: 1,
        amount: 5_000,
        lastError: 'away',
        finishedAt: null,
      });
      expect(await contentOf(tx, KEY)).toBe('less');
    }));
});

describe('An attempt', () => {
  it('is claimed once after a delay', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      expect(await delayEffect(tx, KEY, { nextAttemptAt: NOON, lastError: 'away' })).toBe(true);
      expect(await findEffect(tx, KEY)).toMatchObject({
        state: 'planned',
        attemptToken: null,
        lastError: 'away',
      });
      const attempt = { attemptToken: 'second', leaseUntil: NOON + 1000, at: NOON };
      expect(await claimEffect(tx, KEY, attempt)).toBe(true);
      expect(await claimEffect(tx, KEY, { ...attempt, attemptToken: 'third' })).toBe(false);
      expect(await findEffect(tx, KEY)).toMatchObject({ attempts: 2, attemptToken: 'second' });
    }));

  it('is taken over when its lease has run out, not a moment before', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      const { leaseUntil } = letter(id);
      const attempt = { attemptToken: 'second', leaseUntil: leaseUntil + 1000 };
      expect(await claimEffect(tx, KEY, { ...attempt, at: leaseUntil - 1 })).toBe(false);
      expect(await claimEffect(tx, KEY, { ...attempt, at: leaseUntil })).toBe(true);
    }));

  it('that lost its claim can neither finish nor delay nor reroute the effect', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      const stranger = { attemptToken: 'stranger' };
      expect(await finishEffect(tx, KEY, { ...delivered, ...stranger })).toBe(false);
      expect(await delayEffect(tx, KEY, { nextAttemptAt: 0, lastError: '', ...stranger })).toBe(false);
      const away = { nextAttemptAt: 0, lastError: '', channel: 'post', ...stranger };
      expect(await rerouteEffect(tx, KEY, away)).toBe(false);
      expect(await findEffect(tx, KEY)).toMatchObject({ state: 'handing over', channel: 'mail' });
      expect(await finishEffect(tx, KEY, { ...delivered, attemptToken: 'attempt-1' })).toBe(true);
    }));

  it('finished keeps what a later receipt does not repeat, and drops what it takes back', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      await finishEffect(tx, KEY, { ...delivered, state: 'handed over' });
      await finishEffect(tx, KEY, { state: 'delivered', finishedAt: NOON });
      expect(await findEffect(tx, KEY)).toMatchObject({
        providerId: 'p-1',
        deliveredOn: delivered.deliveredOn,
      });
      await finishEffect(tx, KEY, { state: 'bounced', finishedAt: NOON, deliveredOn: null });
      expect(await findEffect(tx, KEY)).toMatchObject({ providerId: 'p-1', deliveredOn: null });
      expect(await finishEffect(tx, 'unknown', delivered)).toBe(false);
    }));

  it('delivered is neither delayed nor cancelled', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      await finishEffect(tx, KEY, delivered);
      expect(await delayEffect(tx, KEY, { nextAttemptAt: 0, lastError: '' })).toBe(false);
      expect(await cancelEffect(tx, KEY, NOON)).toBe(false);
      expect(await claimEffect(tx, KEY, { attemptToken: 'x', leaseUntil: 1, at: NOON })).toBe(false);
    }));

  it('under way is not cancelled: a gateway may have it', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      expect(await cancelEffect(tx, KEY, NOON)).toBe(false);
    }));

  it('goes out on another channel under the same key, rendered anew', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      await finishEffect(tx, KEY, { ...delivered, state: 'bounced' });
      const post = { channel: 'post', nextAttemptAt: NOON, lastError: 'It came back.' };
      expect(await rerouteEffect(tx, KEY, post)).toBe(true);
      await claimEffect(tx, KEY, { attemptToken: 'second', leaseUntil: NOON + 1, at: NOON });
      await rewriteEffect(tx, KEY, { content: 'on paper', requestHash: 'b2', amount: 7_000 });
      expect(await findEffect(tx, KEY)).toMatchObject({
        channel: 'post',
        requestHash: 'b2',
        amount: 7_000,
        deliveredOn: null,
        providerId: null,
        attempts: 2,
      });
      expect(await contentOf(tx, KEY)).toBe('on paper');
    }));
});

describe('The effect a path waits for', () => {
  for (const state of ['uncertain', 'failed', 'bounced'] as const) {
    it(`is one that is ${state}, until its round is over`, () =>
      inOne(async (tx, id) => {
        await planEffect(tx, letter(id));
        await finishEffect(tx, KEY, { state, finishedAt: NOON });
        expect(await pendingEffectOf(tx, id)).toMatchObject({ key: KEY, state, level: 'reminder-1' });
        const row = await findInvoice(tx, id);
        await saveInvoice(tx, id, {
          state: { ...NEW_INVOICE, round: 2 },
          plan: { step: 'wait', at: null, because: 'HELD' },
          decidedAt: NOON,
          held: false,
          closesOn: null,
          keptBackBy: null,
          transfersOn: null,
          open: { principal: 1, fees: 0, interest: 0, costs: 0, total: 1, surplus: 0 },
          dueOn: row?.dueOn ?? null,
        });
        expect(await pendingEffectOf(tx, id)).toBeNull();
      }));
  }

  it('is none when it was delivered, handed over or cancelled, or tells the operator something', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      await finishEffect(tx, KEY, { ...delivered, state: 'handed over' });
      expect(await pendingEffectOf(tx, id)).toBeNull();
      await planEffect(tx, letter(id, { key: 'note', kind: 'notification', level: null }));
      expect(await pendingEffectOf(tx, id)).toBeNull();
    }));

  it('is no bounced letter that another has followed', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      await finishEffect(tx, KEY, { ...delivered, state: 'bounced' });
      const next = letter(id, { key: 'next', level: 'reminder-2' });
      await planEffect(tx, next);
      expect(await pendingEffectOf(tx, id)).toMatchObject({ key: 'next', state: 'handing over' });
      await finishEffect(tx, 'next', delivered);
      expect(await pendingEffectOf(tx, id)).toBeNull();
    }));
});

describe('Lists of effects', () => {
  it('show what is stuck, oldest first', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id, { key: 'b', leaseUntil: 20 }));
      await planEffect(tx, letter(id, { key: 'a', leaseUntil: 30 }));
      await planEffect(tx, letter(id, { key: 'c', leaseUntil: 10 }));
      await finishEffect(tx, 'c', delivered);
      expect((await stuckEffects(tx, 31, 10)).map(({ key }) => key)).toEqual(['b', 'a']);
      expect((await stuckEffects(tx, 30, 10)).map(({ key }) => key)).toEqual(['b']);
    }));

  it('of a case are not late: it may keep its order back', () =>
    inOne(async (tx, id) => {
      const { id: caseId } = await addCase(tx, '1001-1', { state: 'PENDING' });
      await planForLater(tx, { ...letter(id), invoiceId: null, caseId, key: 'order', plannedAt: 1 });
      expect(await stuckEffects(tx, 31, 10)).toEqual([]);
    }));

  it('are failing from their third attempt on, until they arrive', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      const failing = async () => (await failingEffects(tx, 3, 10)).map(({ key }) => key);
      const tryAgain = async (at: number) => {
        await delayEffect(tx, KEY, { nextAttemptAt: at, lastError: 'no secret' });
        await claimEffect(tx, KEY, { attemptToken: `attempt-${at}`, leaseUntil: at + 1, at });
      };
      await tryAgain(10);
      expect(await failing()).toEqual([]);
      await tryAgain(20);
      expect(await failing()).toEqual([KEY]);
      await finishEffect(tx, KEY, delivered);
      expect(await failing()).toEqual([]);
    }));

  it('are paged by key, with the invoice of each', () =>
    inOne(async (tx, id) => {
      for (const key of ['a', 'b', 'c']) await planEffect(tx, letter(id, { key }));
      await finishEffect(tx, 'b', delivered);
      const first = await listEffects(tx, { limit: 2, creditor: 'acme' });
      expect(first.map(({ key, number }) => [key, number])).toEqual([
        ['a', '1001'],
        ['b', '1001'],
      ]);
      expect((await listEffects(tx, { limit: 2, afterKey: 'b' })).map(({ key }) => key)).toEqual(['c']);
      expect((await listEffects(tx, { limit: 9, states: ['delivered'] })).map(({ key }) => key)).toEqual([
        'b',
      ]);
      expect(await listEffects(tx, { limit: 9, kind: 'order' })).toEqual([]);
      expect(await listEffects(tx, { limit: 9, creditor: 'other' })).toEqual([]);
      expect((await effectsOf(tx, id)).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    }));

  it('flag levels delivered inside a hold recorded later, its last day out', () =>
    inOne(async (tx, id) => {
      await planEffect(tx, letter(id));
      await finishEffect(tx, KEY, delivered);
      expect(await flagSentInside(tx, id, day('2026-02-10'), null)).toBe(0);
      expect(await flagSentInside(tx, id, day('2026-02-01'), day('2026-02-09'))).toBe(0);
      expect(await flagSentInside(tx, id, day('2026-02-09'), day('2026-02-10'))).toBe(1);
      expect((await findEffect(tx, KEY))?.sentInsideHold).toBe(true);
      expect(await flagSentInside(tx, id, day('2026-02-09'), null)).toBe(0);
    }));

  it('lose what was sent when it is erased, and nothing else', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => planEffect(tx, letter((await addInvoice(tx, '1001')).id)));
    expect(await eraseContent(db, KEY)).toBe(1);
    expect(await eraseContent(db, KEY)).toBe(0);
    await db.read(async (tx) => {
      expect(await contentOf(tx, KEY)).toBeUndefined();
      expect((await findEffect(tx, KEY))?.requestHash).toBe('a1');
    });
  });
});
