import { CostsWith } from '../../money/costs-law.ts';
import type { Decision } from '../decision.ts';
import type { InvoiceFacts } from '../facts.ts';
import { levelKey, roundOf, transferKey } from '../keys.ts';
import { type Level, LevelKind, type Policy } from '../policy.ts';
import type { InvoiceMoment } from '../situation.ts';
import { amountPermitsTransfer, openOn } from '../transfer-run.ts';
import { chargesBooked, type NewCharge } from './booking.ts';
import { costsOf, costsTogether, feeOf, interestOf } from './reckon.ts';

/**
 * What a letter adds, booked in the decision that plans it: its fee, the interest up to and including its day, and
 * costs that need no more than a letter. Planned again, only what does not stand already is booked.
 */
export function letterCharged(decision: Decision, moment: InvoiceMoment, level: Level): Decision {
  if (moment.policy.charges === undefined) return decision;
  const situation = { ...moment, facts: decision.facts };
  const key = levelKey(roundOf(decision.facts), level.name);
  return chargesBooked(decision, moment, key, [
    ...feeOf(situation, level),
    ...interestOf(situation),
    ...costsOf(situation, CostsWith.LETTER),
  ]);
}

/**
 * Collection costs, booked when a claim is listed: its notice's term has run out. A claim that its amount keeps from
 * the transfer is not made larger by them.
 */
export function listingCharged(decision: Decision, moment: InvoiceMoment): Decision {
  return costsCharged(decision, moment, CostsWith.LISTING);
}

/** Interest up to and including the day of the transfer, and the costs where no listing has booked them. */
export function transferCharged(decision: Decision, moment: InvoiceMoment): Decision {
  return interestCharged(costsCharged(decision, moment, CostsWith.TRANSFER), moment);
}

/** An invoice that goes to a case with others of its customer. */
export interface Transferring {
  readonly decision: Decision;
  readonly moment: InvoiceMoment;
}

/**
 * The same for invoices that go to one case, the oldest first: those under one policy whose costs are not booked yet
 * have them by the scale of their sum, once, spread by principal.
 */
export function caseCharged<One extends Transferring>(all: readonly One[]): readonly One[] {
  const policies = [...new Set(all.map(({ moment }) => moment.policy))];
  const shares = new Map<Transferring, readonly NewCharge[]>();
  for (const policy of policies) {
    const owing = all.filter(
      ({ decision, moment }) => moment.policy === policy && owesCosts(decision, moment),
    );
    const costs = costsTogether(owing.map(({ decision, moment }) => ({ ...moment, facts: decision.facts })));
    for (const [i, one] of owing.entries()) shares.set(one, costs[i] ?? []);
  }
  return all.map((one) => {
    const { decision, moment } = one;
    const key = costsKey(decision.facts, moment.policy);
    const withCosts = chargesBooked(decision, moment, key, shares.get(one) ?? []);
    return { ...one, decision: interestCharged(withCosts, moment) };
  });
}

function interestCharged(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const key = transferKey(roundOf(facts), facts.state.caseCount + 1);
  return chargesBooked(decision, moment, key, interestOf({ ...moment, facts }));
}

function costsCharged(decision: Decision, moment: InvoiceMoment, event: CostsWith): Decision {
  const { facts } = decision;
  const { policy } = moment;
  if (!owesCosts(decision, moment)) return decision;
  return chargesBooked(decision, moment, costsKey(facts, policy), costsOf({ ...moment, facts }, event));
}

function owesCosts({ facts }: Decision, { policy, today }: InvoiceMoment): boolean {
  return policy.charges !== undefined && amountPermitsTransfer(openOn(facts, today), policy);
}

/** Costs stand under the key of the notice that announced them; where the policy has none, under one of the round. */
export function costsKey(facts: InvoiceFacts, { levels }: Policy): string {
  const notice = levels.find(({ kind }) => kind === LevelKind.notice);
  const round = roundOf(facts);
  return notice === undefined ? transferKey(round, 0) : levelKey(round, notice.name);
}
