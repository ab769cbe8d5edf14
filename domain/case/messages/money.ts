import { formatDay } from '../../kernel/day.ts';
import { AmountSign, parseAmount } from '../../kernel/money.ts';
import { addCharge, waiveAll } from '../charge.ts';
import { collect } from '../collect.ts';
import { endCase } from '../ending.ts';
import { CaseEvent } from '../machine.ts';
import { isOrderInTheAir } from '../order.ts';
import { CaseOutcome, hasCaseEnded } from '../state.ts';
import type { AddChargeCommand, AddCollectedAmountCommand, WaiveCommand } from './command.ts';
import { type CaseContext, type CaseVerdict, occasionOf, refuse } from './context.ts';
import { endedInWords, IN_THE_AIR } from './words.ts';

/** Writes down what the collector brought in; the same receipt told again is answered with the first. */
export function addCollectedAmount(context: CaseContext, command: AddCollectedAmountCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const parsed = parseAmount(command.amount, decision.facts.currency, AmountSign.positive);
  if (!parsed.ok) return refuse(`\`amount\` ${command.amount} cannot be collected: ${parsed.reason}`);
  const today = calendar.dayOf(asOf);
  const receivedOn = command.receivedOn ?? today;
  if (receivedOn > today) {
    return refuse(
      `\`receivedOn\` ${formatDay(receivedOn)} lies ahead: a receipt is written when it is there.`,
    );
  }
  const { externalId, by, commandId } = command;
  const collected = collect(
    decision,
    { amount: parsed.minor, externalId, receivedOn, source: 'manual', by, commandId },
    calendar,
    asOf,
  );
  return collected.kind === 'refused' ? refuse(collected.refused) : collected;
}

/** Costs, interest or a fee of the case; the same id told again is one charge. */
export function charge(context: CaseContext, command: AddChargeCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const ended = endedInWords(decision.facts);
  if (ended !== null) return refuse(ended);
  const parsed = parseAmount(command.amount, decision.facts.currency, AmountSign.positive);
  if (!parsed.ok) return refuse(`\`amount\` ${command.amount} cannot be charged: ${parsed.reason}`);
  const today = calendar.dayOf(asOf);
  const bookedOn = command.bookedOn ?? today;
  if (bookedOn > today) return refuse(`\`bookedOn\` ${formatDay(bookedOn)} lies ahead.`);
  const { externalId, by } = command;
  const key = `charge/${externalId}`;
  if (decision.facts.knownFromCollector.includes(key)) {
    return {
      decision,
      says: `The charge ${externalId} was recorded before: it stands as it was, and nothing is added.`,
    };
  }
  const charged = addCharge(
    decision,
    {
      kind: command.charge,
      amount: parsed.minor,
      externalId,
      bookedOn,
      by,
      byCollector: false,
      commandId: key,
    },
    calendar,
    asOf,
  );
  return { decision: charged, says: `The ${command.charge} is charged.` };
}

/** Lets costs, interest and fees go, with `credit` the principal too, and ends the case: completed for the debtor. */
export function waive(context: CaseContext, command: WaiveCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const { facts } = decision;
  if (hasCaseEnded(facts.state.state) || facts.state.deactivatedAt !== null) {
    return refuse(endedInWords(facts) ?? 'The case is over.');
  }
  if (isOrderInTheAir(facts)) return refuse(IN_THE_AIR);
  const waived = waiveAll(decision, command, calendar, asOf);
  const occasion = occasionOf(context, command, command.reason);
  return {
    decision: endCase(waived, CaseEvent.WAIVED, occasion, calendar, asOf, CaseOutcome.WAIVED),
    says: `${command.credit ? 'Everything is waived and credited' : 'Costs, interest and fees are waived'}; ${
      facts.state.publishedAt === null
        ? 'the case is closed, and the debtor never saw it.'
        : 'the case is closed and stays visible to the debtor as completed.'
    }`,
  };
}
