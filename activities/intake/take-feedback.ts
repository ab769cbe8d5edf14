import type { StagedFeedback } from '../../contracts/signal-intake.ts';
import { findCustomerByReference } from '../../db/customer/customers.ts';
import {
  findEarlierSignal,
  findFeedback,
  findSignal,
  keepFeedback,
  type SignalRow,
  signalAcknowledged,
  signalArrivedAfterAll,
  signalRejected,
  signalRemoved,
  signalsOf,
} from '../../db/signals/signals.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { HoldKind, HoldReason } from '../../domain/kernel/holds.ts';
import { FeedbackKind } from '../../domain/signals/feedback.ts';
import { OptOutReason, OptOutSource, SignalAction } from '../../domain/signals/signal.ts';
import { holdCustomer, releaseCustomer } from './hold-customer.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';
import { settleUncertain } from './settle-uncertain.ts';
import { optOut } from './take-opt-out.ts';

/** Takes in the word of a municipality once, with what follows from it for the signal and the customer. */
export async function takeFeedback(context: IntakeContext, staged: StagedFeedback): Promise<RowResult> {
  const { tx, asOf, by } = context;
  const { creditor } = context.creditor;
  const { externalId, kind, code, on: onDay, note = null } = staged;
  if ((await findFeedback(tx, creditor, externalId)) !== undefined) return UNCHANGED;
  if (onDay > context.calendar.dayOf(asOf)) {
    return refused(`on: ${formatDay(onDay)} lies ahead; write the day on which it was said`);
  }
  const signal = await signalOf(context, staged);
  if (typeof signal === 'string') return refused(signal);
  const says = await follow(context, signal, staged);
  const row = { creditor, externalId, signalKey: signal.key, kind, code, onDay, note };
  await keepFeedback(tx, { ...row, by, appliedAt: asOf, says });
  return TAKEN;
}

/** The signal that is meant, or why there is none. */
async function signalOf(
  { tx, creditor }: IntakeContext,
  { reference, customer }: StagedFeedback,
): Promise<SignalRow | string> {
  if (reference !== undefined) {
    const signal =
      (await findSignal(tx, reference)) ?? (await findEarlierSignal(tx, creditor.creditor, reference));
    if (signal?.creditor === creditor.creditor) return signal;
    return `reference: ${JSON.stringify(reference)} is no signal of ${creditor.creditor}; write the reference it was sent with`;
  }
  const found = await findCustomerByReference(tx, creditor.creditor, customer ?? '');
  if (found === undefined)
    return `customer: ${JSON.stringify(customer)} is no customer; write the customer number`;
  const last = (await signalsOf(tx, found.id)).filter(({ sentOn }) => sentOn !== null).at(-1);
  return last ?? `customer: no signal was sent about ${JSON.stringify(customer)}`;
}

/** Does what follows from it and says so in one sentence. */
async function follow(context: IntakeContext, signal: SignalRow, staged: StagedFeedback): Promise<string> {
  const { tx, asOf, by, creditor } = context;
  const { key, customerId } = signal;
  const { on, municipalityReference = null } = staged;
  switch (staged.kind) {
    case FeedbackKind.ACKNOWLEDGED:
      await settleUncertain(context, signal, { state: 'acknowledged', id: municipalityReference }, on);
      await signalAcknowledged(tx, key, asOf, municipalityReference);
      await signalArrivedAfterAll(tx, key, asOf, municipalityReference, on);
      if (signal.action === SignalAction.REMOVE && signal.replaces !== null) {
        await signalRemoved(tx, signal.replaces, asOf);
      }
      return 'The municipality has the signal.';
    case FeedbackKind.REJECTED:
      await settleUncertain(context, signal, { state: 'rejected', code: staged.code }, on);
      await signalRejected(tx, key, staged.code);
      return `The municipality did not take the signal (${staged.code}): it does not count as a report.`;
    case FeedbackKind.REMOVED:
      await signalRemoved(tx, key, asOf);
      return 'The municipality took the signal off.';
    case FeedbackKind.HELP_ACCEPTED:
      return (await holdCustomer(context, customerId, {
        kind: HoldKind.REMINDERS,
        reason: HoldReason.SIGNAL_HELP,
        note: `Word of the municipality: ${staged.code}.`,
      }))
        ? 'Help was accepted: the customer is paused for reminders.'
        : 'Help was accepted: the customer is paused for it already.';
    case FeedbackKind.HELP_ENDED:
      return (await releaseCustomer(context, customerId, HoldReason.SIGNAL_HELP))
        ? 'The help has ended: the customer goes on.'
        : 'The help has ended; the customer was not paused for it.';
    case FeedbackKind.DECEASED:
      return (await holdCustomer(context, customerId, {
        kind: HoldKind.FULL,
        reason: HoldReason.DECEASED,
        note: 'Word of the municipality: the customer has died.',
      }))
        ? 'The customer has died: everything is paused.'
        : 'The customer has died; everything is paused already.';
    case FeedbackKind.WRONG_ADDRESS:
      return (await holdCustomer(context, customerId, {
        kind: HoldKind.REMINDERS,
        reason: HoldReason.ADDRESS_UNKNOWN,
        note: `Word of the municipality: ${staged.code}.`,
      }))
        ? 'The address is not the customer’s: paused for reminders until a person has looked.'
        : 'The address is not the customer’s; the customer is paused for it already.';
    case FeedbackKind.OPTED_OUT: {
      const out = { creditor: creditor.creditor, customerId, recordedAt: asOf, by };
      const isNew = await optOut(tx, {
        ...out,
        reason: OptOutReason.CUSTOMER_REFUSES,
        source: OptOutSource.MUNICIPALITY,
        onDay: on,
        note: null,
      });
      return isNew ? 'The customer is opted out of signals.' : 'The customer was opted out already.';
    }
    case FeedbackKind.PAID:
      return 'The municipality heard that the arrears were paid or a plan was made: the ledger decides.';
    case FeedbackKind.STATUS:
      return `Kept: ${staged.code}.`;
    default:
      return staged.kind satisfies never;
  }
}
