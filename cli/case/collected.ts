import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { amountOption, dayOption } from '../kit/options.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly externalId: string;
  readonly on?: Day;
}

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.addCollectedAmount,
    description:
      'Writes down what a collector brought in: posts it to the invoices of the case, oldest first. What is more than owed is kept as surplus, to be refunded.',
    examples: ['dunwell case collected 2026/001-1 50.00 --external-id receipt-17 --on 2026-03-02'],
    takes: (command) =>
      command
        .argument('<amount>', 'decimal in the currency of the case, such as 50.00', amountOption)
        .requiredOption('--external-id <id>', "the receipt's own id: the same one is counted once")
        .option('--on <date>', 'the day it was received; today when not given', dayOption),
    fields: ({ externalId, on }, [amount]) => ({
      amount,
      externalId,
      receivedOn: on === undefined ? undefined : formatDay(on),
    }),
  });
}
