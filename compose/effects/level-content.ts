import type { OpenComponents, Recipient } from '../../contracts/claim.ts';
import type { LevelContent, SignalOffer } from '../../contracts/effects.ts';
import type { FrozenDuty } from '../../contracts/letters.ts';
import type { CreditorRow } from '../../db/creditor/creditors.ts';
import type { CustomerRow } from '../../db/customer/customers.ts';
import { type Channel, deliveryDay } from '../../domain/effects/channels.ts';
import { accountToPay } from '../../domain/effects/pay-to.ts';
import { noticeDeadline } from '../../domain/invoice/back-on-the-path.ts';
import { demandedOn } from '../../domain/invoice/demanded.ts';
import { type Level, LevelKind, type Policy } from '../../domain/invoice/policy.ts';
import type { OpenAmount } from '../../domain/kernel/balance.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { dutyOf } from '../../domain/letters/duty.ts';
import { collectionCosts } from '../../domain/money/costs.ts';
import { isFinal } from '../../domain/signals/final-level.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { languageOf } from '../../templates/languages.ts';

export function recipientOf(customer: CustomerRow): Recipient {
  const { reference, name, email, street, postcode, city, country, representative } = customer;
  return { reference, name, email, street, postcode, city, country, representative };
}

export function componentsOf(open: OpenAmount): OpenComponents {
  const { principal, fees, interest, costs, total } = open;
  return { principal, fees, interest, costs, total };
}

/** The customer's language where letters are written in it, else the creditor's. */
export function letterLanguage(
  customer: Pick<CustomerRow, 'language'>,
  creditor: Pick<CreditorRow, 'language'>,
): string {
  return languageOf(customer.language ?? '') ?? creditor.language;
}

/** The frozen snapshot that a reminder or notice is rendered from. */
export function levelContent(
  gathered: Gathered,
  customer: CustomerRow,
  level: Level,
  channel: Channel,
  asOf: Instant,
  signalOffer: SignalOffer | null = null,
): LevelContent {
  const { row, creditor, facts, policy, calendar } = gathered;
  const deliveredOn = deliveryDay(channel, calendar.dayOf(asOf), policy.postalDays);
  const duty = frozenDuty(gathered, customer, level, asOf);
  const { currency, number, reference } = row;
  const account = accountToPay(creditor.bankAccounts, { currency, reference: reference ?? number });
  return {
    kind: 'level',
    creditor: { id: creditor.creditor, name: creditor.name, country: creditor.country },
    recipient: recipientOf(customer),
    language: letterLanguage(customer, creditor),
    level: {
      name: level.name,
      kind: level.kind,
      number: policy.levels.indexOf(level) + 1,
      final: isFinal(level, policy.levels),
    },
    invoice: {
      number: row.number,
      reference: row.reference,
      issuedOn: row.issuedOn,
      dueOn: facts.dueOn,
      amount: row.amount,
      currency: row.currency,
    },
    open: componentsOf(demandedOn(facts, calendar.dayOf(asOf))),
    on: calendar.dayOf(asOf),
    payBy: level.kind === LevelKind.notice ? noticeDeadline(policy, calendar, deliveredOn) : null,
    ...(duty === null ? {} : { duty }),
    ...(creditor.textsHash === null ? {} : { ownTexts: { hash: creditor.textsHash } }),
    ...(account === null ? {} : { payTo: { iban: account } }),
    ...(signalOffer === null ? {} : { signalOffer }),
  };
}

/** What the law wants this letter to say. */
function frozenDuty(
  { creditor, policy, row, facts, calendar }: Gathered,
  customer: CustomerRow,
  level: Level,
  asOf: Instant,
): FrozenDuty | null {
  const today = calendar.dayOf(asOf);
  const isBusiness = customer.kind === CustomerKind.business || customer.registerNumber !== null;
  const kind = isBusiness ? CustomerKind.business : CustomerKind.consumer;
  const { country } = creditor;
  const { number, currency } = row;
  const costsToCome = costsOf(policy.charges, {
    ...{ country, currency, kind, on: today },
    claims: [{ number, principal: demandedOn(facts, today).principal }],
  });
  const duty = dutyOf({
    country,
    isConsumer: !isBusiness,
    kind: level.kind,
    number: policy.levels.indexOf(level) + 1,
    hasCostsToCome: costsToCome !== null,
  });
  return duty === null ? null : { duty, costsToCome };
}

/** The costs that will be owed if nothing is paid, VAT included; null where the policy asks for none. */
function costsOf(
  rules: Policy['charges'],
  claim: Omit<Parameters<typeof collectionCosts>[0], 'rules'>,
): number | null {
  if (rules === undefined || rules.costs[claim.kind].kind === 'none') return null;
  const reckoned = collectionCosts({ rules, ...claim });
  return reckoned.ok ? reckoned.costs + reckoned.vat : null;
}
