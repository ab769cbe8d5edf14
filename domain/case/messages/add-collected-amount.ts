import { formatDay } from '../../kernel/day.ts';
import { Scope } from '../../kernel/message.ts';
import { AmountSign, parseAmount } from '../../kernel/money.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { collect } from '../collect.ts';
import { caseMessage, UNDER_WAY, version } from './message.ts';

export const addCollectedAmount = caseMessage({
  kind: 'addCollectedAmount',
  summary:
    'Writes down what a collector brought in: posts it to the invoices of the case, oldest first. What is more than owed is kept as surplus, to be refunded.',
  fields: {
    version,
    amount: {
      type: 'decimal',
      required: true,
      argument: true,
      help: 'decimal in the currency of the case, such as 50.00',
      example: '50.00',
    },
    externalId: {
      type: 'text',
      required: true,
      help: "the receipt's own id: the same one is counted once; with another amount it is recorded as a conflict",
      example: 'r-1',
    },
    receivedOn: {
      type: 'day',
      option: 'on',
      help: 'the day it was received; today when not given',
      example: '2026-05-04',
    },
  },
  states: UNDER_WAY,
  knownByItsId: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'collected',
    brief: 'write down what a collector brought in',
    examples: ['2026/001-1 50.00 --external-id receipt-17 --on 2026-03-02'],
  },
  refused:
    'in CLOSED and FAILED; an amount of zero, or with more decimals than the currency has; a day that lies ahead.',

  decide(context, { amount, externalId, by, commandId, ...command }) {
    const { decision, today } = context;
    const parsed = parseAmount(amount, decision.facts.currency, AmountSign.positive);
    if (!parsed.ok) {
      return refuse(RefusalCode.WRONG_VALUE, `\`amount\` ${amount} cannot be collected: ${parsed.reason}`);
    }
    const receivedOn = command.receivedOn ?? today;
    if (receivedOn > today) {
      return refuse(
        RefusalCode.WRONG_VALUE,
        `\`receivedOn\` ${formatDay(receivedOn)} lies ahead: a receipt is written when it is there.`,
      );
    }
    const receipt = {
      amount: parsed.minor,
      externalId,
      receivedOn,
      source: 'manual',
      by,
      commandId,
    } as const;
    const collected = collect(decision, receipt, context);
    return collected.kind === 'refused' ? refuse(RefusalCode.ALREADY_ENDED, collected.refused) : collected;
  },
});
