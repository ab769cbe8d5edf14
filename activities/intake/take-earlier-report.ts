import { earlierSignalKey } from '../../contracts/ids.ts';
import type { StagedEarlierReport } from '../../contracts/opening.ts';
import { type CustomerRow, findCustomerByReference } from '../../db/customer/customers.ts';
import { queueRemoves } from '../../db/signals/prepared-signals.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import { findSignal, keepEarlierSignal } from '../../db/signals/signals.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { gatewayFor, type SignalSettings } from '../../domain/signals/settings.ts';
import { SignalAction } from '../../domain/signals/signal.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/**
 * Takes in a report that another system has sent to a municipality: from now on it counts as if it had been sent from
 * here, so that it blocks another one, becomes a crisis by an Update and is taken back after an opt-out.
 */
export async function takeEarlierReport(
  context: IntakeContext,
  staged: StagedEarlierReport,
): Promise<RowResult> {
  const { tx, creditor: row, calendar, asOf, by } = context;
  const { creditor, currency } = row;
  const { type, sentOn, reference = null } = staged;
  const customer = await findCustomerByReference(tx, creditor, staged.customer);
  if (customer === undefined) {
    return refused(`customer: ${JSON.stringify(staged.customer)} is no customer; import the customer first`);
  }
  if (sentOn > calendar.dayOf(asOf)) {
    return refused(`sentOn: ${formatDay(sentOn)} lies ahead; write the day on which it was sent`);
  }
  const settings = (await findSignalSettings(tx, creditor))?.settings;
  if (settings === undefined) {
    return refused(`customer: ${creditor} sends no signals; publish its file with a signals section first`);
  }
  const gateway = gatewayOf(staged, customer, settings);
  if ('because' in gateway) return refused(gateway.because);
  const customerId = customer.id;
  const key = earlierSignalKey(creditor, customerId, type, formatDay(sentOn));
  if ((await findSignal(tx, key)) !== undefined) return UNCHANGED;
  const about = { creditor, customerId, key, type, gateway: gateway.name, currency, approvedBy: by };
  await keepEarlierSignal(tx, {
    ...about,
    action: SignalAction.CREATE,
    sentOn,
    municipalityReference: reference,
    plannedAt: asOf,
    acknowledgedAt: asOf,
  });
  await queueRemoves(tx, { creditor, after: customerId - 1, until: customerId }, asOf);
  return TAKEN;
}

function gatewayOf(
  { gateway: named }: StagedEarlierReport,
  { postcode }: CustomerRow,
  settings: SignalSettings,
): { readonly name: string } | { readonly because: string } {
  const names = settings.gateways.map(({ name }) => name);
  const known = names.length === 0 ? 'none' : names.join(', ');
  if (named !== undefined) {
    if (names.includes(named)) return { name: named };
    return { because: `gateway: ${JSON.stringify(named)} is no gateway; there are ${known}` };
  }
  const name = gatewayFor(postcode, settings);
  if (name !== null) return { name };
  return { because: `gateway: is blank and no route serves the customer's postcode; write one of ${known}` };
}
