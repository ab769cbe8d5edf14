import { formatDay } from '../kernel/day.ts';
import { HoldReason, HoldScope, isInForce } from '../kernel/holds.ts';
import { judged, leftOut, SignalCondition, type SignalSituation } from './check.ts';
import { isServed, SERVED_COUNTRY } from './served-country.ts';
import { gatewayFor } from './settings.ts';

export function customerActive({ facts }: SignalSituation) {
  return judged(
    SignalCondition.CUSTOMER_ACTIVE,
    !facts.customer.archived,
    'The customer is not archived.',
    'The customer is archived.',
  );
}

/** A sole trader has a register number and counts as a business. */
export function consumer({ facts, conditions }: SignalSituation) {
  if (!conditions.consumersOnly) return leftOut(SignalCondition.CONSUMER);
  const { kind, registerNumber } = facts.customer;
  const isRegistered = isKnown(registerNumber);
  return judged(
    SignalCondition.CONSUMER,
    kind !== 'business' && !isRegistered,
    'The customer is no business: neither flagged nor with a register number.',
    isRegistered
      ? 'The customer is a business: it has a register number.'
      : 'The customer is flagged as a business.',
  );
}

export function dataComplete({ facts, conditions }: SignalSituation) {
  if (!conditions.dataComplete) return leftOut(SignalCondition.DATA_COMPLETE);
  const { name, birthDate, street, postcode, city } = facts.customer;
  const missing = [
    ...(isKnown(name) ? [] : ['name']),
    ...(birthDate === null ? ['birth date'] : []),
    ...(isKnown(street) ? [] : ['street']),
    ...(isKnown(postcode) ? [] : ['postcode']),
    ...(isKnown(city) ? [] : ['city']),
  ];
  return judged(
    SignalCondition.DATA_COMPLETE,
    missing.length === 0,
    'Name, birth date and address are known.',
    `Unknown: ${missing.join(', ')}.`,
  );
}

export function countryServed({ facts }: SignalSituation) {
  const { country, postcode } = facts.customer;
  return judged(
    SignalCondition.COUNTRY_SERVED,
    isServed(country, postcode),
    isKnown(country)
      ? `Gateways serve ${country}.`
      : `The country is not known; postcode ${postcode} is one of ${SERVED_COUNTRY}.`,
    isKnown(country)
      ? `The customer lives in ${country}, and gateways serve ${SERVED_COUNTRY} alone.`
      : `The country is not known, and without a postcode such as 1234 AB it does not count as ${SERVED_COUNTRY}.`,
  );
}

export function gatewayKnown({ facts, settings }: SignalSituation) {
  const { postcode } = facts.customer;
  const gateway = gatewayFor(postcode, settings);
  return judged(
    SignalCondition.GATEWAY_KNOWN,
    gateway !== null,
    `Postcode ${postcode} goes to ${gateway}.`,
    isKnown(postcode) ? `No gateway serves postcode ${postcode}.` : 'Without a postcode no gateway is known.',
  );
}

export function notOptedOut({ facts }: SignalSituation) {
  const { optOut } = facts;
  return judged(
    SignalCondition.NOT_OPTED_OUT,
    optOut === null,
    'The customer did not opt out of signals.',
    optOut === null ? '' : `Opted out of signals on ${formatDay(optOut.on)} (${optOut.reason}).`,
  );
}

export function notPaused({ facts, conditions, calendar, asOf }: SignalSituation) {
  if (!conditions.notPaused) return leftOut(SignalCondition.NOT_PAUSED);
  const holds = facts.holds.filter((hold) => isInForce(hold, calendar, asOf));
  const said = holds.map(
    ({ scope, kind, reason }) =>
      `${scope === HoldScope.CREDITOR ? 'the whole creditor' : 'the customer'} (${reason}, ${kind})`,
  );
  return judged(
    SignalCondition.NOT_PAUSED,
    holds.length === 0,
    'The customer is neither paused nor paused for reminders.',
    `Paused: ${said.join('; ')}.`,
  );
}

/** A plan of the customer, or of one of its invoices that is still open. */
export function noPaymentPlan({ facts, conditions, calendar, asOf }: SignalSituation) {
  if (!conditions.noPaymentPlan) return leftOut(SignalCondition.NO_PAYMENT_PLAN);
  const onInvoices = facts.invoices.filter(({ open }) => open > 0).flatMap(({ holds }) => holds);
  const plan = [...facts.holds, ...onInvoices].some(
    (hold) => hold.reason === HoldReason.PAYMENT_PLAN && isInForce(hold, calendar, asOf),
  );
  return judged(
    SignalCondition.NO_PAYMENT_PLAN,
    !plan,
    'No payment plan is active.',
    'A payment plan is active.',
  );
}

function isKnown(text: string | null): boolean {
  return text !== null && text.replaceAll(' ', '') !== '';
}
