import { SignalFactKind, type StagedSignalFact } from '../../contracts/signal-intake.ts';
import { findCustomerByReference } from '../../db/customer/customers.ts';
import { recordConsent, recordContactAttempt } from '../../db/signals/customers.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { type IntakeContext, idOf } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';
import { takeDisconnection, takeDisconnectionEnd, takeRelease, takeStop } from './take-disconnection.ts';
import { optIn, optOut } from './take-opt-out.ts';

/** Takes in what signals look at about one customer. */
export async function takeSignalFact(context: IntakeContext, staged: StagedSignalFact): Promise<RowResult> {
  const { tx, creditor, calendar, asOf, by } = context;
  const customer = await findCustomerByReference(tx, creditor.creditor, staged.customer);
  if (customer === undefined) {
    return refused(`customer: ${JSON.stringify(staged.customer)} is no customer; import the customer first`);
  }
  const future = aheadOf(staged, calendar.dayOf(asOf));
  if (future !== null) return refused(future);
  const common = { creditor: creditor.creditor, customerId: customer.id, recordedAt: asOf, by };
  switch (staged.fact) {
    case SignalFactKind.OPT_OUT: {
      const { reason, source, on: onDay, note = null } = staged;
      return result(await optOut(tx, { ...common, reason, source, onDay, note }));
    }
    case SignalFactKind.OPT_IN:
      return result(await optIn(tx, customer.id, asOf, by));
    case SignalFactKind.CONTACT: {
      const { on: onDay, channel, outcome, note = null, externalId } = staged;
      const attempt = { ...common, onDay, channel, outcome, note, commandId: idOf(context, externalId) };
      return result(await recordContactAttempt(tx, attempt));
    }
    case SignalFactKind.CONSENT: {
      const { on: onDay, status, text = null, externalId } = staged;
      return result(
        await recordConsent(tx, { ...common, onDay, status, text, commandId: idOf(context, externalId) }),
      );
    }
    case SignalFactKind.PLAN:
      return takeDisconnection(context, customer.id, staged);
    case SignalFactKind.END_PLAN:
      return takeDisconnectionEnd(context, customer.id, staged);
    case SignalFactKind.STOP:
      return takeStop(context, customer.id, staged);
    case SignalFactKind.RELEASE:
      return takeRelease(context, customer.id, staged);
    default:
      return staged satisfies never;
  }
}

function result(isNew: boolean): RowResult {
  return isNew ? TAKEN : UNCHANGED;
}

/** Evidence is of what happened; only plans may lie ahead. */
function aheadOf(staged: StagedSignalFact, today: number): string | null {
  if (!('on' in staged) || staged.on <= today) return null;
  return `on: ${formatDay(staged.on)} lies ahead; write the day on which it happened`;
}
