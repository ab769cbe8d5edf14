import { describe, expect, it } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { takeStep } from '../../../activities/actor/take-step.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import type { CommandInput, InvoicePlan } from '../../../contracts/invoice.ts';
import { saveCustomer } from '../../../db/customer/customers.ts';
import { cancelEffect, finishEffect, planEffect } from '../../../db/effects/effects.ts';
import { delayEffect } from '../../../db/effects/retry.ts';
import { insertHold, releaseHold } from '../../../db/holds.ts';
import { insertEntry } from '../../../db/invoice/ledger.ts';
import { EffectState } from '../../../domain/effects/effect.ts';
import { EffectOutcome } from '../../../domain/effects/effect-outcome.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { acme, day, letter } from '../../db/samples.ts';
import { at } from '../../domain/invoice/an-invoice.ts';
import {
  COMMANDS,
  LETTER,
  NOW,
  SPECIALS,
  type Special,
  STANDS,
  stateAt,
} from '../../domain/invoice/every-situation.ts';
import { CaseDesk } from '../case/case-desk.ts';

const ASKED_AT = at(NOW);
/** So many steps are taken after a message, each at its moment: a year has far fewer. */
const STEPS = 4;

type Asked = readonly [kind: CommandInput['kind'], fields: Readonly<Record<string, unknown>>];

const RESOLVED: readonly Asked[] = Object.values(EffectOutcome).map((outcome) => [
  'resolveEffect',
  { key: LETTER.key, outcome },
]);

describe.each(Object.entries(SPECIALS))('%s', (_, special) => {
  it.each(Object.keys(STANDS))('%s: every message is applied or refused in words', async (stand) => {
    const policy = special.policy ?? acme.policy;
    const desk = await CaseDesk.open({ ...acme, policy });
    const messages: readonly Asked[] = [...COMMANDS, ...RESOLVED, ['cancel', {}], ['unknown', { name: 'x' }]];
    for (const [i, [kind, fields]] of messages.entries()) {
      const number = String(1000 + i);
      await prepare(desk, number, stand, special);
      const who = { creditor: 'acme', number, asOf: ASKED_AT };
      const message = JSON.parse(JSON.stringify({ by: 'anna', ...fields }).replace('NUMBER', number));
      const { answer, plan } = await applyMessage(INVOICES, desk.deps, {
        ...who,
        kind,
        message,
        commandId: `c-${i}`,
      });
      const says = answer.ok ? answer.says : answer.refused;
      expect(says, `${kind} ${JSON.stringify(fields)}`).toMatch(/^[A-Z].{5,}[.`]$/);
      await goOn(desk, number, plan);
    }
  });
});

async function prepare(desk: CaseDesk, number: string, stand: string, special: Special): Promise<void> {
  const { hold, letter: state, booking = [], customer, dueOn } = special;
  const row = await desk.invoice(number, {
    ...stateAt(stand, special),
    ...(dueOn === undefined ? {} : { dueOn }),
    decidedAt: ASKED_AT - 1,
  });
  const recorded = { recordedAt: at('2026-04-07 12:00'), by: 'anna' };
  await desk.db.transaction(async (tx) => {
    if (customer !== undefined) {
      const reference = `customer-of-${number}`;
      const flags = { dunningOptOut: customer === 'optedOut', archived: customer === 'archived' };
      await saveCustomer(tx, 'acme', { reference, name: 'N. N.', ...flags });
    }
    for (const [kind, amount] of booking) {
      const entry = { invoiceId: row.id, creditor: 'acme', externalId: `${number}/${kind}`, kind, amount };
      await insertEntry(tx, { ...entry, bookedOn: day('2026-04-07'), ...recorded });
    }
    if (state !== undefined) await prepareLetter(number, row.id, state)(tx);
    // A pause of the creditor holds all: once is enough.
    if (hold === undefined || (hold.scope === 'creditor' && number !== '1000')) return;
    const { scope, reason, released } = hold;
    const holdId = await insertHold(tx, {
      ...{ creditor: 'acme', scope, reason, kind: 'reminders', fromOn: day('2026-04-07'), untilOn: null },
      ...(scope === 'invoice' ? { invoiceId: row.id } : {}),
      ...(scope === 'customer' ? { customerId: row.customerId } : {}),
      ...recorded,
    });
    if (released) await releaseHold(tx, { holdId, releasedAt: at('2026-04-08 00:00'), by: 'anna' });
  });
}

function prepareLetter(number: string, invoiceId: number, state: EffectState) {
  const key = LETTER.key.replace('NUMBER', number);
  const attemptToken = 'attempt-1';
  return async (tx: Parameters<typeof planEffect>[0]) => {
    const times = { plannedAt: at('2026-04-08 09:00'), leaseUntil: at('2026-04-08 09:30') };
    await planEffect(tx, letter(invoiceId, { key, channel: 'letter', attemptToken, ...times }));
    if (state === EffectState.HANDING_OVER) return;
    if (state === EffectState.PLANNED || state === EffectState.CANCELLED) {
      await delayEffect(tx, key, { nextAttemptAt: times.leaseUntil, lastError: 'away', attemptToken });
      if (state === EffectState.CANCELLED) await cancelEffect(tx, key, ASKED_AT);
      return;
    }
    const deliveredOn = state === EffectState.DELIVERED ? day('2026-04-08') : null;
    await finishEffect(tx, key, { state, deliveredOn, finishedAt: ASKED_AT - 1, attemptToken });
  };
}

/** Carries out what follows, each step at its moment, as the workflow would. */
async function goOn(desk: CaseDesk, number: string, from: InvoicePlan): Promise<void> {
  let plan = from;
  for (let n = 0; n < STEPS && plan.step !== Step.END && plan.at !== null; n++) {
    const input = { creditor: 'acme', number, asOf: Math.max(plan.at, ASKED_AT) };
    const { step } = plan;
    plan =
      step === Step.HAND_OVER
        ? await takeStep(INVOICES, desk.deps, Step.HAND_OVER, input)
        : await takeStep(INVOICES, desk.deps, step, input);
  }
}
