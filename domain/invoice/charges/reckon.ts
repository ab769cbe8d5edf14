import { accrueInterest, interestToBook } from '../../money/accrual.ts';
import { type Costs, type CostsOrNot, collectionCosts } from '../../money/costs.ts';
import { CostsWith } from '../../money/costs-law.ts';
import { costsWith, whyNoCostsYet } from '../../money/costs-ready.ts';
import { feeOfLetter } from '../../money/fee.ts';
import { interestRuns } from '../../money/interest-start.ts';
import { interestTerms } from '../../money/interest-terms.ts';
import { standingsOf } from '../../money/standings.ts';
import { demandedOn } from '../demanded.ts';
import type { Level } from '../policy.ts';
import { nextLevel } from '../sending-slot.ts';
import type { InvoiceSituation } from '../situation.ts';
import { openOn } from '../transfer-run.ts';
import { hasCosts, type NewCharge } from './booking.ts';
import { chargedOf } from './charged.ts';
import { earlierLetters, firstLetterOf, noticeOf } from './letters.ts';
import type { InterestReckoning } from './reckoning.ts';

/** The fee of a level's letter; nothing where its policy or the law has none. */
export function feeOf(situation: InvoiceSituation, level: Level): readonly NewCharge[] {
  const fee = reckonFee(situation, level);
  if (fee === null || !fee.ok) return [];
  const { amount, law, source, because, rule, principal } = fee;
  return [{ name: 'fee', amount, reckoning: { of: 'fee', rule, principal, law, source, because } }];
}

function reckonFee({ facts, policy, today: on }: InvoiceSituation, { name, kind: level }: Level) {
  const { country, currency, dueOn } = facts;
  const { kind } = facts.customer;
  const rule = policy.charges?.fees[name]?.[kind];
  if (rule === undefined || dueOn === null) return null;
  const { principal } = openOn(facts, on);
  const earlier = earlierLetters(facts);
  const asked = { rule, country, currency, kind, level, on, dueOn, openPrincipal: principal, earlier };
  const fee = feeOfLetter(asked);
  return fee.ok ? { ...fee, rule, principal } : fee;
}

/** The interest that is not booked yet, up to and including today; nothing where the policy asks for none. */
export function interestOf(situation: InvoiceSituation): readonly NewCharge[] {
  const reckoned = reckonInterest(situation);
  if (reckoned === null || !reckoned.ok) return [];
  const { reckoning } = reckoned;
  const amount = interestToBook(reckoning.accrued, reckoning.before);
  return [{ name: 'interest', amount, reckoning }];
}

type Reckoned =
  | { readonly ok: true; readonly reckoning: InterestReckoning }
  | { readonly ok: false; readonly reason: string };

/** All interest up to and including today, with what of it is booked; null where there is none to reckon. */
function reckonInterest({ facts, policy, calendar, today: through }: InvoiceSituation): Reckoned | null {
  const { dueOn } = facts;
  const rule = policy.charges?.interest[facts.customer.kind];
  if (rule === undefined || dueOn === null) return null;
  const found = interestTerms(rule, facts.country, facts.customer.kind);
  if (!found.ok) return found;
  const { terms } = found;
  if (terms === null) return null;
  const runs = interestRuns(terms.begins, { dueOn, firstReminder: firstLetterOf(facts), calendar });
  if (runs === null || runs.claimableOn > through) return null;
  const ledger = facts.ledger.filter(({ bookedOn }) => bookedOn <= through);
  const standings = standingsOf(facts.amount, facts.issuedOn, ledger, facts.paymentOrder);
  const accrual = accrueInterest({ terms, from: runs.from, through, standings });
  if (!accrual.ok) return accrual;
  const { segments, total: accrued } = accrual;
  return {
    ok: true,
    reckoning: { of: 'interest', through, segments, accrued, before: chargedOf(facts.ledger).interest },
  };
}

/** Why what the policy adds cannot be reckoned today; null when it can. */
export function whyNotReckoned(situation: InvoiceSituation): string | null {
  const level = nextLevel(situation);
  const fee = level === undefined ? null : reckonFee(situation, level);
  for (const reckoned of [fee, reckonInterest(situation), reckonCosts([situation])]) {
    if (reckoned !== null && !reckoned.ok) return reckoned.reason;
  }
  return null;
}

/** In this order; costs are booked with the first of these that their law lets them be booked with. */
const EVENTS: readonly CostsWith[] = [CostsWith.LETTER, CostsWith.LISTING, CostsWith.TRANSFER];

/** Collection costs on what is unpaid of the principal; nothing while law or policy have none, or they stand already. */
export function costsOf(situation: InvoiceSituation, event: CostsWith): readonly NewCharge[] {
  if (!mayHaveCosts(situation, event)) return [];
  const costs = reckonCosts([situation]);
  return costs === null || !costs.ok ? [] : [costsCharge(costs, 0)];
}

/** The same for invoices that go to a case together: one charge for each, none for one that may have none. */
export function costsTogether(all: readonly InvoiceSituation[]): readonly (readonly NewCharge[])[] {
  const owing = all.filter((one) => mayHaveCosts(one, CostsWith.TRANSFER));
  const costs = reckonCosts(owing);
  return all.map((one) => {
    const place = owing.indexOf(one);
    return place < 0 || costs === null || !costs.ok ? [] : [costsCharge(costs, place)];
  });
}

function mayHaveCosts({ facts, calendar, today: on }: InvoiceSituation, event: CostsWith): boolean {
  const { country } = facts;
  const { kind } = facts.customer;
  if (hasCosts(facts) || EVENTS.indexOf(costsWith(country, kind)) > EVENTS.indexOf(event)) return false;
  const letters = { firstReminder: firstLetterOf(facts), notice: noticeOf(facts) };
  return whyNoCostsYet({ country, kind, on, ...letters, calendar }) === null;
}

function costsCharge(costs: Costs, place: number): NewCharge {
  const { principal, costs: net, vat, vatRate, law, source, shares } = costs;
  const own = shares[place];
  const together = shares.length > 1 ? { invoices: shares.length } : {};
  const reckoning = { of: 'costs', principal, net, vat, vatRate, law, source, ...together } as const;
  return { name: 'costs', amount: (own?.costs ?? 0) + (own?.vat ?? 0), reckoning };
}

/** The costs of some invoices together; null where there are none to reckon. */
function reckonCosts(all: readonly InvoiceSituation[]): CostsOrNot | null {
  const rules = all[0]?.policy.charges;
  if (all[0] === undefined || rules === undefined) return null;
  const { facts, today: on } = all[0];
  const { country, currency, customer } = facts;
  const claims = all.map((one) => ({
    number: one.facts.number,
    principal: demandedOn(one.facts, on).principal,
  }));
  return collectionCosts({ rules, country, currency, kind: customer.kind, on, claims });
}
