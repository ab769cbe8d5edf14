import { formatDay } from '../../kernel/day.ts';
import { EntryKind } from '../../kernel/ledger.ts';
import { Scope } from '../../kernel/message.ts';
import { AmountSign, parseAmount } from '../../kernel/money.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { addCharge as charged } from '../charge.ts';
import { endedCase } from './ended.ts';
import { caseMessage, UNDER_WAY, version } from './message.ts';

const CHARGES = [EntryKind.COST, EntryKind.INTEREST, EntryKind.FEE] as const;

export const addCharge = caseMessage({
  kind: 'addCharge',
  summary: 'Adds costs, interest or a fee to what the debtor owes in a case.',
  fields: {
    version,
    charge: {
      type: 'oneOf',
      required: true,
      argument: true,
      help: 'what it is',
      values: CHARGES,
      example: EntryKind.COST,
      missing: `addCharge needs \`charge\`: one of ${CHARGES.join(', ')}.`,
    },
    amount: {
      type: 'decimal',
      required: true,
      argument: true,
      help: 'decimal in the currency of the case, such as 40.00',
      example: '40.00',
    },
    externalId: {
      type: 'text',
      required: true,
      help: "the charge's own id: the same one is counted once",
      example: 'c-1',
    },
    bookedOn: {
      type: 'day',
      option: 'on',
      help: 'the day it counts from; today when not given',
      example: '2026-05-04',
    },
  },
  states: UNDER_WAY,
  knownByItsId: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'charge',
    brief: 'add costs, interest or a fee',
    examples: ['2026/001-1 cost 40.00 --external-id agency-fee-1'],
  },
  refused: 'in CLOSED and FAILED; like a receipt for its amount and day.',

  decide(context, { charge: kind, amount, externalId, by, ...command }) {
    const { decision, today } = context;
    const ended = endedCase(decision.facts);
    if (ended !== null) return ended;
    const parsed = parseAmount(amount, decision.facts.currency, AmountSign.positive);
    if (!parsed.ok) {
      return refuse(RefusalCode.WRONG_VALUE, `\`amount\` ${amount} cannot be charged: ${parsed.reason}`);
    }
    const bookedOn = command.bookedOn ?? today;
    if (bookedOn > today) {
      return refuse(RefusalCode.WRONG_VALUE, `\`bookedOn\` ${formatDay(bookedOn)} lies ahead.`);
    }
    const commandId = `charge/${externalId}`;
    if (decision.facts.knownFromCollector.includes(commandId)) {
      return {
        decision,
        says: `The charge ${externalId} was recorded before: it stands as it was, and nothing is added.`,
      };
    }
    return {
      decision: charged(
        decision,
        { kind, amount: parsed.minor, externalId, bookedOn, by, byCollector: false, commandId },
        context,
      ),
      says: `The ${kind} is charged.`,
    };
  },
});
